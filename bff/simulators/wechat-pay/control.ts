import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { readJson } from '../http.js';
import { type Order, planKinds } from './book.js';
import { PayFaultInput } from './faults.js';
import { type Forgery, forgeries } from './forgeries.js';
import { payerActs } from './payer.js';
import { keyModes } from './signing.js';
import type { PayWorld } from './world.js';

/** Who lives here, as WeChat knows them. */
export interface PayResidents {
  openidOf(residentId: string): string | undefined;
  nameOf(openid: string): string | undefined;
}

const token = z.string().min(1).max(512);
const fen = z.number().int().min(1).max(100_000_000);
const Payment = z.object({
  timeStamp: z.string().max(20),
  nonceStr: z.string().max(32),
  package: z.string().max(128),
  signType: z.string().max(20),
  paySign: z.string().max(1024),
});
/** `payment`: all that wx.requestPayment was called with, and then its signature is checked. */
const Pay = z
  .object({
    prepayId: token.optional(),
    codeUrl: token.optional(),
    h5Url: token.optional(),
    payment: Payment.optional(),
    resident: z.string().max(40),
    act: z.enum(payerActs).default('pay'),
  })
  .refine((given) => [given.prepayId, given.codeUrl, given.h5Url, given.payment].filter(Boolean).length === 1, {
    message: 'prepayId, codeUrl, h5Url or payment, one of them',
  });
const Plan = z.object({
  kind: z.enum(planKinds),
  delaySeconds: z.number().int().min(1).max(604_800).default(60),
  times: z.number().int().min(2).max(50).default(5),
});
const RefundPlanInput = z.object({
  ends: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  delaySeconds: z.number().int().min(0).max(604_800).nullable().default(3),
});
const EndRefund = z.object({ outRefundNo: z.string(), status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']) });
const Resend = z.object({ id: z.string(), times: z.number().int().min(1).max(50).default(1) });
const Release = z.object({ id: z.string() });
const Forge = z.object({
  outTradeNo: z.string(),
  forgery: z.enum([...(Object.keys(forgeries) as [Forgery, ...Forgery[]]), 'all']),
});
const BillOnly = z.object({ amountFen: fen, description: z.string().min(1).max(60).default('只在对账单里的一笔') });

const find = (ctx: Context, order: Order | undefined): Order => order ?? ctx.throw(404, 'no such order');

/** What a payment sheet shows. */
const sheet = (world: PayWorld, residents: PayResidents, order: Order, used: string | null) => ({
  outTradeNo: order.outTradeNo,
  kind: order.kind,
  description: order.description,
  amountFen: order.totalFen,
  merchantId: order.mchId,
  state: order.state,
  orderedFor: order.orderedFor === null ? null : (residents.nameOf(order.orderedFor) ?? null),
  /** Null: it can be paid. */
  refusal: world.whyNotPayable(order, used),
});

const readsAndPays = (router: Router, world: PayWorld, residents: PayResidents): void => {
  router.get('/orders', (ctx) => {
    const items = world.orders().slice(0, 200);
    ctx.body = {
      items: items.map((order) => ({ ...order, payer: residents.nameOf(order.payer ?? '') ?? order.payer })),
    };
  });
  // The order behind a prepay_id, a scanned QR or an H5 page.
  router.get('/order', (ctx) => {
    const { prepayId, codeUrl, h5Url, outTradeNo } = ctx.query;
    const used = [prepayId, codeUrl, h5Url].find((one) => typeof one === 'string');
    const order = typeof used === 'string' ? world.orderOfToken(used) : world.order(String(outTradeNo ?? ''));
    ctx.body = sheet(world, residents, find(ctx, order), typeof used === 'string' ? used : null);
  });
  router.post('/pay', async (ctx) => {
    const { prepayId, codeUrl, h5Url, payment, resident, act } = await readJson(ctx, Pay);
    const openid = residents.openidOf(resident) ?? ctx.throw(404, 'no such resident');
    ctx.body = payment
      ? world.requestPayment(payment, openid, act)
      : world.pay({ token: prepayId ?? codeUrl ?? h5Url ?? '', openid, act });
  });
  router.get('/refunds', (ctx) => {
    ctx.body = { items: world.refunds().slice(0, 200) };
  });
  router.get('/notices', (ctx) => {
    const shown = world.notices().slice(0, 200);
    ctx.body = { items: shown.map(({ plaintext: _plaintext, ...notice }) => notice) };
  });
  router.get('/calls', (ctx) => {
    ctx.body = { items: world.calls() };
  });
};

const plansAndFaults = (router: Router, world: PayWorld): void => {
  router.post('/plans', async (ctx) => {
    const { kind, delaySeconds, times } = await readJson(ctx, Plan);
    world.planNotice({ kind, times, delayMs: delaySeconds * 1000 });
    ctx.status = 201;
    ctx.body = { items: world.plans() };
  });
  router.delete('/plans', (ctx) => {
    world.clearPlans();
    ctx.body = { items: [] };
  });
  router.post('/refund-plan', async (ctx) => {
    const { ends, delaySeconds } = await readJson(ctx, RefundPlanInput);
    world.planRefunds({ ends, delayMs: delaySeconds === null ? null : delaySeconds * 1000 });
    ctx.body = world.refundPlan();
  });
  router.post('/refunds/end', async (ctx) => {
    const { outRefundNo, status } = await readJson(ctx, EndRefund);
    if (!world.refunds().some((refund) => refund.outRefundNo === outRefundNo)) ctx.throw(404, 'no such refund');
    ctx.body = world.endRefund(outRefundNo, status);
  });
  router.get('/faults', (ctx) => {
    ctx.body = { items: world.faults.list() };
  });
  router.post('/faults', async (ctx) => {
    ctx.body = world.faults.add(await readJson(ctx, PayFaultInput));
    ctx.status = 201;
  });
  router.delete('/faults', (ctx) => {
    world.faults.clear(typeof ctx.query.id === 'string' ? ctx.query.id : undefined);
    ctx.body = { items: world.faults.list() };
  });
};

const noticesAndForgeries = (router: Router, world: PayWorld): void => {
  router.post('/notices/resend', async (ctx) => {
    const { id, times } = await readJson(ctx, Resend);
    ctx.body = { statuses: await world.resend(id, times) };
  });
  router.post('/notices/release', async (ctx) => {
    world.release((await readJson(ctx, Release)).id);
    ctx.body = { released: true };
  });
  router.post('/forge', async (ctx) => {
    const { outTradeNo, forgery } = await readJson(ctx, Forge);
    const order = find(ctx, world.order(outTradeNo));
    const chosen = forgery === 'all' ? world.forgeries : [forgery];
    ctx.body = { items: await Promise.all(chosen.map((one) => world.forge(order, one))) };
  });
};

/** What the console, the owner's H5 and tests ask of the pretended WeChat Pay. */
export const wechatPayControl = (world: PayWorld, residents: PayResidents): Router => {
  const router = new Router({ prefix: '/simulators/wechat-pay', sensitive: true, strict: true });
  readsAndPays(router, world, residents);
  plansAndFaults(router, world);
  noticesAndForgeries(router, world);

  router.post('/keys', async (ctx) => {
    world.setMode((await readJson(ctx, z.object({ mode: z.enum(keyModes) }))).mode);
    ctx.body = { mode: world.mode() };
  });
  router.post('/bill-only', async (ctx) => {
    const { amountFen, description } = await readJson(ctx, BillOnly);
    ctx.status = 201;
    ctx.body = world.addBillOnly(amountFen, description);
  });
  return router;
};
