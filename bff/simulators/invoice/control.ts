import Router from '@koa/router';
import { z } from 'zod';
import { readJson } from '../http.js';
import { paperOf } from './paper.js';
import type { InvoiceWorld } from './world.js';

const Mood = z.object({
  ending: z.enum(['good', 'bad']).optional(),
  seconds: z.number().int().min(0).max(86_400).optional(),
  refusedTitle: z.string().max(40).optional(),
});

/** What the console and tests ask of the pretended provider and tax office. */
export const invoiceControl = (world: InvoiceWorld): Router => {
  const router = new Router({ prefix: '/simulators/invoice', sensitive: true, strict: true });
  router.get('/invoices', (ctx) => {
    ctx.body = { items: world.invoices() };
  });
  router.get('/paper', async (ctx) => {
    const invoice = world.invoice(String(ctx.query.requestNo ?? ''));
    if (!invoice?.invoiceNo) return ctx.throw(404, 'no such invoice');
    ctx.type = 'application/pdf';
    ctx.body = await paperOf(invoice);
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
  return router;
};
