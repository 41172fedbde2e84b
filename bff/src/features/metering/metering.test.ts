import * as api from 'shared-types/metering';
import { enterReading, listReadings } from 'shared-types/reading';
import { atWall } from 'shared-types/time';
import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { connectDevice, type RunningMqtt, startMqtt, topicOf } from '../../../test/factories/mqtt.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { AlarmEntity } from '../alarm/alarm.entity.js';
import { hearFinding } from '../alarm/alarm.findings.js';
import { HouseEntity } from '../community/community.entity.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { feedBills } from './feed.js';
import { MeterFindingEntity, MeterHourEntity } from './metering.entity.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
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
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));

interface Told {
  at: Date;
  values: Record<string, number>;
}

/** Readings of a meter over MQTT, and what the workers make of them. */
const tell = async (meter: TestDevice, told: readonly Told[]): Promise<void> => {
  const client = await connectDevice(running.url, meter);
  for (let from = 0; from < told.length; from += 100) {
    const batch = told
      .slice(from, from + 100)
      .map(({ at, values }, n) => ({ ts: at.getTime(), seq: from + n, values }));
    await client.publishAsync(topicOf(meter, 'telemetry'), JSON.stringify(batch), { qos: 1 });
  }
  await client.endAsync(true);
  await server.drain();
};

const town = async () => {
  const made = await moneyTown(server);
  const { deps } = server;
  const meter = (kind: 'water-meter' | 'power-meter', wish: { houseId?: string; buildingId?: string }) =>
    makeDevice(deps, made.communityId, { kind, name: '表', ...wish });
  const owner = await made.owner(made.first);
  const uses = (span: api.UseSpan, name: api.HouseMeterKind = 'water') =>
    owner.call(api.readMeterUse, { params: { id: made.first.id, meter: name }, query: { span } });
  const hours = async (device: TestDevice) =>
    (await deps.db.reader.find(MeterHourEntity, { where: { deviceId: device.id }, order: { at: 'ASC' } })).map(
      ({ at, used, estimated }) => [new Date(at.getTime() + 8 * hourMs).toISOString().slice(11, 13), used, estimated],
    );
  const open = async () =>
    (await deps.db.reader.findBy(MeterFindingEntity, { communityId: made.communityId }))
      .filter(({ closedAt }) => closedAt === null)
      .map(({ kind, figure }) => [kind, figure]);
  return { ...made, deps, owner, resident: made.owner, meter, uses, hours, open };
};

const water = (at: string, volume: number): Told => ({ at: new Date(`2026-11-${at}:00+08:00`), values: { volume } });

it('reckons use by the hour from whatever order readings come in, and twice is once', async () => {
  const { meter, first, hours, uses } = await town();
  const device = await meter('water-meter', { houseId: first.id });
  const told = [
    water('23T06:00', 100),
    water('23T06:30', 100.02),
    water('23T07:00', 100.05),
    water('23T10:00', 100.35),
  ];
  await tell(device, told);
  const estimated = [
    ['06', 50, false],
    ['07', 100, false],
    ['08', 100, true],
    ['09', 100, true],
  ];
  expect(await hours(device)).toEqual(estimated);
  await tell(device, told);
  expect(await hours(device)).toEqual(estimated);
  expect(await uses('day')).toMatchObject({ total: 350, unit: '吨' });
  // What an outage held back comes late: estimates give way to what was counted.
  await tell(device, [water('23T08:00', 100.05), water('23T09:00', 100.35)]);
  expect(await hours(device)).toEqual([
    ['06', 50, false],
    ['07', 0, false],
    ['08', 300, false],
    ['09', 0, false],
  ]);
  const { columns, total } = await uses('day');
  expect(total).toBe(350);
  expect(columns.find(({ key }) => key === '08')).toMatchObject({
    label: '8时',
    used: 300,
    estimated: false,
    ahead: false,
  });
  expect(columns.find(({ key }) => key === '12')).toMatchObject({ used: 0, ahead: true });
});

it('leaves readings that follow closely to the next ones, and loses nothing', async () => {
  const { meter, first, hours } = await town();
  const device = await meter('water-meter', { houseId: first.id });
  await tell(device, [water('23T08:00', 100)]);
  await tell(device, [water('23T08:02', 100.01)]);
  expect(await hours(device)).toEqual([]);
  await tell(device, [water('23T08:06', 100.03)]);
  expect(await hours(device)).toEqual([['08', 30, false]]);
});

