import { cancelRun, listRunGaps, prepareRun, publishRun, readRun, voidRun } from 'shared-types/billRun';
import { explainHouse } from 'shared-types/fee';
import { enterPool, enterReading } from 'shared-types/reading';
import { listBills } from 'shared-types/staffBilling';
import { type BillingServer, billingServer, office } from '../../../test/factories/billing.js';
import { callOf } from '../../../test/factories/people.js';
import { codeOf } from '../../../test/factories/serve.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { HouseEntity } from '../community/community.entity.js';
import { BillEntity } from './bill.entity.js';
import { applyToBill, holdBills, readDueBills, releaseBills } from './billing.door.js';
import { RunEntity } from './billing.entity.js';
import { publishRun as publish } from './commands/changeRun.js';
import { readRunView } from './run.queries.js';
import { workOnRun } from './run.work.js';

let server: BillingServer;
beforeAll(async () => {
  server = await billingServer();
});
afterAll(() => server.close());

const billsOf = (communityId: string) => server.deps.db.reader.findBy(BillEntity, { communityId });

const prepared = async (made: Awaited<ReturnType<typeof office>>, month = '2026-11', feeIds?: string[]) => {
  const run = await made.finance.call(prepareRun, { body: { month, ...(feeIds ? { feeIds } : {}) } });
  await server.drain();
  return made.finance.call(readRun, { params: { id: run.id } });
};

const published = async (made: Awaited<ReturnType<typeof office>>, month = '2026-11') => {
  const { id, totalFen } = await prepared(made, month);
  await made.finance.call(publishRun, { params: { id }, body: { totalFen } });
  await server.drain();
  return made.finance.call(readRun, { params: { id } });
};

