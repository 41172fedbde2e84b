import Router from '@koa/router';
import { z } from 'zod';
import { readJson } from '../http.js';
import { noticeWays } from '../notices.js';
import type { CameraWorld } from './camera.js';
import { cameraKinds } from './cameraScenes.js';

const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const Install = z.object({
  origin: z.url(),
  cameras: z
    .array(
      z.object({ communityId: Id, deviceId: Id, secret: z.string().min(1).max(200), name: z.string().min(1).max(60) }),
    )
    .max(500),
});
const See = z.object({
  deviceId: Id,
  kind: z.enum(cameraKinds),
  way: z.enum(noticeWays).optional(),
  words: z.string().max(200).optional(),
  brokenPicture: z.boolean().optional(),
  clockMinutes: z.number().int().min(-10_000).max(10_000).optional(),
});
const Again = z.object({ id: z.string().max(64) });

/** What the demo, the console and tests ask of the pretended cameras. */
export const cameraControl = (world: CameraWorld): Router => {
  const router = new Router({ prefix: '/simulators/camera', sensitive: true, strict: true });
  router.post('/cameras', async (ctx) => {
    const { origin, cameras } = await readJson(ctx, Install);
    world.install(origin, cameras);
    ctx.body = { cameras: world.cameras().length };
  });
  router.get('/cameras', (ctx) => {
    // Secrets stay with the cameras.
    ctx.body = { items: world.cameras().map(({ deviceId, name }) => ({ deviceId, name })) };
  });
  router.post('/see', async (ctx) => {
    const wish = JSON.parse(JSON.stringify(await readJson(ctx, See))) as Parameters<CameraWorld['see']>[0];
    const eventId = world.see(wish);
    if (!eventId) return ctx.throw(404, 'no such camera');
    ctx.body = { eventId };
    ctx.status = 201;
  });
  router.get('/notices', (ctx) => {
    ctx.body = { items: world.pushes.list() };
  });
  router.post('/notices/again', async (ctx) => {
    const { id } = await readJson(ctx, Again);
    if (!world.pushes.again(id)) return ctx.throw(404, 'no such push');
    ctx.body = { id };
  });
  return router;
};
