import Router from '@koa/router';
import { deviceKinds } from 'shared-types/device';
import { z } from 'zod';
import { readJson } from '../http.js';
import type { SimulatedDevice } from './device.js';
import type { Estate } from './estate.js';
import { faultKinds, faultsOf, valuesAt } from './model.js';

const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

const FleetBody = z.object({
  broker: z.url(),
  publicKey: z.string().max(2000),
  devices: z
    .array(
      z.object({
        communityId: Id,
        id: Id,
        code: z.string().max(60),
        kind: z.enum(deviceKinds),
        name: z.string().max(80),
        secret: z.string().max(200),
      }),
    )
    .max(2000),
});

const FaultBody = z.object({ code: z.string().max(60), fault: z.enum(faultKinds), on: z.boolean() });
const PaceBody = z.object({ everySeconds: z.number().min(0).max(3600) });
const NetworkBody = z.object({ code: z.string().max(60), on: z.boolean() });

const present = ({ identity, memory, isConnected, done }: SimulatedDevice, seed: string, nowMs: number) => {
  const { id, code, kind, name } = identity;
  return {
    ...{ id, code, kind, name, connected: isConnected(), done: done() },
    faults: memory.faults.filter(({ untilMs }) => untilMs === null).map((fault) => fault.kind),
    values: valuesAt({ seed, code, kind, faults: memory.faults }, nowMs),
  };
};

/** What the console, the community and tests ask of the simulated estate. */
export const devicesControl = (estate: Estate, now: () => Date): Router => {
  const router = new Router({ prefix: '/simulators/devices', sensitive: true, strict: true });
  router.get('/fleet', (ctx) => {
    const devices = estate.devices();
    const connected = devices.filter((device) => device.isConnected()).length;
    ctx.body = { count: devices.length, connected, everySeconds: estate.pace() };
  });
  router.get('/fleet/:code', (ctx) => {
    const device = estate.find(ctx.params.code ?? '');
    if (!device) return ctx.throw(404, 'no such device');
    ctx.body = present(device, estate.seed(), now().getTime());
  });
  /** The community tells who its devices are, and what they sign in with. */
  router.post('/fleet', async (ctx) => {
    estate.setUp(await readJson(ctx, FleetBody));
    ctx.body = { count: estate.devices().length };
  });
  router.post('/fault', async (ctx) => {
    const { code, fault, on } = await readJson(ctx, FaultBody);
    const device = estate.find(code);
    if (!device) return ctx.throw(404, 'no such device');
    if (!faultsOf[device.identity.kind]?.includes(fault)) return ctx.throw(422, 'not a fault of this kind');
    if (on) estate.begin(code, fault);
    else estate.end(code, fault);
    ctx.body = present(device, estate.seed(), now().getTime());
  });
  router.post('/network', async (ctx) => {
    const { code, on } = await readJson(ctx, NetworkBody);
    const device = estate.find(code);
    if (!device) return ctx.throw(404, 'no such device');
    device.setNetwork(on);
    ctx.body = { code, on };
  });
  router.post('/pace', async (ctx) => {
    estate.setPace((await readJson(ctx, PaceBody)).everySeconds);
    ctx.body = { everySeconds: estate.pace() };
  });
  return router;
};