it('drafts, publishes, and posts each bill with its arithmetic', async () => {
  const made = await office(server);
  const house = await made.addHouse('3栋2单元1102');
  await made.addHouse('3栋2单元1103', { areaHundredths: null });
  await made.addFee();
  const run = await prepared(made);
  expect(run).toMatchObject({
    month: '2026-11',
    state: 'ready',
    bills: 1,
    houses: 1,
    totalFen: 25_060,
    progress: { done: 2, total: 2 },
    actions: ['publish', 'cancel'],
    fees: [
      {
        name: '物业费',
        period: '2026-11',
        bills: 1,
        totalFen: 25_060,
        none: [{ reason: 'no-area', houses: 1, mendable: true, words: '没有登记面积，请到房产台账补上' }],
      },
    ],
  });
  expect((await made.finance.call(listRunGaps, { params: { id: run.id } })).items).toMatchObject([
    { houseLabel: '3栋2单元1103', feeName: '物业费', reason: 'no-area' },
  ]);
  expect(await made.balance('1122.property')).toBe(0);
  await made.finance.call(publishRun, { params: { id: run.id }, body: { totalFen: 25_060 } });
  await server.drain();
  expect(await made.finance.call(readRun, { params: { id: run.id } })).toMatchObject({
    state: 'published',
    dueOn: '2026-11-25',
    voidUntil: '2026-11-30',
    actions: ['void'],
  });
  expect((await made.finance.call(listBills)).items).toMatchObject([
    {
      houseId: house,
      title: '11月物业费',
      amountFen: 25_060,
      outstandingFen: 25_060,
      status: 'due',
      dueOn: '2026-11-25',
      words: ['89.5 m² × 2.80 元 × 1 个月 = 250.60 元'],
    },
  ]);
  expect(await made.balance('1122.property')).toBe(25_060);
  expect(await made.balance('6001.property')).toBe(-25_060);
  const told = await server.deps.db.reader.findBy(OutboxEntity, {
    communityId: made.communityId,
    topic: 'bill.published',
  });
  expect(told.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([{ houseId: house, runId: run.id }]);
});

it('bills a month once: a second run inserts no row and says why', async () => {
  const made = await office(server);
  await made.addHouse('3栋2单元1102');
  await made.addFee();
  await published(made);
  const again = await prepared(made);
  expect(again).toMatchObject({
    bills: 0,
    nothingWords: '没有一户能出账。物业费：1 户这个月已经出过账',
    actions: ['cancel'],
  });
  expect(await billsOf(made.communityId)).toHaveLength(1);
  expect(await codeOf(made.finance.call(publishRun, { params: { id: again.id }, body: { totalFen: 0 } }))).toBe(
    'run.nothing_to_bill',
  );
});

it('cancels drafts, after which the month can be billed again', async () => {
  const made = await office(server);
  await made.addHouse('3栋2单元1102');
  await made.addFee();
  const { id } = await prepared(made);
  await made.finance.call(cancelRun, { params: { id } });
  await server.drain();
  expect(await made.finance.call(readRun, { params: { id } })).toMatchObject({ state: 'cancelled', actions: [] });
  expect(await billsOf(made.communityId)).toEqual([]);
  expect((await prepared(made)).bills).toBe(1);
});

it('voids a run with a reversal, after which the month can be billed again', async () => {
  const made = await office(server);
  await made.addHouse('3栋2单元1102');
  await made.addFee();
  const { id } = await published(made);
  await made.finance.call(voidRun, { params: { id }, body: { reason: '单价填错' } });
  await server.drain();
  expect(await made.finance.call(readRun, { params: { id } })).toMatchObject({
    state: 'void',
    kept: 0,
    reason: '单价填错',
  });
  expect(await billsOf(made.communityId)).toMatchObject([{ status: 'void', reason: '单价填错' }]);
  expect(await made.balance('1122.property')).toBe(0);
  expect(await made.balance('6001.property')).toBe(0);
  expect((await published(made)).bills).toBe(1);
  expect(await made.balance('1122.property')).toBe(25_060);
});

it('lets two runs of the same month draft at once without a double', async () => {
  const made = await office(server);
  for (let n = 0; n < 5; n++) await made.addHouse(`3栋2单元110${n}`);
  await made.addFee();
  const body = { month: '2026-11' };
  const [one, two] = await Promise.all([
    made.finance.call(prepareRun, { body }),
    made.finance.call(prepareRun, { body }),
  ]);
  // Both at the same houses at the same time, each twice, as workers whose leases overlap.
  await Promise.all([one.id, two.id, one.id, two.id].map((id) => workOnRun(server.deps, made.communityId, id)));
  const runs = await Promise.all([one, two].map(({ id }) => made.finance.call(readRun, { params: { id } })));
  expect(runs.map(({ state }) => state)).toEqual(['ready', 'ready']);
  expect(runs.reduce((sum, { bills }) => sum + bills, 0)).toBe(5);
  expect(await billsOf(made.communityId)).toHaveLength(5);
  await server.drain();
});

it('shares a sum with every fen, names who bears the rest, and shares it once', async () => {
  const made = await office(server);
  const houses = [];
  for (const [n, areaHundredths] of [8950, 10_007, 12_011].entries())
    houses.push(await made.addHouse(`1栋10${n}`, { areaHundredths }));
  const fee = await made.addFee({
    name: '公摊水费',
    kind: 'shared-water',
    icon: 'shared',
    rule: { kind: 'pool', by: 'area', level: 'community', restTo: houses[0] ?? '' },
  });
  const before = await prepared(made, '2026-11', [fee.id]);
  expect(before).toMatchObject({ bills: 0, fees: [{ period: '2026-10', none: [{ reason: 'no-pool', houses: 3 }] }] });
  await made.finance.call(cancelRun, { params: { id: before.id } });
  await server.drain();
  const sum = { period: '2026-10', totalFen: 12_345, voucher: '水司 10 月发票 0123' };
  await made.finance.call(enterPool, { params: { id: fee.id }, body: sum });
  const run = await prepared(made, '2026-11', [fee.id]);
  expect(run).toMatchObject({ bills: 3, totalFen: 12_345 });
  const rows = (await made.finance.call(listBills, { query: { runId: run.id } })).items.reverse();
  // 12,345 × 8950 ÷ 30968 = 3567.8…, × 10007 = 3989.1…, × 12011 = 4788.0…: 3567 + 3989 + 4788 leaves 1 fen.
  expect(rows.map(({ amountFen }) => amountFen)).toEqual([3568, 3989, 4788]);
  expect(rows[1]?.words).toEqual([
    '全小区共 123.45 元，3 户分摊',
    '123.45 元 × 100.07 m² ÷ 309.68 m² = 39.89 元',
    '除不尽的 1 分由 1栋100 承担',
  ]);
  // Taken by a run: it cannot be changed, nor shared again.
  expect(await codeOf(made.finance.call(enterPool, { params: { id: fee.id }, body: sum }))).toBe('fee.in_use');
  await made.addHouse('1栋109');
  const again = await prepared(made, '2026-11', [fee.id]);
  expect(again.fees[0]?.none).toMatchObject([
    { reason: 'already-billed', houses: 3 },
    { reason: 'pool-billed', houses: 1 },
  ]);
  // Given up, its sum is free again.
  await made.finance.call(cancelRun, { params: { id: run.id } });
  await server.drain();
  expect((await prepared(made, '2026-11', [fee.id])).bills).toBe(4);
});

it('begins its drafts anew when what a sum is shared among changes half-way', async () => {
  const made = await office(server);
  const houseId = await made.addHouse('1栋101', { areaHundredths: 5000 });
  await made.addHouse('1栋102', { areaHundredths: 5000 });
  const fee = await made.addFee({
    name: '公摊水费',
    kind: 'shared-water',
    rule: { kind: 'pool', by: 'area', level: 'community', restTo: null },
  });
  await made.finance.call(enterPool, {
    params: { id: fee.id },
    body: { period: '2026-10', totalFen: 1000, voucher: '发票' },
  });
  const { id } = await made.finance.call(prepareRun, { body: { month: '2026-11' } });
  await workOnRun(server.deps, made.communityId, id);
  // As if a worker had been cut before the last step, and the house was measured again meanwhile.
  await inTransaction(server.deps.db, async (tx) => {
    await tx.update(RunEntity, { communityId: made.communityId, id }, { state: 'preparing' });
    await tx.update(HouseEntity, { communityId: made.communityId, id: houseId }, { areaHundredths: 15_000 });
  });
  await server.drain();
  expect(await made.finance.call(readRun, { params: { id } })).toMatchObject({
    state: 'ready',
    bills: 2,
    totalFen: 1000,
  });
  const bills = await billsOf(made.communityId);
  expect(bills.map(({ amountFen }) => amountFen).sort()).toEqual([250, 750]);
});

it('bills use by meter and spaces by tenure for their own months', async () => {
  const made = await office(server);
  const houseId = await made.addHouse('3栋2单元1102');
  await made.addSpace(houseId, 'A-17', 'owned');
  await made.addFee({
    name: '水费',
    kind: 'water',
    rule: {
      kind: 'metered',
      meter: 'water',
      tiers: [
        { upTo: 15_000, price: 28_000 },
        { upTo: null, price: 42_000 },
      ],
    },
  });
  await made.addFee({
    name: '车位费',
    kind: 'parking',
    rule: { kind: 'parking', ownedFen: 8000, leasedFen: 25_000, everyMonths: 1, firstMonth: 1 },
  });
  const read = (period: string, readOn: string, value: number) =>
    made.finance.call(enterReading, { params: { id: houseId }, body: { meter: 'water', period, readOn, value } });
  await read('2026-09', '2026-09-30', 1_024_000);
  await read('2026-10', '2026-10-31', 1_041_500);
  const run = await published(made);
  expect(run.fees.map(({ name, period, totalFen }) => [name, period, totalFen])).toEqual([
    ['水费', '2026-10', 4200 + 1050],
    ['车位费', '2026-11', 8000],
  ]);
  const [parking, water] = (await made.finance.call(listBills, { query: { houseId } })).items;
  expect(water?.words).toEqual([
    '水表 1024 → 1041.5，用 17.5 吨',
    '15 吨 × 2.80 元 = 42.00 元',
    '2.5 吨 × 4.20 元 = 10.50 元',
  ]);
  expect(parking?.words).toEqual(['A-17 车位每月 80.00 元 × 1 个月 = 80.00 元']);
  // Billed use stands until its bill is corrected.
  expect(await codeOf(read('2026-10', '2026-10-31', 1_041_600))).toBe('request.invalid');
});

it('says why a house gets no bill, fee by fee', async () => {
  const made = await office(server);
  const houseId = await made.addHouse('3栋2单元1102', { areaHundredths: null });
  await made.addFee();
  await made.addFee({ name: '保洁费', rule: { kind: 'per-house', monthFen: 800, everyMonths: 1, firstMonth: 1 } });
  const { items } = await made.finance.call(explainHouse, { params: { id: houseId }, query: { month: '2026-11' } });
  expect(items).toMatchObject([
    { feeName: '物业费', amountFen: null, reason: 'no-area', reasonWords: '没有登记面积，请到房产台账补上' },
    { feeName: '保洁费', amountFen: 800, lines: [{ words: '每户每月 8.00 元 × 1 个月 = 8.00 元' }] },
  ]);
});

describe('what a run refuses', () => {
  it('a month without fees, a month too far ahead, a fee of another month, another community', async () => {
    const made = await office(server);
    const ask = (month: string, feeIds?: string[]) =>
      codeOf(made.finance.call(prepareRun, { body: { month, ...(feeIds ? { feeIds } : {}) } }));
    expect(await ask('2026-11')).toBe('run.nothing_to_bill');
    const fee = await made.addFee({ validFrom: '2026-11', validTo: '2026-11' });
    expect(await ask('2027-01')).toBe('request.invalid');
    expect(await ask('2026-12', [fee.id])).toBe('request.invalid');
    const other = await office(server);
    expect(await codeOf(other.finance.call(prepareRun, { body: { month: '2026-11', feeIds: [fee.id] } }))).toBe(
      'fee.not_found',
    );
    const run = await prepared(made);
    expect(await codeOf(other.finance.call(readRun, { params: { id: run.id } }))).toBe('run.not_found');
  });

  it('to publish another total than the person saw, or twice', async () => {
    const made = await office(server);
    await made.addHouse('3栋2单元1102');
    await made.addFee();
    const { id, totalFen } = await prepared(made);
    const go = (fen: number) => codeOf(made.finance.call(publishRun, { params: { id }, body: { totalFen: fen } }));
    expect(await go(totalFen + 1)).toBe('run.illegal_transition');
    const answers = await Promise.all([go(totalFen), go(totalFen), go(totalFen)]);
    expect(answers.filter((answer) => answer === 'run.illegal_transition')).toHaveLength(2);
    await server.drain();
    expect(await made.balance('1122.property')).toBe(totalFen);
  });

  it('to be voided after the policy’s days, or when somebody pays', async () => {
    const made = await office(server);
    const houseId = await made.addHouse('3栋2单元1102');
    await made.addFee();
    const run = await published(made);
    const [bill] = await readDueBills(server.deps.db.reader, made.communityId, houseId);
    const void_ = () => codeOf(made.finance.call(voidRun, { params: { id: run.id }, body: { reason: '错了' } }));
    const paymentId = newId(server.deps.clock.now());
    await inTransaction(server.deps.db, (tx) => holdBills(tx, made.communityId, [bill?.id ?? ''], paymentId));
    expect(await void_()).toBe('run.too_late');
    await inTransaction(server.deps.db, (tx) => releaseBills(tx, made.communityId, paymentId));
    server.deps.clock.advance(8 * 86_400_000);
    const later = (await made.hire('finance')).call;
    expect(await codeOf(later(voidRun, { params: { id: run.id }, body: { reason: '错了' } }))).toBe('run.too_late');
    server.deps.clock.advance(-8 * 86_400_000);
  });
});

it('keeps what was paid while it was being voided', async () => {
  const made = await office(server);
  const houseId = await made.addHouse('3栋2单元1102');
  await made.addHouse('3栋2单元1103');
  await made.addFee();
  const run = await published(made);
  await made.finance.call(voidRun, { params: { id: run.id }, body: { reason: '单价填错' } });
  const [bill] = await readDueBills(server.deps.db.reader, made.communityId, houseId);
  const money = { communityId: made.communityId, billId: bill?.id ?? '', amountFen: 25_060, kind: 'payment' as const };
  await inTransaction(server.deps.db, (tx) => applyToBill(tx, server.deps.clock, { ...money, sourceId: 'P1' }));
  await server.drain();
  expect(await made.finance.call(readRun, { params: { id: run.id } })).toMatchObject({ state: 'void', kept: 1 });
  expect((await billsOf(made.communityId)).map(({ status }) => status).sort()).toEqual(['paid', 'void']);
  expect(await made.balance('6001.property')).toBe(-25_060);
});

describe('a run that is cut half-way', () => {
  /** Dies when it asks for the time once too often, as a killed process does; false: it came to its end. */
  const cut = async (communityId: string, id: string, at: number): Promise<boolean> => {
    let left = at;
    const now = (): Date => {
      if (left-- <= 0) throw new Error('killed');
      return server.deps.clock.now();
    };
    const dying = { ...server.deps, clock: { ...server.deps.clock, now } };
    try {
      await workOnRun(dying, communityId, id);
      return false;
    } catch (error) {
      expect((error as Error).message).toBe('killed');
      return true;
    }
  };

  it('goes on where it was, in every stage and wherever it is cut, to the same bills and books', async () => {
    const made = await office(server);
    const { communityId } = made;
    // More than two steps.
    await made.addHouses(1001);
    await made.addFee();
    const due = () => billsOf(communityId).then((bills) => bills.filter(({ status }) => status === 'due'));
    const told = () => server.deps.db.reader.countBy(OutboxEntity, { communityId, topic: 'bill.published' });
    const { id } = await made.finance.call(prepareRun, { body: { month: '2026-11' } });
    for (let at = 0; await cut(communityId, id, at); at++) expect(await due()).toHaveLength(0);
    expect(await billsOf(communityId)).toHaveLength(1001);
    // Without HTTP: the event loop was busy for longer than a connection is kept.
    await publish(server.deps, callOf(await made.finance.actor()), { id, totalFen: 1001 * 25_060 });
    let seen = new Set<number>();
    for (let at = 0; await cut(communityId, id, at); at++) {
      const { length } = await due();
      seen = seen.add(length);
      expect(await made.balance('1122.property')).toBe(length * 25_060);
      expect(await told()).toBe(length);
    }
    expect([...seen]).toEqual([0, 500, 1000]);
    await server.drain();
    expect(await due()).toHaveLength(1001);
    expect(await told()).toBe(1001);
    expect(await made.balance('6001.property')).toBe(-1001 * 25_060);
    expect(await readRunView(server.deps, communityId, id)).toMatchObject({ state: 'published', bills: 1001 });
  });
});
