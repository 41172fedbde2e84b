import { createPublicKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge } from '../../../simulators/devices/orders.js';
import { makeCommunity, type TestCommunity } from '../../../test/factories/community.js';
import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import type { OwnMosquitto } from '../../../test/factories/mqtt.js';
import {
  connectDevice,
  hasMosquitto,
  ownMosquitto,
  type RunningMqtt,
  startMqtt,
  topicOf,
} from '../../../test/factories/mqtt.js';
import { type TestDeps, testClock, testDeps } from '../../../test/factories/testDeps.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { type QueueWorker, startWorker } from '../../platform/queue/worker.js';
import { readCommand, sendCommand } from './control.door.js';
import { type CommandEnd, controlHandlers } from './control.jobs.js';

const brokers: [string, boolean][] = [
  ['the embedded broker', false],
  ...(hasMosquitto ? [['Mosquitto', true] as [string, boolean]] : []),
];

describe.each(brokers)('over %s', (_name, isExternal) => {
  let t: TestDeps;
  let here: TestCommunity;
  let door: TestDevice;
  let own: OwnMosquitto | null;
  let running: RunningMqtt;
  let worker: QueueWorker;
  let ends: CommandEnd[];
  const simulator = (): string => `${t.simulators.origin}/simulators/devices`;
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${simulator()}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([path, answer.status, await answer.text()]).toEqual([path, 200, expect.any(String)]);
  };
  const simulated = async (): Promise<{ connected: boolean; done: { id: string; name: string; args: object }[] }> =>
    (await fetch(`${simulator()}/fleet/${encodeURIComponent(door.code)}`)).json() as never;

  beforeAll(async () => {
    t = await testDeps({ clock: testClock(new Date().toISOString()) });
    own = isExternal ? await ownMosquitto() : null;
    running = await startMqtt(t.deps, own ? { url: own.url } : {});
    const listener = async (_deps: unknown, end: CommandEnd): Promise<void> => void ends.push(end);
    worker = startWorker({ deps: t.deps, handlers: controlHandlers([listener]), polling: false });
  });
  afterAll(async () => {
    await t.simulators.control.estate.stop();
    await running.close();
    await own?.close();
    await t.close();
  });
  beforeEach(async () => {
    ends = [];
    here = await makeCommunity(t.deps);
    door = await makeDevice(t.deps, here.id, { kind: 'door', areaId: here.area.id });
    const publicKey = createPublicKey(t.deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' });
    const { communityId, id, code, kind, name, secret } = door;
    await post('fleet', { broker: running.url, publicKey, devices: [{ communityId, id, code, kind, name, secret }] });
    await until(async () => (await simulated()).connected);
    await sleep(100);
  });

  const give = (seconds: number, name = 'open'): Promise<string> =>
    inTransaction(t.deps.db, (tx) =>
      sendCommand(tx, t.deps.clock, {
        ...{ communityId: here.id, deviceId: door.id, name, args: { seconds: 5 }, cause: 'test:1' },
        expiresAt: new Date(t.deps.clock.realNow().getTime() + seconds * 1000),
      }),
    );
  const stateOf = async (id: string) => (await readCommand(t.deps.db.reader, here.id, id))?.state;

  test('a device does what it is told, once, and we hear of it', async () => {
    const id = await give(30);
    await worker.drain();
    await until(async () => (await stateOf(id)) === 'done');
    await worker.drain();
    expect((await simulated()).done).toEqual([{ id, name: 'open', args: { seconds: 5 } }]);
    expect(ends).toEqual([expect.objectContaining({ commandId: id, state: 'done', cause: 'test:1', name: 'open' })]);
    t.deps.clock.advance(60_000);
    await worker.drain();
    expect((await simulated()).done).toHaveLength(1);
  });

  test('what is sent again and again takes effect once, and is answered each time', async () => {
    const id = await give(30);
    const sent: string[] = [];
    const { mqtt } = t.deps;
    if (!mqtt) throw new Error('no broker');
    const send = mqtt.send;
    mqtt.send = async (command) => {
      sent.push(command.payload);
      for (let n = 0; n < 5; n++) await send(command);
    };
    await worker.drain();
    mqtt.send = send;
    await until(async () => (await stateOf(id)) === 'done');
    await sleep(200);
    expect([sent.length, (await simulated()).done.length]).toEqual([1, 1]);
  });

  test('who was away gets what is still valid when it is back, and nothing that is over', async () => {
    await post('network', { code: door.code, on: false });
    await sleep(100);
    const [short, long] = [await give(20), await give(3600)];
    await worker.drain();
    t.deps.clock.advance(5000);
    await worker.drain();
    t.deps.clock.advance(20_000);
    await worker.drain();
    expect([await stateOf(short), await stateOf(long)]).toEqual(['expired', 'waiting']);
    await post('network', { code: door.code, on: true });
    await until(async () => {
      await worker.drain();
      return (await stateOf(long)) === 'done';
    });
    expect((await simulated()).done.map(({ id }) => id)).toEqual([long]);
    await worker.drain();
    // The one before may still be heard of.
    const ours = ends.filter(({ commandId }) => commandId === short || commandId === long);
    expect(ours.map(({ commandId, state }) => [commandId, state])).toEqual([
      [short, 'expired'],
      [long, 'done'],
    ]);
  });

  test('nobody answers: it is sent until it expires, and then it is said so', async () => {
    await post('network', { code: door.code, on: false });
    const id = await give(30);
    for (let n = 0; n < 8; n++) {
      await worker.drain();
      t.deps.clock.advance(5000);
    }
    await worker.drain();
    expect(await stateOf(id)).toBe('expired');
    expect(ends.map(({ state }) => state)).toEqual(['expired']);
  });

  test('another device’s word about a command is not heard', async () => {
    await post('network', { code: door.code, on: false });
    const id = await give(600);
    const other = await makeDevice(t.deps, here.id, { kind: 'door', areaId: here.area.id });
    const liar = await connectDevice(running.url, other);
    await liar.publishAsync(topicOf(other, 'command/ack'), JSON.stringify({ id, ok: true }), { qos: 1 });
    await sleep(100);
    expect(await stateOf(id)).toBe('waiting');
    await liar.endAsync(true);
  });

  test('without a broker it waits for one', async () => {
    const port = t.deps.mqtt;
    t.deps.mqtt = null;
    const id = await give(600);
    await worker.drain();
    expect(await stateOf(id)).toBe('waiting');
    t.deps.mqtt = port;
    t.deps.clock.advance(3000);
    await worker.drain();
    await until(async () => (await stateOf(id)) === 'done');
  });

  test('a device refuses what is forged, altered, for another, or over', async () => {
    const caught: string[] = [];
    const { mqtt } = t.deps;
    if (!mqtt) throw new Error('no broker');
    const send = mqtt.send;
    mqtt.send = async ({ payload }) => void caught.push(payload);
    await give(30);
    await worker.drain();
    mqtt.send = send;
    const [payload = ''] = caught;
    const publicKey = String(createPublicKey(t.deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' }));
    const wallNow = (): number => t.deps.clock.realNow().getTime();
    const receiver = { community: here.id, device: door.id, publicKey, wallNow, used: { known: new Map() } };
    const altered = (change: object): string => JSON.stringify({ ...JSON.parse(payload), ...change });
    const verdict = (text: string, of = receiver): string => judge(of, text).verdict;
    expect(verdict(payload)).toBe('do');
    expect(verdict(payload, { ...receiver, device: here.id })).toBe('forged');
    expect(verdict(payload, { ...receiver, wallNow: () => wallNow() + 60_000 })).toBe('expired');
    expect(verdict(altered({ name: 'unlock' }))).toBe('forged');
    expect(verdict(altered({ expiresAt: wallNow() + 1e9 }))).toBe('forged');
    expect(verdict(altered({ args: { seconds: 500 } }))).toBe('forged');
    expect(verdict(altered({ signature: '' }))).toBe('forged');
    expect(verdict('{}')).toBe('malformed');
  });
});
