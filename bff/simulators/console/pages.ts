import Router from '@koa/router';
import type { Context } from 'koa';
import tokens from 'shared-types/tokens.json' with { type: 'json' };
import { simulatorFile } from '../dataFiles.js';
import type { WechatWorld } from '../wechat/world.js';
import type { PayResidents } from '../wechat-pay/control.js';
import type { PayWorld } from '../wechat-pay/world.js';
import { payHtml } from './payView.js';
import { consoleHtml } from './view.js';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const variables = (colours: Record<string, string>): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/** The tokens of the house as CSS variables, then the console's own rules. */
const styleSheet = (): string =>
  `:root{${variables(tokens.color.light)};--font:${tokens.type.family};--shadow:${tokens.shadow.light}}\n` +
  `@media(prefers-color-scheme:dark){:root{color-scheme:dark;${variables(tokens.color.dark)};--shadow:${tokens.shadow.dark}}}\n` +
  simulatorFile('console/assets/console.css');

export const sendPage = (ctx: Context, text: string): void => {
  ctx.set('Content-Security-Policy', policy);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'html';
  ctx.body = text;
};

/** The console under /simulators/, and what it is made of. */
export const consolePages = (
  world: WechatWorld,
  pay: PayWorld,
  residents: PayResidents,
  calmOthers: () => void,
): Router => {
  const router = new Router({ sensitive: true, strict: true });
  const css = styleSheet();
  const script = simulatorFile('console/assets/console.js');

  router.get('/simulators', (ctx) => ctx.redirect('/simulators/'));
  router.get('/simulators/', (ctx) => {
    const chosen = world.resident(String(ctx.query.resident ?? '')) ?? world.residents()[0];
    if (!chosen) return ctx.throw(404, 'no residents');
    sendPage(ctx, consoleHtml(world, chosen));
  });
  router.get('/simulators/wechat-pay', (ctx) => {
    const order = pay.order(String(ctx.query.order ?? '')) ?? pay.orders()[0] ?? null;
    sendPage(ctx, payHtml(pay, { people: world.residents(), ...residents }, order));
  });
  router.get('/simulators/console.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = css;
  });
  router.get('/simulators/console.js', (ctx) => {
    ctx.type = 'js';
    ctx.body = script;
  });
  router.post('/simulators/reset', (ctx) => {
    if (!ctx.is('application/json')) ctx.throw(415, 'send application/json');
    world.reset();
    pay.reset();
    calmOthers();
    ctx.body = { reset: true };
  });
  return router;
};
