import * as binding from 'shared-types/binding';
import { newKey } from 'shared-types/client';
import { hourOfStep, stepAt, writeOwnCode } from 'shared-types/ownCode';
import * as api from 'shared-types/ownDoor';
import { changePolicy } from 'shared-types/policy';
import { defaultPolicy } from '../../src/features/policy/policy.door.js';
import { hmacSha256 } from '../../src/kernel/ownCode.js';
import { makeHost } from './access.js';
import type { Payer } from './money.js';
import { makeStaff } from './people.js';
import type { TestServer } from './serve.js';

/** What a phone shows at a time, by the keys that it was given; null: they are over. */
export const codeAt = (keys: api.DoorKeys, at: Date): { code: string } | null => {
  const step = stepAt(at.getTime());
  const hour = keys.hours.find((one) => one.hour === hourOfStep(step));
  if (!hour) return null;
  const person = Buffer.from(keys.person, 'hex');
  const held = hour.keys.map(({ group, key }) => ({ group, key: Buffer.from(key, 'hex') }));
  return { code: writeOwnCode({ person, step, keys: held }, hmacSha256) };
};

export const keysOf = (owner: Payer): Promise<api.DoorKeys> =>
  owner.call(api.readDoorKeys, { params: { id: owner.houseId } });

export const doorsOf = (owner: Payer) => owner.call(api.listOwnDoors, { params: { id: owner.houseId } });

/** They move out: of their own will, as owners can. */
export const moveOut = async (owner: Payer): Promise<void> => {
  const { items } = await owner.call(binding.listOwnBindings, {});
  for (const { id } of items) await owner.call(binding.endBinding, { params: { id }, idempotencyKey: newKey() });
};

/** A community with a gate and an owner who lives there, with the keys of their phone. */
export const makeResident = async (server: TestServer) => {
  const made = await makeHost(server);
  const keys = await keysOf(made.host);
  /** The code of the phone now, or so many steps off. */
  const show = (stepsOff = 0): { code: string } => {
    const code = codeAt(keys, new Date(server.deps.clock.realNow().getTime() + stepsOff * 30_000));
    if (!code) throw new Error('the keys are over');
    return code;
  };
  return { ...made, keys, show };
};

/** The manager allows opening from afar, so often an hour. */
export const allowRemote = async (server: TestServer, communityId: string, remotePerHour = 6): Promise<void> => {
  const { token } = await makeStaff(server, communityId, ['manager'], { name: '孙经理', department: 'management' });
  const policy = { ...defaultPolicy, ownDoors: { ...defaultPolicy.ownDoors, remote: true, remotePerHour } };
  await server.client(token, communityId)(changePolicy, {
    body: { policy, basedOn: 0, reason: '业委会同意' },
    idempotencyKey: newKey(),
  });
};
