import type { MqttClient } from 'mqtt';
import { makeCommunity, type TestCommunity } from '../../../test/factories/community.js';
import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import type { RunningMqtt } from '../../../test/factories/mqtt.js';
import {
  connectDevice,
  hasMosquitto,
  type OwnMosquitto,
  ownMosquitto,
  startMqtt,
  topicOf,
} from '../../../test/factories/mqtt.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { startWorker } from '../../platform/queue/worker.js';
import { findDevice } from '../device/device.door.js';
import { telemetrySweep } from './retention.jobs.js';
import { latestOf, readingsOf, seriesOf } from './telemetry.door.js';
import { EventEntity, ReadingEntity, RefusalEntity, RollupEntity } from './telemetry.entity.js';
import { telemetryHandlers } from './telemetry.jobs.js';
import type { DeviceEvent } from './telemetry.model.js';
import type { Reading } from './telemetry.rules.js';

const minuteMs = 60_000;
const brokers: [string, boolean][] = [
  ['the embedded broker', false],
  ...(hasMosquitto ? [['Mosquitto', true] as [string, boolean]] : []),
];

describe.each(brokers)('over %s', (_name, isExternal) => {
  let t: TestDeps;
  let here: TestCommunity;
  let meter: TestDevice;
  let own: OwnMosquitto | null;
  let running: RunningMqtt;
  let client: MqttClient;
  let heard: Reading[];
  let events: DeviceEvent[];
  let drain: () => Promise<number>;

  beforeAll(async () => {
    t = await testDeps();
    own = isExternal ? await ownMosquitto() : null;
    running = await startMqtt(t.deps, own ? { url: own.url } : {});
    const { deps } = t;
    const handlers = telemetryHandlers({
      readings: [
        async (_deps, { readings }) => {
          heard.push(...readings);
        },
      ],
      events: {
        passage: async (_deps, event) => {
          events.push(event);
        },
      },
    });
    const worker = startWorker({ deps, handlers, polling: false });
    drain = worker.drain;
  });
  afterAll(async () => {
    await running.close();
    await own?.close();
    await t.close();
  });
  beforeEach(async () => {
    heard = [];
    events = [];
    here = await makeCommunity(t.deps);
    meter = await makeDevice(t.deps, here.id, { kind: 'power-meter', houseId: here.houses[0]?.id ?? null });
    client = await connectDevice(running.url, meter);
  });
  afterEach(() => client.endAsync(true));

  const say = (kind: string, value: unknown): Promise<unknown> =>
    client.publishAsync(topicOf(meter, kind), typeof value === 'string' ? value : JSON.stringify(value), { qos: 1 });
  const minutesAgo = (minutes: number): number => t.deps.clock.now().getTime() - minutes * minuteMs;
  const stored = (): Promise<number> => t.deps.db.reader.countBy(ReadingEntity, { deviceId: meter.id });
  const allTaken = async (count: number): Promise<void> => until(async () => (await stored()) === count);
  const whole = { from: new Date(0), to: new Date('2100-01-01') };

  test('each reading is kept once by device, time and number, however often and in whatever order it comes', async () => {
    const readings = Array.from({ length: 20 }, (_, seq) => ({
      ts: minutesAgo(60 - seq),
      seq,
      values: { energy: 1000 + seq },
    }));
    const sent = [...readings, ...readings.slice(5, 15), ...readings.toReversed()];
    await Promise.all(sent.map((one) => say('telemetry', one)));
    await say('telemetry', readings);
    await allTaken(20);
    const kept = await readingsOf(t.deps.db.reader, here.id, meter.id, whole, 100);
    expect(kept.map(({ seq, values }) => [seq, values.energy])).toEqual(readings.map(({ seq }) => [seq, 1000 + seq]));
  });

  test('two readings of one moment are two, and of one number the first stays', async () => {
    const ts = minutesAgo(1);
    await say('telemetry', { ts, seq: 1, values: { energy: 1 } });
    await allTaken(1);
    await say('telemetry', { ts, seq: 1, values: { energy: 99 } });
    await say('telemetry', { ts, seq: 2, values: { energy: 2 } });
    await allTaken(2);
    const kept = await readingsOf(t.deps.db.reader, here.id, meter.id, whole, 100);
    expect(kept.map(({ values }) => values.energy)).toEqual([1, 2]);
  });

  test('impossible times and what is no reading are counted, acknowledged, and not kept', async () => {
    const good = { ts: minutesAgo(1), seq: 1, values: { energy: 1 } };
    await say('telemetry', { ...good, ts: 0 });
    await say('telemetry', { ...good, ts: '2031-01-01T00:00:00Z' });
    await say('telemetry', 'what?');
    await say('telemetry', { ...good, values: { energy: 'much' } });
    await say('event', { type: 'passage' });
    await say('state', 'offline');
    await say('telemetry', good);
    await allTaken(1);
    const rows = await t.deps.db.reader.findBy(RefusalEntity, { deviceId: meter.id });
    expect(Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))).toEqual({
      past: 1,
      future: 1,
      malformed: 4,
    });
    expect(rows.find(({ reason }) => reason === 'future')?.claimedAt?.getUTCFullYear()).toBe(2031);
  });

  test('workers hear of what was kept, and the page of the device has the newest of each value', async () => {
    await say('telemetry', { ts: minutesAgo(1), seq: 8, values: { energy: 8, power: 80 } });
    await say('telemetry', { ts: minutesAgo(9), seq: 1, values: { energy: 1, voltage: 220 } });
    await allTaken(2);
    await drain();
    expect(heard.map(({ seq }) => seq).sort()).toEqual(expect.arrayContaining([1, 8]));
    const latest = (await latestOf(t.deps.db.reader, here.id, [meter.id])).get(meter.id) ?? [];
    const byName = Object.fromEntries(latest.map(({ name, value }) => [name, value]));
    expect(byName).toEqual({ energy: 8, power: 80, voltage: 220 });
    expect(await findDevice(t.deps.db.reader, here.id, meter.id)).toMatchObject({ online: true });
  });

  test('hours and days are summed up, and again when something late comes', async () => {
    const hourAgo = minutesAgo(75);
    for (const [seq, energy] of [1, 2, 3].entries())
      await say('telemetry', { ts: hourAgo + seq * minuteMs, seq, values: { energy } });
    await allTaken(3);
    const sums = async (step: 'hour' | 'day') => {
      await drain();
      t.deps.clock.advance(6 * minuteMs);
      await drain();
      const { points } = await seriesOf(t.deps.db.reader, here.id, meter.id, 'energy', { ...whole, step });
      return points.map(({ value, min, max, last, count }) => ({ value, min, max, last, count }));
    };
    expect(await sums('hour')).toEqual([{ value: 2, min: 1, max: 3, last: 3, count: 3 }]);
    await say('telemetry', { ts: hourAgo + 10 * minuteMs, seq: 9, values: { energy: 6 } });
    await allTaken(4);
    const late = { value: 3, min: 1, max: 6, last: 6, count: 4 };
    expect(await sums('hour')).toEqual([late]);
    expect(await sums('day')).toEqual([late]);
    expect(await sums('day')).toEqual([late]);
  });

  test('an event is kept once by the device’s id of it, and acted on once', async () => {
    const event = { id: 'p-1', type: 'passage', ts: minutesAgo(3), data: { card: 'A' } };
    await Promise.all([say('event', event), say('event', event), say('event', { ...event, id: 'p-2' })]);
    await say('event', { ...event, id: 'p-3', type: 'unheard-of' });
    await until(async () => (await t.deps.db.reader.countBy(EventEntity, { deviceId: meter.id })) === 3);
    await drain();
    await say('event', event);
    await drain();
    expect(events.map(({ eventId, data }) => [eventId, data]).sort()).toEqual([
      ['p-1', { card: 'A' }],
      ['p-2', { card: 'A' }],
    ]);
    const states = await t.deps.db.reader.findBy(EventEntity, { deviceId: meter.id });
    expect(states.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  test('a device is there when it says so, and gone when its connection breaks', async () => {
    const state = (online: boolean) => JSON.stringify({ online, firmware: '2.0.1' });
    const will = { topic: topicOf(meter, 'state'), payload: Buffer.from(state(false)), qos: 1 as const, retain: true };
    const door = await connectDevice(running.url, meter, { will, clientId: `${meter.id}-2` });
    const isOnline = async (): Promise<boolean | undefined> =>
      (await findDevice(t.deps.db.reader, here.id, meter.id))?.online;
    await door.publishAsync(topicOf(meter, 'state'), state(true), { qos: 1, retain: true });
    await until(async () => (await isOnline()) === true);
    t.deps.clock.advance(1000);
    door.stream.destroy();
    await until(async () => (await isOnline()) === false);
  });

  test('a scrapped or foreign device leaves nothing behind', async () => {
    const foreign = { ...meter, id: meter.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
    if (isExternal) {
      // The broker would refuse it by its roles; should it not, we do.
      await client.publishAsync(
        topicOf(foreign, 'telemetry'),
        JSON.stringify({ ts: minutesAgo(1), seq: 1, values: { a: 1 } }),
        {
          qos: 1,
        },
      );
      await say('telemetry', { ts: minutesAgo(1), seq: 1, values: { energy: 1 } });
      await allTaken(1);
    } else await expect(connectDevice(running.url, foreign)).rejects.toThrow();
    expect(await t.deps.db.reader.countBy(ReadingEntity, { deviceId: foreign.id })).toBe(0);
  });

  test('what the policy keeps no longer goes, the days stay', async () => {
    await say('telemetry', { ts: minutesAgo(1), seq: 1, values: { energy: 1 } });
    await allTaken(1);
    await drain();
    t.deps.clock.advance(6 * minuteMs);
    await drain();
    t.deps.clock.advance(89 * 86_400_000);
    await telemetrySweep(t.deps);
    expect(await stored()).toBe(1);
    t.deps.clock.advance(2 * 86_400_000);
    await telemetrySweep(t.deps);
    const steps = async () =>
      (await t.deps.db.reader.findBy(RollupEntity, { deviceId: meter.id })).map(({ step }) => step).sort();
    expect([await stored(), await steps()]).toEqual([0, ['day', 'hour']]);
    expect(await t.deps.db.reader.countBy(OutboxEntity, { topic: 'telemetry.stored' })).toBe(0);
    t.deps.clock.advance(1100 * 86_400_000);
    await telemetrySweep(t.deps);
    expect(await steps()).toEqual(['day']);
  });
});
