import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { ReadingEntity } from '../../src/features/telemetry/telemetry.entity.js';
import { OutboxEntity } from '../../src/platform/queue/queue.entity.js';
import { makeCommunity } from '../factories/community.js';
import { makeDevice, type TestDevice } from '../factories/devices.js';
import { connectDevice, freePort, hasMosquitto, ownMosquitto, topicOf } from '../factories/mqtt.js';
import { type TestDeps, testClock, testDeps } from '../factories/testDeps.js';
import { until } from './chaos/workers.js';
import type { ChildOptions } from './kill/childOptions.js';
import { type Children, ended, kill, makeChildren } from './kill/children.js';

const kills = Number(process.env.KILLS ?? 3);
const messages = Number(process.env.KILL_MESSAGES ?? 4000);
const deviceCount = 10;
const patienceMs = 60_000 + messages * 3;
const longEnoughMs = patienceMs + kills * 20_000;

let t: TestDeps;
let communityId: string;
let devices: TestDevice[];
let children: Children;

beforeAll(async () => {
  t = await testDeps({ clock: testClock(new Date().toISOString()) });
  communityId = (await makeCommunity(t.deps)).id;
  children = await makeChildren(t, communityId, 'telemetryChild.ts');
}, 60_000);
afterAll(async () => {
  await children.close();
  await t.close();
});
beforeEach(async () => {
  devices = [];
  for (let n = 0; n < deviceCount; n++) devices.push(await makeDevice(t.deps, communityId, { kind: 'smoke' }));
});

const start = (more: Partial<ChildOptions>) => children.start(children.options(more));

/** How long a device keeps what was acknowledged, to say it again when its connection broke meanwhile. */
const keepMs = 5000;

/**
 * Devices that send their readings one after the other, each until it is acknowledged. Those that `keep` say the last
 * five seconds once more after a break, as the README asks of devices at Mosquitto, which acknowledges before it saves.
 * The load lasts about `lastsMs`, so that each kill falls into it.
 */
const startLoad = async (url: string, count: number, { keep = false, lastsMs = 0 } = {}) => {
  const clients: MqttClient[] = [];
  const senders: ((seq: number) => void)[] = [];
  const acknowledged = new Set<string>();
  let stopped = false;
  const from = Date.now() - 3_600_000;
  for (const device of devices) {
    const client = await connectDevice(url, device, { reconnectPeriod: 50, clean: false });
    const lately = new Map<number, number>();
    const send = (seq: number): void => {
      const payload = JSON.stringify({ ts: from + seq, seq, values: { smoke: seq } });
      client.publish(topicOf(device, 'telemetry'), payload, { qos: 1 }, (error) => {
        if (error) {
          // The connection went before an answer came.
          if (!stopped) setTimeout(() => send(seq), 50);
          return;
        }
        acknowledged.add(`${device.id}/${seq}`);
        lately.set(seq, Date.now());
      });
    };
    client.on('error', () => undefined);
    client.on('close', () => {
      const since = Date.now() - keepMs;
      if (keep) for (const [seq, at] of lately) if (at >= since) send(seq);
      lately.clear();
    });
    clients.push(client);
    senders.push(send);
  }
  const each = count / deviceCount;
  const sending = (async (): Promise<void> => {
    for (let seq = 0; seq < each; seq++) {
      for (const send of senders) send(seq);
      if (seq % 20 === 0) await sleep((20 * lastsMs) / each);
    }
  })();
  return {
    acknowledged: () => acknowledged.size,
    sent: () => sending,
    stop: () => {
      stopped = true;
      return Promise.all(clients.map((client) => client.endAsync(true)));
    },
  };
};

const stored = async (): Promise<number> => {
  const counts = await Promise.all(devices.map(({ id }) => t.deps.db.reader.countBy(ReadingEntity, { deviceId: id })));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** Every reading of every device, once. */
const expectWhole = async (count: number): Promise<void> => {
  for (const { id } of devices) {
    const rows = await t.deps.db.reader.findBy(ReadingEntity, { deviceId: id });
    const numbers = rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: count / deviceCount }, (_, seq) => seq));
  }
  const told = await t.deps.db.reader.countBy(OutboxEntity, { topic: 'telemetry.stored' });
  expect(told).toBeGreaterThan(0);
};

const points = ['before the readings', 'before the commit', 'between the commit and the acknowledgement'];

test.each(points)(
  'killed %s: what was acknowledged is there, the rest comes again, nothing twice',
  async (failpoint) => {
    const port = await freePort();
    const child = await start({ failpoint, mqtt: { url: null, port } });
    const load = await startLoad(`mqtt://127.0.0.1:${port}`, 400);
    expect(await ended(child)).toBe('SIGKILL');
    expect(await stored()).toBeGreaterThanOrEqual(load.acknowledged());
    const next = await start({ mqtt: { url: null, port } });
    await until(async () => load.acknowledged() === 400, patienceMs);
    await load.stop();
    await expectWhole(400);
    await kill(next, 'SIGTERM');
  },
  90_000,
);

test(
  `the embedded broker killed ${kills} times under load: 0 lost, 0 doubled`,
  async () => {
    const port = await freePort();
    let child = await start({ mqtt: { url: null, port } });
    const load = await startLoad(`mqtt://127.0.0.1:${port}`, messages, { lastsMs: kills * 1000 });
    for (let n = 0; n < kills; n++) {
      await sleep(100 + Math.random() * 300);
      await kill(child, 'SIGKILL');
      expect(await stored()).toBeGreaterThanOrEqual(load.acknowledged());
      child = await start({ mqtt: { url: null, port } });
    }
    await load.sent();
    await until(async () => load.acknowledged() === messages, patienceMs);
    await load.stop();
    await expectWhole(messages);
    await kill(child, 'SIGTERM');
    process.stdout.write(`embedded: ${kills} kills over ${messages} messages, 0 lost, 0 doubled\n`);
  },
  longEnoughMs,
);

if (hasMosquitto)
  test(
    `Mosquitto and the process that listens to it killed ${kills} times each under load: 0 lost, 0 doubled`,
    async () => {
      const broker = await ownMosquitto();
      let child = await start({ mqtt: { url: broker.url, port: 0 } });
      // A broker that dies before it has ever saved knows nobody to keep the readings for.
      await sleep(3000);
      const load = await startLoad(broker.url, messages, { keep: true, lastsMs: kills * 2500 });
      for (let n = 0; n < kills; n++) {
        await sleep(100 + Math.random() * 1500);
        await kill(child, 'SIGKILL');
        child = await start({ mqtt: { url: broker.url, port: 0 } });
        await sleep(100 + Math.random() * 1500);
        await broker.kill();
        await broker.start();
      }
      await load.sent();
      await until(async () => load.acknowledged() === messages, patienceMs);
      // What stands in the session of the dead is taken up by the living.
      await until(async () => (await stored()) === messages, patienceMs);
      await load.stop();
      await expectWhole(messages);
      await kill(child, 'SIGKILL');
      await broker.close();
      process.stdout.write(`Mosquitto: ${kills} kills of each over ${messages} messages, 0 lost, 0 doubled\n`);
    },
    2 * longEnoughMs,
  );