it('goes on over the top of the counter and with another counter', async () => {
  const { meter, first, second, uses, hours } = await town();
  const device = await meter('water-meter', { houseId: first.id });
  await tell(device, [water('23T08:00', 99_999.9), water('23T09:00', 0.1)]);
  expect((await uses('day')).total).toBe(200);
  const replaced = await meter('water-meter', { houseId: second.id });
  await tell(replaced, [
    water('23T07:00', 5000),
    water('23T08:00', 5001),
    water('23T09:00', 12),
    water('23T10:00', 12.5),
  ]);
  expect(await hours(replaced)).toEqual([
    ['07', 1000, false],
    ['08', 0, true],
    ['09', 500, false],
  ]);
});

it('shows the household live use, day and month, against its own past, and nobody else', async () => {
  const { meter, first, second, owner, uses, resident } = await town();
  const device = await meter('power-meter', { houseId: first.id });
  const at = (day: string, hour: number): Date => atWall(day, hour);
  await tell(device, [
    { at: at('2026-11-22', 0), values: { energy: 1000 } },
    { at: at('2026-11-22', 10), values: { energy: 1010 } },
    { at: at('2026-11-23', 0), values: { energy: 1020 } },
    { at: at('2026-11-23', 10), values: { energy: 1025, power: 1240 } },
  ]);
  const { items } = await owner.call(api.readHouseMeters, { params: { id: first.id } });
  expect(items).toMatchObject([
    { meter: 'power', name: '电表', unit: '度', today: 5000, month: 25_000, live: '现在 1,240 瓦', findings: [] },
  ]);
  const day = await uses('day', 'power');
  expect(day).toMatchObject({ total: 5000, before: { label: '昨天这个时候' } });
  expect(day.saying).toMatch(/^比昨天这个时候少用 5\d%$/);
  expect((await uses('month', 'power')).columns.filter(({ used }) => used > 0).map(({ key }) => key)).toEqual([
    ...['2026-11-22', '2026-11-23'],
  ]);
  expect((await uses('year', 'power')).columns.at(-1)).toMatchObject({ label: '11月', used: 25_000 });
  const neighbour = await resident(second);
  expect(await codeOf(neighbour.call(api.readHouseMeters, { params: { id: first.id } }))).toBe('house.not_found');
});

/** Every hour of some days, one reading each. */
const hourly = (from: string, count: number, start: number, perHour: (hour: number) => number): Told[] => {
  let volume = start;
  const begin = atWall(from, 0).getTime();
  return Array.from({ length: count + 1 }, (_, n) => {
    const at = new Date(begin + n * hourMs);
    if (n > 0) volume += perHour((n - 1) % 24);
    return { at, values: { volume: Math.round(volume * 1000) / 1000 } };
  });
};

it('finds a leak after three nights, tells the household once, and closes it when the water stops', async () => {
  const { meter, first, owner, open, deps } = await town();
  const device = await meter('water-meter', { houseId: first.id });
  deps.clock.set('2026-11-22T06:30:00+08:00');
  await tell(
    device,
    hourly('2026-11-21', 30, 50, (hour) => (hour < 6 ? 0.012 : 0.03)),
  );
  deps.clock.advance(hourMs);
  await server.drain();
  expect(await open()).toEqual([]);
  deps.clock.set('2026-11-23T06:30:00+08:00');
  await tell(device, hourly('2026-11-22', 30, 50.612, (hour) => (hour < 6 ? 0.012 : 0.03)).slice(7));
  deps.clock.advance(hourMs);
  await server.drain();
  expect(await open()).toEqual([['leak', 12]]);
  deps.clock.advance(hourMs);
  await server.drain();
  const inbox = await deps.db.reader.findBy(InboxMessageEntity, { accountId: owner.id });
  expect(inbox.map(({ title, body }) => [title, body])).toEqual([
    ['1栋1单元101 水电异常', expect.stringContaining('夜里一直在走水，每小时至少 12 升，可能漏水')],
  ]);
  const { items } = await owner.call(api.readHouseMeters, { params: { id: first.id } });
  expect(items[0]?.findings).toMatchObject([{ kind: 'leak', until: null }]);
  // Engineering has it as one alarm, however often it is said.
  const alarms = await deps.db.reader.findBy(AlarmEntity, { communityId: device.communityId });
  expect(alarms.map(({ title, department, count, status }) => [title, department, count, status])).toEqual([
    ['可能漏水', 'engineering', 1, 'open'],
  ]);
  const finding = await deps.db.reader.findOneByOrFail(MeterFindingEntity, { deviceId: device.id });
  await hearFinding(deps, { ...finding, words: '又说了一次' });
  expect(await deps.db.reader.findBy(AlarmEntity, { communityId: device.communityId })).toEqual(alarms);
  deps.clock.set('2026-11-24T06:30:00+08:00');
  await tell(device, hourly('2026-11-23', 30, 51.3, (hour) => (hour < 6 ? 0 : 0.03)).slice(7));
  deps.clock.advance(hourMs);
  await server.drain();
  expect(await open()).toEqual([]);
});

