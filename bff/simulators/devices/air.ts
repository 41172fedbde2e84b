import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import { advertOf } from 'shared-types/doorFrames';
import { z } from 'zod';
import { doorTag } from '../../src/kernel/doorToken.js';
import { readJson } from '../http.js';
import type { BluetoothLock } from './bluetoothLock.js';
import type { Controller } from './controller.js';

/** `away`: out of reach; `silent`: on the air, but it does not answer; `stuck`: its bolt does not move. */
export const airStates = ['near', 'away', 'silent', 'stuck'] as const;
export type OnAir = (typeof airStates)[number];

/** A door as a radio knows it. */
export interface DoorOnAir {
  code: string;
  name: string;
  deviceId: string;
  onAir: OnAir;
  controller: Controller | null;
}

export interface DoorsOnAir {
  all(): readonly DoorOnAir[];
  find(code: string): DoorOnAir | undefined;
}

const AirBody = z.object({ code: z.string().max(60), state: z.enum(airStates) });
const ConnectBody = z.object({ code: z.string().max(60) });
const WriteBody = z.object({ connection: z.uuid(), frame: z.base64().max(40) });

const mostConnections = 100;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The air between a phone and the doors: what the phone's own radio would hear and say. */
export const airControl = (router: Router, doors: DoorsOnAir): void => {
  const connections = new Map<string, { door: DoorOnAir; lock: BluetoothLock }>();
  router.get('/air', (ctx) => {
    ctx.body = {
      items: doors
        .all()
        .filter(({ controller, onAir }) => controller && onAir !== 'away')
        .map(({ code, name, deviceId }) => ({ code, name, advert: base64(advertOf(doorTag(deviceId))) })),
    };
  });
  router.post('/air', async (ctx) => {
    const { code, state } = await readJson(ctx, AirBody);
    const door = doors.find(code);
    if (!door) return ctx.throw(404, 'no such door');
    door.onAir = state;
    door.controller?.jam(state === 'stuck');
    ctx.body = { code, state };
  });
  router.post('/air/connect', async (ctx) => {
    const { code } = await readJson(ctx, ConnectBody);
    const door = doors.find(code);
    const lock = door && door.onAir !== 'away' ? door.controller?.connect() : undefined;
    if (!door || !lock) return ctx.throw(404, 'nothing answers');
    const connection = randomUUID();
    connections.set(connection, { door, lock });
    const oldest = connections.keys().next().value;
    if (connections.size > mostConnections && oldest !== undefined) connections.delete(oldest);
    ctx.body = { connection };
  });
  router.post('/air/write', async (ctx) => {
    const { connection, frame } = await readJson(ctx, WriteBody);
    const open = connections.get(connection);
    if (!open || open.door.onAir === 'away') return ctx.throw(404, 'the connection is gone');
    const told = open.lock.write(Buffer.from(frame, 'base64'));
    ctx.body = { told: open.door.onAir === 'silent' ? [] : told.map(base64) };
  });
};
