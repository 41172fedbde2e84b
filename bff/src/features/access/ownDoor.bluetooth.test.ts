import { createFrameReader, doorMessages, doorResults, frameBytes, toFrames } from 'shared-types/doorFrames';
import { askDoorToken } from 'shared-types/ownDoor';
import type { Controller } from '../../../simulators/devices/controller.js';
import { makeGate } from '../../../test/factories/access.js';
import type { Payer } from '../../../test/factories/money.js';
import { doorsOf, makeResident, moveOut } from '../../../test/factories/ownDoors.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { PassageEntity } from './access.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

type Lock = ReturnType<Controller['connect']>;
type Frames = (frames: Uint8Array[]) => Uint8Array[];
const asTheyAre: Frames = (frames) => frames;

/** A phone writes one message, in pieces that may suffer on the way; what the door says to it first, whole. */
const say = (lock: Lock, kind: number, body: Uint8Array, onTheWay: Frames = asTheyAre): Uint8Array | null => {
  const reader = createFrameReader();
  const frames = onTheWay(toFrames(Buffer.concat([Buffer.from([kind]), body])));
  let answer: Uint8Array | null = null;
  for (const frame of frames) {
    expect(frame.length).toBeLessThanOrEqual(frameBytes);
    for (const told of lock.write(frame)) answer ??= reader.take(told);
  }
  return answer;
};

const challengeOf = (lock: Lock): string => {
  const answer = say(lock, doorMessages.hello, Buffer.alloc(0));
  if (answer?.[0] !== doorMessages.challenge) throw new Error('no challenge');
  return Buffer.from(answer.subarray(1)).toString('hex');
};

const tokenFor = async (owner: Payer, doorId: string, challenge: string): Promise<Buffer> => {
  const params = { id: owner.houseId, doorId };
  return Buffer.from((await owner.call(askDoorToken, { params, body: { challenge } })).token, 'hex');
};

const open = (lock: Lock, token: Uint8Array, onTheWay?: Frames): string | null => {
  const answer = say(lock, doorMessages.token, token, onTheWay);
  return answer ? (doorResults[answer[1] ?? 99] ?? 'odd') : null;
};

const passagesOf = (accountId: string) => server.deps.db.reader.findBy(PassageEntity, { accountId });

const near = async () => {
  const made = await makeResident(server);
  await made.gate.controller.sync();
  const lock = made.gate.controller.connect();
  const challenge = challengeOf(lock);
  const token = await tokenFor(made.host, made.gate.device.id, challenge);
  return { ...made, lock, challenge, token };
};

describe('by Bluetooth', () => {
  it('a door opens for a token of its own challenge, and tells of it at once', async () => {
    const { lock, token, host } = await near();
    expect(open(lock, token)).toBe('opened');
    await until(async () => (await passagesOf(host.id)).length > 0);
    expect((await doorsOf(host)).recent).toMatchObject([
      { words: '蓝牙进门', place: '北门', admitted: true, late: false },
    ]);
  });

  it('a door that is cut off opens too, and tells of it later, once', async () => {
    const { lock, token, host, gate } = await near();
    gate.controller.cut(true);
    expect(open(lock, token)).toBe('opened');
    server.deps.clock.advance(2 * 3_600_000);
    gate.controller.cut(false);
    await gate.controller.sync();
    await gate.controller.sync();
    expect(await passagesOf(host.id)).toMatchObject([{ way: 'bluetooth', offline: true, admitted: true }]);
  });

  it('a token opens once: neither again, nor on another connection, nor at another door', async () => {
    const { lock, token, gate, communityId } = await near();
    const beside = await makeGate(server, communityId, '南门', { groupIds: [gate.groupId] });
    await beside.controller.sync();
    const theirs = beside.controller.connect();
    challengeOf(theirs);
    expect(open(theirs, token)).toBe('refused');
    const second = gate.controller.connect();
    challengeOf(second);
    expect(open(second, token)).toBe('refused');
    expect(open(lock, token)).toBe('opened');
    expect(open(lock, token)).toBe('expired');
    challengeOf(lock);
    expect(open(lock, token)).toBe('refused');
  });

  it('a challenge is forgotten after half a minute, and after one wrong answer', async () => {
    const { lock, token, gate, host } = await near();
    const wrong = Buffer.from(token);
    wrong[40] = (wrong[40] ?? 0) ^ 1;
    expect(open(lock, wrong)).toBe('refused');
    expect(open(lock, token)).toBe('expired');
    const fresh = await tokenFor(host, gate.device.id, challengeOf(lock));
    server.deps.clock.advance(30_000);
    expect(open(lock, fresh)).toBe('expired');
    expect(await passagesOf(host.id)).toEqual([]);
  });

  it('pieces come twice and in another order', async () => {
    const { lock, token } = await near();
    expect(open(lock, token, (frames) => [...frames, ...frames].reverse())).toBe('opened');
  });

  it.each([0, 1, 4])('piece %d is lost: silence, and the same token can be sent again', async (lost) => {
    const { lock, token } = await near();
    expect(open(lock, token, (frames) => frames.filter((_, at) => at !== lost))).toBeNull();
    expect(open(lock, token)).toBe('opened');
  });

  it('a stuck bolt is said, and no passage', async () => {
    const { lock, token, gate, host } = await near();
    gate.controller.jam(true);
    expect(open(lock, token)).toBe('stuck');
    await gate.controller.sync();
    expect(await passagesOf(host.id)).toEqual([]);
  });

  it('no token for doors of others, for who has moved out, or without end', async () => {
    const { host, gate, communityId, challenge } = await near();
    const theirs = await makeGate(server, communityId, '9栋门厅', { buildingId: communityId });
    const ask = (doorId: string) => codeOf(tokenFor(host, doorId, challenge));
    expect(await ask(theirs.device.id)).toBe('door.not_found');
    expect(await ask(host.houseId)).toBe('door.not_found');
    const codes = await Promise.all(Array.from({ length: 31 }, () => ask(gate.device.id)));
    expect(codes.filter((code) => code === 'rate.limited').length).toBeGreaterThan(0);
    await moveOut(host);
    expect(await ask(gate.device.id)).toBe('house.not_found');
  });
});
