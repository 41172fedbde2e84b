import { listRuns } from 'shared-types/billRun';
import { changeFee, createFee, endFee, listFees, tryFee } from 'shared-types/fee';
import { enterPool, enterReading, enterReadings, listPools, listReadings } from 'shared-types/reading';
import { type BillingServer, billingServer, feeBody, office } from '../../../test/factories/billing.js';
import { makeStaff } from '../../../test/factories/people.js';
import { placeHouse } from '../../../test/factories/places.js';
import { codeOf } from '../../../test/factories/serve.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity, TimerEntity } from '../../platform/queue/queue.entity.js';
import { BillEntity } from './bill.entity.js';
import { recordReading } from './billing.door.js';
import { billingSweep } from './billing.jobs.js';

let server: BillingServer;
beforeAll(async () => {
  server = await billingServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const reader = () => server.deps.db.reader;
/** Whoever is at the desk then: sessions end. */
const deskOf = async (communityId: string) => {
  const { token } = await makeStaff(server, communityId, ['finance']);
  return server.client(token);
};
/** Everything that is due at a time, as workers find it. */
const live = async (at: string): Promise<void> => {
  server.deps.clock.set(at);
  await server.drain();
};

describe('the run of a month', () => {
  it('is made and published by itself on its day and hour, once, whatever the clock does', async () => {
    const made = await office(server);
    await made.addHouse('3栋2单元1102');
    await made.addFee();
    const bills = () => reader().findBy(BillEntity, { communityId: made.communityId });
    await live('2026-11-30T23:59:00+08:00');
    expect(await bills()).toEqual([]);
    await live('2026-12-01T05:59:00+08:00');
    expect(await bills()).toEqual([]);
    await live('2026-12-01T06:00:00+08:00');
    expect(await bills()).toMatchObject([{ status: 'due', period: '2026-12', dueOn: '2026-12-25' }]);
    // A day back and forth, an hour back and forth, a year's end.
    for (const at of ['2026-11-30T06:00:00+08:00', '2026-12-01T07:00:00+08:00', '2026-12-01T06:00:00+08:00'])
      await live(at);
    await live('2026-12-31T23:59:00+08:00');
    expect(await bills()).toHaveLength(1);
    await live('2027-01-01T06:30:00+08:00');
    expect((await bills()).map(({ period }) => period)).toEqual(['2026-12', '2027-01']);
    const desk = await deskOf(made.communityId);
    expect((await desk(listRuns)).items).toMatchObject([
      { month: '2027-01', automatic: true, by: null, state: 'published' },
      { month: '2026-12', automatic: true },
    ]);
  });

  it('is made up for when nobody was awake, and tells finance why nothing could be billed', async () => {
    const made = await office(server);
    await made.addHouse('3栋2单元1102', { areaHundredths: null });
    await made.addFee();
    await live('2027-02-15T12:00:00+08:00');
    const desk = await deskOf(made.communityId);
    expect((await desk(listRuns)).items).toMatchObject([
      {
        month: '2027-02',
        state: 'cancelled',
        nothingWords: '没有一户能出账。物业费：1 户没有登记面积，请到房产台账补上',
      },
      { month: '2027-01' },
      { month: '2026-12' },
    ]);
    const told = await reader().findBy(OutboxEntity, { communityId: made.communityId, topic: 'staff.alert' });
    expect(told.map(({ payload }) => JSON.parse(payload) as unknown)).toContainEqual(
      expect.objectContaining({
        kind: 'bill-run',
        staffIds: [made.finance.id],
        detail: '2027年2月没有一户能出账，请看原因',
      }),
    );
  });

  it('goes on after its timer was lost', async () => {
    const made = await office(server);
    await made.addHouse('3栋2单元1102');
    await made.addFee();
    await inTransaction(server.deps.db, (tx) => tx.delete(TimerEntity, { communityId: made.communityId }));
    await live('2026-12-01T06:00:00+08:00');
    expect(await reader().countBy(BillEntity, { communityId: made.communityId })).toBe(0);
    await billingSweep(server.deps);
    await live('2026-12-02T06:00:00+08:00');
    expect(await reader().countBy(BillEntity, { communityId: made.communityId })).toBe(1);
  });

  it('reckons late fees day by day', async () => {
    const made = await office(server);
    await made.addHouse('3栋2单元1102');
    await made.addFee({ late: { bpPerDay: 5, capBp: 1000, graceDays: 0 } });
    await live('2026-12-01T06:00:00+08:00');
    for (const day of ['25', '26', '27']) await live(`2026-12-${day}T00:10:00+08:00`);
    // 25,060 × 2 × 0.05 %
    expect(await made.balance('1122.late')).toBe(25);
  });
});

describe('fees', () => {
  it('are words, may be changed until they are billed, and are then ended and succeeded', async () => {
    const made = await office(server);
    const { call } = made.finance;
    await made.addHouse('3栋2单元1102');
    const fee = await made.addFee({
      discounts: [{ name: '空置优惠', offBp: 3000, occupancies: [], vacantDays: 90, usages: [], houseIds: [] }],
      late: { bpPerDay: 5, capBp: 1000, graceDays: 10 },
    });
    expect(fee).toMatchObject({
      code: 'property',
      version: 1,
      inUse: false,
      words: [
        '每月每平方米 2.80 元',
        '空置优惠减 30%（到当月 1 日空置满 90 天）',
        '逾期 10 天后每天加收 0.05%，最多 10%',
      ],
      actions: ['change', 'end', 'succeed'],
    });
    const cheaper = feeBody({ rule: { kind: 'area', price: 25_000, everyMonths: 1, firstMonth: 1 } });
    expect(await call(changeFee, { params: { id: fee.id }, body: cheaper })).toMatchObject({
      words: ['每月每平方米 2.50 元'],
    });
    await live('2026-12-01T06:00:00+08:00');
    const desk = await deskOf(made.communityId);
    expect((await desk(listFees)).items).toMatchObject([{ inUse: true, actions: ['end', 'succeed'] }]);
    expect(await codeOf(desk(changeFee, { params: { id: fee.id }, body: cheaper }))).toBe('fee.in_use');
    expect(await codeOf(desk(endFee, { params: { id: fee.id }, body: { validTo: '2026-11' } }))).toBe('fee.in_use');
    const next = (validFrom: string) => desk(createFee, { body: { ...feeBody({ validFrom }), succeeds: fee.id } });
    expect(await codeOf(next('2026-12'))).toBe('fee.in_use');
    expect(await next('2027-01')).toMatchObject({ code: 'property', version: 2 });
    expect((await desk(listFees, { query: { scope: 'all' } })).items).toMatchObject([
      { version: 1, validTo: '2026-12', actions: [] },
      { version: 2, validFrom: '2027-01', validTo: null },
    ]);
    expect(await codeOf(next('2027-02'))).toBe('fee.in_use');
    await live('2027-01-01T06:00:00+08:00');
    const bills = await reader().findBy(BillEntity, { communityId: made.communityId });
    expect(bills.map(({ period, amountFen }) => [period, amountFen])).toEqual([
      ['2026-12', 22_375],
      ['2027-01', 25_060],
    ]);
  });

  it('say what is wrong with them, field by field', async () => {
    const made = await office(server);
    const { call } = made.finance;
    await made.addFee();
    const make = (wish: Parameters<typeof feeBody>[0]) => call(createFee, { body: feeBody(wish) });
    expect(await codeOf(make({}))).toBe('fee.code_taken');
    await expect(make({ name: '水费', kind: 'one-off' })).rejects.toMatchObject({
      problem: { fields: { kind: '计费方式和费用种类对不上' } },
    });
    await expect(
      make({ name: '二', scope: { buildingIds: [made.communityId], houseKinds: [], usages: [] } }),
    ).rejects.toMatchObject({ problem: { fields: { scope: '有楼栋不在这个小区' } } });
    const stranger = await (await office(server)).addHouse('1栋101');
    const pool = { kind: 'pool' as const, by: 'house' as const, level: 'community' as const, restTo: stranger };
    await expect(make({ name: '三', kind: 'shared-water', rule: pool })).rejects.toMatchObject({
      problem: { fields: { rule: '承担零头的房屋不在这个小区' } },
    });
    expect(await codeOf(call(createFee, { body: { ...feeBody({ name: '四' }), succeeds: stranger } }))).toBe(
      'fee.not_found',
    );
    const service = (await made.hire('customer-service')).call;
    expect(await codeOf(service(createFee, { body: feeBody({ name: '五' }) }))).toBe('auth.forbidden');
  });

  it('are tried on one house before they are kept', async () => {
    const made = await office(server);
    const houseId = await made.addHouse('3栋2单元1102', { occupancy: 'vacant', vacantSince: '2026-01-01' });
    const discounts = [{ name: '空置优惠', offBp: 3000, occupancies: [], vacantDays: 90, usages: [], houseIds: [] }];
    const body = { fee: feeBody({ discounts }), houseId, period: '2026-11' };
    expect(await made.finance.call(tryFee, { body })).toMatchObject({
      feeId: null,
      amountFen: 17_542,
      lines: [
        { words: '89.5 m² × 2.80 元 × 1 个月 = 250.60 元', amountFen: 25_060 },
        { words: '空置优惠减 30%：−75.18 元', amountFen: -7518 },
      ],
    });
    const other = await (await office(server)).addHouse('1栋101');
    expect(await codeOf(made.finance.call(tryFee, { body: { ...body, houseId: other } }))).toBe('house.not_found');
    expect((await made.finance.call(listFees)).items).toEqual([]);
  });
});

describe('readings', () => {
  const month = { meter: 'water' as const, period: '2026-10', readOn: '2026-10-31' };

  it('are entered, replaced, and refused when the meter would run backwards', async () => {
    const made = await office(server);
    const houseId = await made.addHouse('3栋2单元1102');
    const read = (more: object) =>
      made.finance.call(enterReading, { params: { id: houseId }, body: { ...month, value: 1000, ...more } });
    expect(await read({ period: '2026-09', readOn: '2026-09-30', value: 100_000 })).toMatchObject({ used: null });
    expect(await read({ value: 112_345 })).toMatchObject({
      openingValue: 100_000,
      used: 12_345,
      by: '钱会计',
      source: 'staff',
    });
    expect(await read({ value: 112_000 })).toMatchObject({ used: 12_000 });
    expect(await codeOf(read({ value: 99_999 }))).toBe('reading.below_last');
    expect(await read({ value: 112_000, newMeterStart: 3000 })).toMatchObject({ newMeterStart: 3000, used: 12_000 });
    expect(await read({ period: '2026-11', readOn: '2026-11-20', value: 4000 })).toMatchObject({
      openingValue: 3000,
      used: 1000,
    });
    // A month that was forgotten takes its part of the next one's use.
    expect(await read({ period: '2026-08', readOn: '2026-08-31', value: 90_000 })).toMatchObject({ used: null });
    const { items } = await made.finance.call(listReadings, { query: { meter: 'water', period: '2026-09' } });
    expect(items).toMatchObject([{ houseId, reading: { used: 10_000 }, last: { period: '2026-08', value: 90_000 } }]);
    expect(await codeOf(read({ readOn: '2026-11-24' }))).toBe('request.invalid');
    expect(await codeOf(read({ period: '2026-12', value: 9000 }))).toBe('request.invalid');
  });

  it('come from smart meters as well, and the same one again changes nothing', async () => {
    const made = await office(server);
    const houseId = await made.addHouse('3栋2单元1102');
    const wish = { ...month, communityId: made.communityId, houseId, value: 5000, source: 'device' as const, by: null };
    const tell = () => inTransaction(server.deps.db, (tx) => recordReading(tx, server.deps.clock, wish));
    const first = await tell();
    server.deps.clock.advance(60_000);
    expect(await tell()).toEqual(first);
    const { items } = await made.finance.call(listReadings, { query: { meter: 'water', period: '2026-10' } });
    expect(items).toMatchObject([{ reading: { value: 5000, source: 'device', by: null } }]);
  });

  it('come as a list: good rows are kept, the others told', async () => {
    const made = await office(server);
    const place = (number: string) => placeHouse(server, made.communityId, { building: '3', unit: '2', number });
    await place('1102');
    await place('1103');
    const rows = [
      { house: '3栋2单元1102', value: '128.5' },
      { house: '3-2-1103', value: '七' },
      { house: '9栋9单元901', value: '1' },
      { house: '3栋', value: '1' },
    ];
    const list = () => made.finance.call(enterReadings, { body: { ...month, rows } });
    expect(await list()).toEqual({
      entered: 1,
      faults: [
        { row: 1, house: '3-2-1103', value: '七', words: '看不懂这个读数' },
        { row: 2, house: '9栋9单元901', value: '1', words: '没有找到这户' },
        { row: 3, house: '3栋', value: '1', words: '像这样的有 2 户，请写全楼栋和房号' },
      ],
    });
    const state = async (wish: 'all' | 'entered' | 'missing') =>
      made.finance.call(listReadings, { query: { meter: 'water', period: '2026-10', state: wish } });
    expect(await state('entered')).toMatchObject({
      total: 1,
      entered: 1,
      items: [{ reading: { value: 128_500, source: 'list' } }],
    });
    expect((await state('missing')).items).toMatchObject([{ houseLabel: '3栋2单元1103', reading: null, last: null }]);
    expect(await state('all')).toMatchObject({ total: 2 });
    expect(await list()).toMatchObject({ entered: 1 });
  });
});

it('names the sums that are still missing', async () => {
  const made = await office(server);
  const { call } = made.finance;
  await placeHouse(server, made.communityId, { building: '3', unit: '2', number: '1102' });
  const fee = await made.addFee({
    name: '楼道电费',
    kind: 'shared-power',
    rule: { kind: 'pool', by: 'house', level: 'building', restTo: null },
  });
  expect(fee.words).toEqual(['每栋的总额按户数分摊，除不尽的几分从零头最多的户起各加一分']);
  const { missing } = await call(listPools, { query: { period: '2026-10' } });
  expect(missing).toMatchObject([{ feeId: fee.id, feeName: '楼道电费', buildingName: '3栋' }]);
  const enter = (buildingId: string | null) =>
    call(enterPool, {
      params: { id: fee.id },
      body: { period: '2026-10', buildingId, totalFen: 5000, voucher: '电费单' },
    });
  expect(await codeOf(enter(null))).toBe('request.invalid');
  expect(await codeOf(enter(made.communityId))).toBe('request.invalid');
  expect(await enter(missing[0]?.buildingId ?? '')).toMatchObject({
    buildingName: '3栋',
    totalFen: 5000,
    billed: false,
  });
  expect(await call(listPools, { query: { period: '2026-10' } })).toMatchObject({
    missing: [],
    items: [{ voucher: '电费单' }],
  });
});
