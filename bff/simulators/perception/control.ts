import Router from '@koa/router';
import { readJson } from '../http.js';
import { type PerceptionWorld, Script } from './world.js';

/** What the console and tests tell the pretended provider to hear and see. */
export const perceptionControl = (world: PerceptionWorld): Router => {
  const router = new Router({ prefix: '/simulators/perception', sensitive: true, strict: true });
  router.post('/script', async (ctx) => {
    world.perform(await readJson(ctx, Script));
    ctx.body = world.script;
  });
  return router;
};
