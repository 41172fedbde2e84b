import Router from '@koa/router';
import { z } from 'zod';
import { readJson } from '../http.js';
import { airControl, type DoorOnAir, type OnAir } from './air.js';
import { createController, type Outcome } from './controller.js';
import { createPlateCamera, type PlateCamera } from './plateCamera.js';

const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const FleetBody = z.object({
  /** Where the community is. */
  origin: z.url(),
  devices: z
    .array(
      z.object({
        communityId: Id,
        id: Id,
        code: z.string().max(60),
        kind: z.enum(['door', 'gate', 'plate-camera']),
        name: z.string().max(80),
        secret: z.string().max(200),
      }),
    )
    .max(500),
});
type Fleet = z.infer<typeof FleetBody>;

export interface PlayedDoor extends DoorOnAir {
  isCut: boolean;
  waiting: number;
  holdsList: boolean;
  camera: PlateCamera | null;
  /** What was shown last, and what came of it. */
  last: string;
}

export interface Doors {
  setUp(fleet: Fleet): void;
  all(): readonly PlayedDoor[];
  find(code: string): PlayedDoor | undefined;
  /** Everything on the network again. */
  calm(): void;
  stop(): void;
}

const syncEveryMs = 30_000;

/** The doors, gates and plate cameras of a community: each asks by itself, and somebody may stand before it. */
export const createDoors = ({ now, wallNow }: { now: () => Date; wallNow: () => Date }): Doors => {
  let key = '';
  let doors: PlayedDoor[] = [];
  let turn = 0;
  // One after the other over half a minute, so that they never come all at once.
  let timer: NodeJS.Timeout | null = null;
  const next = (): void => {
    const door = doors[turn % Math.max(1, doors.length)];
    turn += 1;
    void door?.controller?.sync();
    door?.camera?.beat().catch(() => undefined);
  };
  return {
    setUp: ({ origin, devices }) => {
      if (key === JSON.stringify([origin, devices])) return;
      key = JSON.stringify([origin, devices]);
      doors = devices.map(({ communityId, id: deviceId, code, kind, name, secret }) => {
        const own = { communityId, deviceId, secret, now };
        const isCamera = kind === 'plate-camera';
        const controller = isCamera ? null : createController({ ...own, origin, realNow: wallNow });
        const camera = isCamera ? createPlateCamera({ ...own, origins: [origin], serialno: code }) : null;
        return {
          ...{ code, name, controller, camera, isCut: false, onAir: 'near' as OnAir, last: '', deviceId },
          get waiting() {
            return controller?.waiting().length ?? 0;
          },
          get holdsList() {
            return controller ? controller.list() !== null : true;
          },
        };
      });
      if (timer) clearInterval(timer);
      timer = doors.length > 0 ? setInterval(next, syncEveryMs / doors.length).unref() : null;
    },
    all: () => doors,
    find: (code) => doors.find((door) => door.code === code),
    calm: () => {
      for (const door of doors) {
        door.isCut = false;
        door.onAir = 'near';
        door.controller?.jam(false);
        door.controller?.cut(false);
        door.camera?.cut(false);
      }
    },
    stop: () => {
      if (timer) clearInterval(timer);
    },
  };
};

const PresentBody = z.object({
  code: z.string().max(60),
  /** A code as it is scanned, six digits, or a plate. */
  shown: z.string().trim().min(1).max(400),
  direction: z.enum(['in', 'out']).default('in'),
});
const NetworkBody = z.object({ code: z.string().max(60), on: z.boolean() });

export interface Words {
  outcome(outcome: Outcome): string;
  car(opened: boolean, words: string): string;
}

const show = async (door: PlayedDoor, { shown, direction }: z.infer<typeof PresentBody>, words: Words) => {
  if (door.camera) {
    const { opened, words: said } = await door.camera.see(shown, { lane: direction === 'out' ? 1 : 0 });
    return words.car(opened, said);
  }
  const held = /^\d{6}$/.test(shown) ? { digits: shown } : { code: shown };
  const outcome = await door.controller?.present(held, direction);
  return outcome ? words.outcome(outcome) : '';
};

/** What the console and the community ask of the doors. */
export const doorsControl = (doors: Doors, words: Words): Router => {
  const router = new Router({ prefix: '/simulators/doors', sensitive: true, strict: true });
  router.post('/fleet', async (ctx) => {
    doors.setUp(await readJson(ctx, FleetBody));
    ctx.body = { count: doors.all().length };
  });
  router.post('/present', async (ctx) => {
    const body = await readJson(ctx, PresentBody);
    const door = doors.find(body.code);
    if (!door) return ctx.throw(404, 'no such door');
    door.last = await show(door, body, words);
    ctx.body = { errMsg: door.last };
  });
  router.post('/network', async (ctx) => {
    const { code, on } = await readJson(ctx, NetworkBody);
    const door = doors.find(code);
    if (!door) return ctx.throw(404, 'no such door');
    door.isCut = !on;
    door.controller?.cut(!on);
    door.camera?.cut(!on);
    if (on) await (door.controller?.sync() ?? door.camera?.beat().catch(() => undefined));
    ctx.body = { code, on };
  });
  airControl(router, doors);
  return router;
};
