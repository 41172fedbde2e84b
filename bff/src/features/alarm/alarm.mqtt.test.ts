import { listAlarms } from 'shared-types/alarm';
import { previewAlarmPolicy } from 'shared-types/alarmPolicy';
import { makeCommunity, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import { connectDevice, type RunningMqtt, startMqtt, topicOf } from '../../../test/factories/mqtt.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { EventEntity, ReadingEntity } from '../telemetry/telemetry.entity.js';
import { hearReadings } from './alarm.readings.js';
import { defaultAlarmPolicy } from './policy.queries.js';

/** From the sensor over the broker to the alarm that people see, as `app.ts` puts it together. */

let server: TestServer;
let mqtt: RunningMqtt;
let here: TestCommunity;
let guard: { token: string };
beforeAll(async () => {
  server = await testServer();
  mqtt = await startMqtt(server.deps);
});
afterAll(async () => {
  await mqtt.close();
  await server.close();
});
beforeEach(async () => {
  here = await makeCommunity(server.deps);
  guard = await makeStaff(server.deps, here.id, 'guard', { department: 'security', idleMs: 86_400_000 });
});

const say = async (device: TestDevice, kind: string, messages: object[]): Promise<void> => {
  const client = await connectDevice(mqtt.url, device);
  for (const message of messages) await client.publishAsync(topicOf(device, kind), JSON.stringify(message), { qos: 1 });
  await client.endAsync(true);
};
const alarms = async () => (await server.client(guard.token)(listAlarms)).items;

it('a lift that shakes over MQTT is one alarm, however often its messages come', async () => {
  const lift = await makeDevice(server.deps, here.id, { kind: 'lift', areaId: here.area.id });
  const now = server.deps.clock.now().getTime();
  const messages = [6, 5, 4, 3, 2, 1].map((ago, seq) => ({
    ts: now - ago * 60_000,
    seq,
    values: { vibration: ago > 4 ? 1.5 : 5.5 },
  }));
  await say(lift, 'telemetry', [...messages, ...messages.slice(2)]);
  await until(async () => (await server.deps.db.reader.countBy(ReadingEntity, { deviceId: lift.id })) === 6);
  await server.drain();
  const [alarm, ...others] = await alarms();
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({ title: '电梯振动过大', count: 3, normalAt: null, repairId: expect.any(String) });
  await say(lift, 'telemetry', [{ ts: now, seq: 9, values: { vibration: 1.2 } }]);
  await until(async () => (await server.deps.db.reader.countBy(ReadingEntity, { deviceId: lift.id })) === 7);
  await server.drain();
  expect((await alarms())[0]?.normalAt).not.toBeNull();
  // What another rule would have made of these readings.
  const manager = await makeStaff(server.deps, here.id, 'manager', { idleMs: 86_400_000 });
  const policy = structuredClone(defaultAlarmPolicy);
  Object.assign(policy.rules[0]?.conditions[0] ?? {}, { limit: 6, clear: 5 });
  const { rehearsals } = await server.client(manager.token)(previewAlarmPolicy, { body: { policy } });
  expect(rehearsals).toEqual([
    { ruleId: 'lift-vibration', words: '电梯振动过大：最近 7 天会报 0 条，按现在的规则是 1 条（看了 1 台设备）' },
  ]);
});

it('does not take an earlier batch for a late one when a later batch is told first', async () => {
  const lift = await makeDevice(server.deps, here.id, { kind: 'lift', areaId: here.area.id });
  const now = server.deps.clock.now().getTime();
  const worn = [5, 4, 3, 2, 1].map((ago, seq) => ({
    ts: now - ago * 60_000,
    seq,
    values: { ropeWear: ago === 4 ? 12 : 3 },
  }));
  await say(lift, 'telemetry', worn);
  await until(async () => (await server.deps.db.reader.countBy(ReadingEntity, { deviceId: lift.id })) === 5);
  const readings = worn.map(({ ts, seq, values }) => ({ at: new Date(ts), seq, values }));
  for (const batch of [readings.slice(3), readings.slice(0, 3)])
    await hearReadings(server.deps, { communityId: here.id, deviceId: lift.id, readings: batch });
  expect(await alarms()).toEqual([expect.objectContaining({ title: '电梯钢丝绳磨损超限', count: 1 })]);
});

it('a smoke sensor’s own word is an emergency, once', async () => {
  const smoke = await makeDevice(server.deps, here.id, { kind: 'smoke', name: '充电棚烟感', areaId: here.area.id });
  const event = { id: 'a-1', type: 'alarm', ts: server.deps.clock.now().getTime(), data: { words: '浓烟' } };
  await say(smoke, 'event', [event, event]);
  await until(async () => (await server.deps.db.reader.countBy(EventEntity, { deviceId: smoke.id })) === 1);
  await server.drain();
  expect(await alarms()).toEqual([
    expect.objectContaining({ source: 'device', severity: 'emergency', title: '烟感报警', detail: '浓烟', count: 1 }),
  ]);
});
