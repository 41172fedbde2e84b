import Router from '@koa/router';
import { readJson } from '../http.js';
import { type PhrasingWorld, Script } from './world.js';

/** What the console and tests tell the pretended language model to say. */
export const phrasingControl = (world: PhrasingWorld): Router => {
  const router = new Router({ prefix: '/simulators/phrasing', sensitive: true, strict: true });
  router.post('/script', async (ctx) => {
    world.perform(await readJson(ctx, Script));
    ctx.body = world.script;
  });
  return router;
};
