import * as api from 'shared-types/access';
import { newKey } from 'shared-types/client';
import { toInstant } from 'shared-types/time';
import { type Controller, createController } from '../../simulators/devices/controller.js';
import { insertGroup, replaceGroupDevices } from '../../src/features/access/access.store.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeDevice, type TestDevice } from './devices.js';
import { makePayer, type Payer } from './money.js';
import { makeCommunity } from './people.js';
import type { TestServer } from './serve.js';

const groupNumbers = new Map<string, number>();

export interface TestGate {
  groupId: string;
  device: TestDevice;
  controller: Controller;
}

/** Where a door calls, and what it is registered in. */
export type Where = Pick<TestServer, 'origin'> & { deps: Deps };

/** The controller of a door, as it would hang there. */
export const controllerOf = (server: Where, device: TestDevice): Controller =>
  createController({
    origin: server.origin,
    communityId: device.communityId,
    deviceId: device.id,
    secret: device.secret,
    now: server.deps.clock.now,
    realNow: server.deps.clock.realNow,
    // A busy test machine is not a network that is down.
    askWithinMs: 30_000,
  });

/** A gate with its controller, in a group of its own or in the given one. */
export const makeGate = async (
  server: Where,
  communityId: string,
  name: string,
  more: { groupIds?: string[]; buildingId?: string } = {},
): Promise<TestGate> => {
  const { deps } = server;
  const device = await makeDevice(deps, communityId, { kind: 'gate', name });
  const number = (groupNumbers.get(communityId) ?? 0) + 1;
  groupNumbers.set(communityId, number);
  const groupId = more.groupIds?.[0] ?? newId(deps.clock.now());
  await inTransaction(deps.db, async (tx) => {
    if (!more.groupIds) {
      const createdAt = deps.clock.now();
      const where = { buildingId: more.buildingId ?? null, unitId: null };
      await insertGroup(tx, {
        communityId,
        id: groupId,
        number,
        name,
        ...where,
        position: number,
        createdAt,
        removedAt: null,
      });
    }
    const others = await tx.query('SELECT device_id FROM gate_group_device WHERE community_id = ? AND group_id = ?', [
      communityId,
      groupId,
    ]);
    const ids = (others as { device_id: string }[]).map((row) => row.device_id);
    await replaceGroupDevices(tx, communityId, groupId, [...ids, device.id]);
  });
  return { groupId, device, controller: controllerOf(server, device) };
};

export const inHours = (server: TestServer, hours: number): string =>
  toInstant(new Date(server.deps.clock.now().getTime() + hours * 3_600_000));

export type Invite = Partial<api.PassBody>;

/** A community with a gate, and an owner who invites. */
export const makeHost = async (server: TestServer, label = '3栋2单元1102') => {
  const communityId = await makeCommunity(server);
  const host: Payer = await makePayer(server, communityId, label);
  const gate = await makeGate(server, communityId, '北门');
  const invite = (wish: Invite = {}, idempotencyKey = newKey()): Promise<api.PassView> =>
    host.call(api.createPass, {
      body: {
        houseId: host.houseId,
        name: '赵明',
        from: inHours(server, 0),
        until: inHours(server, 4),
        uses: 2,
        placeIds: [gate.groupId],
        ...wish,
      },
      idempotencyKey,
    });
  const read = (id: string): Promise<api.PassView> => host.call(api.readPass, { params: { id } });
  const revoke = (id: string): Promise<api.PassView> => host.call(api.revokePass, { params: { id }, body: {} });
  return { communityId, host, gate, invite, read, revoke };
};

/** What a visitor holds up. */
export const codeOfPass = (pass: api.PassView): { code: string } => {
  if (!pass.code) throw new Error('the pass has no code');
  return { code: pass.code.text };
};
