import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { readJson } from '../http.js';
import { noticeWays } from '../notices.js';
import { bankResultOf } from './bank.js';
import { type Contract, deductEndings, type PapayWorld } from './world.js';

const Sign = z.object({
  openid: z.string().min(1).max(64).optional(),
  /** Who plays the payer, where a browser stands in for WeChat. */
  resident: z.string().max(40).optional(),
  extraData: z.record(z.string(), z.string().max(512)),
});
const Which = z.object({ contractId: z.string().max(64) });
const Mood = z.object({
  ending: z.enum(deductEndings).optional(),
  seconds: z.number().int().min(0).max(86_400).optional(),
  notice: z.enum(noticeWays).optional(),
});
const Again = z.object({ id: z.string().max(64) });
const Batch = z.object({ text: z.string().max(200_000), failEvery: z.number().int().min(0).max(1000).default(0) });

/** What the console, the owner's H5 and tests ask of the pretended papay, its payers and the bank. */
export const papayControl = (world: PapayWorld, openidOf: (resident: string) => string | undefined): Router => {
  const router = new Router({ prefix: '/simulators/papay', sensitive: true, strict: true });
  const find = (ctx: Context, contractId: string): Contract =>
    world.contract({ contractId }) ?? ctx.throw(404, 'no such contract');

  router.get('/contracts', (ctx) => {
    ctx.body = { items: world.contracts() };
  });
  router.get('/deductions', (ctx) => {
    ctx.body = { items: world.deductions() };
  });
  router.post('/sign', async (ctx) => {
    const { openid, resident, extraData } = await readJson(ctx, Sign);
    const signed = world.sign(extraData, openid ?? openidOf(resident ?? '') ?? ctx.throw(404, 'no such resident'));
    if (typeof signed === 'string') return ctx.throw(409, signed);
    ctx.body = signed;
    ctx.status = 201;
  });
  router.post('/terminate', async (ctx) => {
    const contract = find(ctx, (await readJson(ctx, Which)).contractId);
    if (contract.state === 'signed') world.terminate(contract, '1');
    ctx.body = contract;
  });
  router.post('/mood', async (ctx) => {
    const mood = await readJson(ctx, Mood);
    world.setMood(JSON.parse(JSON.stringify(mood)) as Partial<typeof world.mood>);
    ctx.body = world.mood;
  });
  router.post('/settle', async (ctx) => {
    await readJson(ctx, z.object({}));
    world.settleAll();
    ctx.body = { settled: true };
  });
  router.get('/notices', (ctx) => {
    ctx.body = { items: world.notices.list() };
  });
  router.post('/notices/again', async (ctx) => {
    const { id } = await readJson(ctx, Again);
    if (!world.notices.again(id)) ctx.throw(404, 'no such notification');
    ctx.body = { id };
  });
  router.post('/bank', async (ctx) => {
    const { text, failEvery } = await readJson(ctx, Batch);
    ctx.body = { text: bankResultOf(text, failEvery) };
  });
  return router;
};
