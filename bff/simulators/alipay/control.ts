import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { readJson } from '../http.js';
import { noticeWays } from '../notices.js';
import type { AlipayWorld, Trade } from './world.js';

const Order = z.object({ outTradeNo: z.string().max(64) });
const Pay = Order.extend({ notice: z.enum(noticeWays).default('normal') });
const Hold = z.object({ refunds: z.boolean() });
const Again = z.object({ id: z.string().max(64) });

/** What the console and tests ask of the pretended Alipay and its payers. */
export const alipayControl = (world: AlipayWorld): Router => {
  const router = new Router({ prefix: '/simulators/alipay', sensitive: true, strict: true });
  const find = (ctx: Context, outTradeNo: string): Trade => world.trade(outTradeNo) ?? ctx.throw(404, 'no such trade');
  const act = (path: string, work: (trade: Trade) => boolean): void => {
    router.post(path, async (ctx) => {
      const trade = find(ctx, (await readJson(ctx, Order)).outTradeNo);
      if (!work(trade)) ctx.throw(409, '二维码已失效');
      ctx.body = trade;
    });
  };

  router.get('/trades', (ctx) => {
    ctx.body = { items: world.trades() };
  });
  router.post('/pay', async (ctx) => {
    const { outTradeNo, notice } = await readJson(ctx, Pay);
    const trade = find(ctx, outTradeNo);
    if (!world.pay(trade, notice)) ctx.throw(409, '二维码已失效');
    ctx.body = trade;
  });
  act('/scan', world.scan);
  act('/cancel', world.close);
  act('/finish', world.finish);
  router.post('/hold', async (ctx) => {
    const { refunds } = await readJson(ctx, Hold);
    world.hold(refunds);
    ctx.body = { refunds };
  });
  router.get('/notices', (ctx) => {
    ctx.body = { items: world.notices.list() };
  });
  router.post('/notices/again', async (ctx) => {
    const { id } = await readJson(ctx, Again);
    if (!world.notices.again(id)) ctx.throw(404, 'no such notification');
    ctx.body = { id };
  });
  return router;
};
