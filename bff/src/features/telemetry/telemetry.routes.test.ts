import { readDeviceSeries, readDeviceTelemetry } from 'shared-types/telemetry';
import { makeCommunity, makeStaff } from '../../../test/factories/community.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { connectDevice, type RunningMqtt, startMqtt, topicOf } from '../../../test/factories/mqtt.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';

const minuteMs = 60_000;
let server: TestServer;
let running: RunningMqtt;
beforeAll(async () => {
  server = await testServer();
  running = await startMqtt(server.deps);
});
afterAll(async () => {
  await running.close();
  await server.close();
});

test('the office sees what a meter reports, how it went on, and that its clock was wrong', async () => {
  const here = await makeCommunity(server.deps);
  const meter = await makeDevice(server.deps, here.id, { kind: 'power-meter', houseId: here.houses[0]?.id ?? null });
  const engineer = await makeStaff(server.deps, here.id, 'supervisor');
  const call = server.client(engineer.token, here.id);
  const device = await connectDevice(running.url, meter);
  const now = server.deps.clock.now().getTime();
  const say = (value: unknown): Promise<unknown> =>
    device.publishAsync(topicOf(meter, 'telemetry'), JSON.stringify(value), { qos: 1 });
  for (let seq = 0; seq < 5; seq++)
    await say({ ts: now - (5 - seq) * minuteMs, seq, values: { extra: seq, power: 100 + seq, energy: 10 + seq } });
  await say({ ts: '2031-05-01T00:00:00+08:00', seq: 9, values: { power: 1 } });
  await server.drain();
  const view = await call(readDeviceTelemetry, { params: { id: meter.id } });
  expect(view.latest.map(({ name, value }) => [name, value])).toEqual([
    ['energy', 14],
    ['power', 104],
    ['extra', 4],
  ]);
  expect(view.refused).toEqual([{ day: '2026-11-23', count: 1, saying: '设备的钟走快了，报的是 2031 年，读数没有收' }]);
  const at = (ms: number): string => new Date(ms).toISOString();
  const ask = (step: 'raw' | 'hour' | 'day', fromMs: number) =>
    call(readDeviceSeries, {
      params: { id: meter.id },
      query: { metric: 'power', step, from: at(fromMs), to: at(now) },
    });
  expect((await ask('raw', now - 3 * minuteMs)).points.map(({ value }) => value)).toEqual([102, 103, 104]);
  server.deps.clock.advance(6 * minuteMs);
  await server.drain();
  const day = (await ask('day', now - 86_400_000)).points;
  expect(day.map(({ value, count }) => [value, count])).toEqual([[102, 5]]);
  expect(await codeOf(ask('raw', now - 30 * 86_400_000))).toBe('request.invalid');
  await device.endAsync(true);
});
