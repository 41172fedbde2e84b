import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { Context, Next } from 'koa';
import send from 'koa-send';
import type { Env } from '../env.js';
import type { Deps } from '../platform/deps.js';
import { projectRoot } from '../platform/projectRoot.js';
import { demoClock, demoClockPath } from './demoClock.js';
import { demoPage } from './demoPage.js';

interface Front {
  prefix: string;
  folder: string;
}

/** The owner's H5 exists in demo and test only: owners use the mini-program. */
const frontsOf = (env: Env): Front[] => [
  { prefix: '/staff/', folder: join(projectRoot, 'admin-h5/dist/staff') },
  { prefix: '/kiosk/', folder: join(projectRoot, 'admin-h5/dist/kiosk') },
  ...(env.environment === 'production'
    ? []
    : [{ prefix: '/owner/', folder: join(projectRoot, 'miniprogram/dist/h5') }]),
];

const building = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>安居</title>
<body style="font:16px/24px system-ui,sans-serif;padding:24px;color:#1E2926;background:#F7F6F2"><p>页面正在生成，好了会自动打开。</p></body></html>`;

/** Taro's H5 page sets its root font size with an inline script. */
const ownerSecurity =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'";

const hashed = /[.-][0-9a-zA-Z_-]{8,}\.(?:js|css|woff2?|png|svg)$/;

const sendFront = async (ctx: Context, front: Front): Promise<void> => {
  const path = ctx.path.slice(front.prefix.length) || 'index.html';
  if (front.prefix === '/owner/') ctx.set('Content-Security-Policy', ownerSecurity);
  try {
    await send(ctx, path, {
      root: front.folder,
      setHeaders: (response, file) => {
        response.setHeader('Cache-Control', hashed.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
    if (path !== 'index.html') return;
    // The first start builds the front ends behind this page.
    ctx.type = 'html';
    ctx.status = 503;
    ctx.set('Retry-After', '3');
    ctx.body = building;
  }
};

/** Hands a request on to the simulators; they are a process of their own. */
const handOn = (ctx: Context, origin: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const target = new URL(ctx.url, origin);
    const { host: _host, ...headers } = ctx.req.headers;
    const upstream = httpRequest(
      target,
      { method: ctx.method, headers: { ...headers, host: target.host }, timeout: 20_000 },
      (answer) => {
        ctx.status = answer.statusCode ?? 502;
        for (const [name, value] of Object.entries(answer.headers))
          if (value !== undefined && name !== 'connection' && name !== 'transfer-encoding') ctx.set(name, value);
        ctx.body = answer;
        resolve();
      },
    );
    upstream.on('timeout', () => upstream.destroy(new Error('the simulators do not answer')));
    upstream.on('error', reject);
    ctx.req.pipe(upstream);
  });

/** Front ends, the demo's first page and the simulators: what is not the API. */
export const pages = (env: Env, deps: Pick<Deps, 'db' | 'clock'>) => {
  const fronts = frontsOf(env);
  const clock = demoClock(env, deps);
  return async (ctx: Context, next: Next): Promise<void> => {
    if (env.environment !== 'production' && ctx.path === demoClockPath) return clock(ctx);
    if (env.simulatorOrigin && env.environment !== 'production' && ctx.path.startsWith('/simulators/'))
      return handOn(ctx, env.simulatorOrigin);
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    const front = fronts.find(({ prefix }) => ctx.path.startsWith(prefix));
    const folder = fronts.find(({ prefix }) => ctx.path === prefix.slice(0, -1));
    if (!front && !folder && ctx.path !== '/') return next();
    if (!isRead) {
      ctx.status = 405;
      ctx.set('Allow', 'GET, HEAD');
      return;
    }
    if (front) return sendFront(ctx, front);
    if (folder) return ctx.redirect(`${folder.prefix}${ctx.search}`);
    if (env.environment === 'production') return ctx.redirect('/staff/');
    ctx.type = 'html';
    ctx.body = demoPage();
  };
};