it('finds use in an empty house, what a building lost, an overload and a silent meter', async () => {
  const { meter, first, second, buildingId, open, deps, communityId } = await town();
  await inTransaction(deps.db, (tx) => tx.update(HouseEntity, { communityId, id: first.id }, { occupancy: 'vacant' }));
  const [empty, lived, master] = [
    await meter('water-meter', { houseId: first.id }),
    await meter('water-meter', { houseId: second.id }),
    await meter('water-meter', { buildingId }),
  ];
  const day = (perHour: number) => hourly('2026-11-22', 34, 10, (hour) => (hour >= 2 && hour < 5 ? 0 : perHour));
  await tell(empty, day(0.01));
  await tell(lived, day(0.02));
  await tell(master, day(0.05));
  const power = await meter('power-meter', { houseId: second.id });
  const now = deps.clock.now().getTime();
  const watts = (minutesAgo: number, value: number): Told => ({
    at: new Date(now - minutesAgo * 60_000),
    values: { energy: 5 - minutesAgo / 100, power: value },
  });
  await tell(power, [watts(30, 9000), watts(20, 100), watts(10, 9000)]);
  expect(await open()).toEqual([]);
  await tell(power, [watts(5, 9400)]);
  expect(await open()).toEqual([['overload', 9400]]);
  deps.clock.advance(hourMs);
  await server.drain();
  expect((await open()).sort()).toEqual([
    ['empty', 210],
    ['lost', 420],
    ['overload', 9400],
  ]);
  deps.clock.advance(7 * hourMs);
  await server.drain();
  expect((await open()).filter(([kind]) => kind === 'silent')).toHaveLength(4);
});

it('hands the month’s closing reading to the bills, estimates a silent one, and never touches a person’s', async () => {
  const { meter, first, second, third, staff, deps, communityId } = await town();
  const [whole, silent, entered] = [
    await meter('water-meter', { houseId: first.id }),
    await meter('water-meter', { houseId: second.id }),
    await meter('water-meter', { houseId: third.id }),
  ];
  deps.clock.set('2026-11-30T12:00:00+08:00');
  const body = { meter: 'water' as const, period: '2026-11', readOn: '2026-11-28', value: 77_000 };
  await (await staff('finance')).call(enterReading, { params: { id: third.id }, body });
  const reading = (at: Date, volume: number): Told => ({ at, values: { volume } });
  const end = atWall('2026-12-01', 0).getTime();
  const at = (hours: number): Date => new Date(end + hours * hourMs);
  for (const one of [whole, silent, entered]) await tell(one, [reading(at(-37), 100), reading(at(-13), 124)]);
  deps.clock.set('2026-12-01T02:00:00+08:00');
  await tell(whole, [reading(at(-1), 136), reading(at(1), 138)]);
  const readingsOf = async () => {
    const finance = await staff('finance');
    const { items } = await finance.call(listReadings, { query: { meter: 'water', period: '2026-11', limit: 10 } });
    return items.map(({ reading: one }) => one && [one.value, one.source, one.estimated]);
  };
  deps.clock.advance(hourMs);
  await server.drain();
  const expected = [
    [137_000, 'device', false],
    [expect.any(Number), 'device', true],
    [77_000, 'staff', false],
  ];
  expect(await readingsOf()).toEqual(expected);
  expect(await feedBills(deps, communityId, '2026-11')).toBe(2);
  expect(await readingsOf()).toEqual(expected);
  // What the silent one had kept comes on the next day: the estimate is corrected.
  deps.clock.advance(dayMs);
  await tell(silent, [reading(at(-1), 130), reading(at(1), 132)]);
  await feedBills(deps, communityId, '2026-11');
  expect((await readingsOf())[1]).toEqual([131_000, 'device', false]);
});

it('closes the old count where a meter was replaced by another device', async () => {
  const { meter, first, staff, deps, communityId } = await town();
  deps.clock.set('2026-11-30T23:00:00+08:00');
  const old = await meter('water-meter', { houseId: first.id });
  await tell(old, [water('29T08:00', 800), water('30T08:00', 801)]);
  const fresh = await meter('water-meter', { houseId: first.id });
  await tell(fresh, [water('30T10:00', 2), water('30T22:00', 2.5)]);
  deps.clock.set('2026-12-01T02:00:00+08:00');
  await feedBills(deps, communityId, '2026-11');
  const finance = await staff('finance');
  const { items } = await finance.call(listReadings, { query: { meter: 'water', period: '2026-11', limit: 1 } });
  expect(items[0]?.reading).toMatchObject({ value: 801_000, newMeterStart: 2000, source: 'device' });
});
