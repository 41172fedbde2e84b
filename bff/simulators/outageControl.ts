import Router from '@koa/router';
import { readJson } from './http.js';
import type { Outages } from './outages.js';

/** `GET|POST|DELETE /simulators/<system>/outages` and `GET /simulators/<system>/calls`. */
export const outageControl = <A extends string>(system: string, outages: Outages<A>): Router => {
  const router = new Router({ prefix: `/simulators/${system}`, sensitive: true, strict: true });
  router.get('/outages', (ctx) => {
    ctx.body = { items: outages.list() };
  });
  router.post('/outages', async (ctx) => {
    ctx.body = outages.add(await readJson(ctx, outages.Input));
    ctx.status = 201;
  });
  router.delete('/outages', (ctx) => {
    outages.clear(typeof ctx.query.id === 'string' ? ctx.query.id : undefined);
    ctx.body = { items: outages.list() };
  });
  router.get('/calls', (ctx) => {
    ctx.body = { items: outages.calls() };
  });
  return router;
};
