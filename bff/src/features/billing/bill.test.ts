import { disputeBill, listHouseBills, readBill, readDueBills, withdrawDispute } from 'shared-types/billing';
import { prepareRun, publishRun, readRun } from 'shared-types/billRun';
import {
  answerDispute,
  correctBill,
  createOneOffBill,
  listBills,
  listDisputes,
  readStaffBill,
  waiveLateFee,
} from 'shared-types/staffBilling';
import { type BillingServer, billingServer, office } from '../../../test/factories/billing.js';
import { makeOwner } from '../../../test/factories/community.js';
import { codeOf } from '../../../test/factories/serve.js';
import { newId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { HouseEntity } from '../community/community.entity.js';
import * as door from './billing.door.js';
import { accrueLateFees } from './late.work.js';

let server: BillingServer;
beforeAll(async () => {
  server = await billingServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const day = 86_400_000;
const reader = () => server.deps.db.reader;
const write = <T>(fn: (tx: Tx) => Promise<T>) => inTransaction(server.deps.db, fn);
const topics = async (communityId: string, topic: string) =>
  (await reader().findBy(OutboxEntity, { communityId, topic })).map(({ payload }) => JSON.parse(payload) as unknown);

/** A house that owes its property fee of November, with somebody bound to it. */
const owing = async (late: { bpPerDay: number; capBp: number; graceDays: number } | null = null) => {
  const made = await office(server);
  const { communityId, finance } = made;
  const houseId = await made.addHouse('3栋2单元1102');
  await made.addFee({ late });
  const run = await finance.call(prepareRun, { body: { month: '2026-11' } });
  await server.drain();
  await finance.call(publishRun, { params: { id: run.id }, body: { totalFen: 25_060 } });
  await server.drain();
  const [bill] = await door.readDueBills(reader(), communityId, houseId);
  const id = bill?.id ?? '';
  const bind = async (role: 'owner' | 'family' | 'tenant') => {
    const house = { id: houseId, label: '3栋2单元1102', placeCode: '' };
    const { token, id: accountId } = await makeOwner(server.deps, communityId, [house], { role });
    return { call: server.client(token), accountId };
  };
  const pay = (amountFen: number, kind: 'payment' | 'coupon' = 'payment', sourceId = 'P1') =>
    write((tx) => door.applyToBill(tx, server.deps.clock, { communityId, billId: id, amountFen, kind, sourceId }));
  return { ...made, houseId, runId: run.id, id, bind, pay };
};

describe('what a house owes', () => {
  it('is told with its arithmetic, its sums and what may pay it', async () => {
    const { bind, houseId, communityId } = await owing();
    const { call } = await bind('owner');
    expect(await call(readDueBills, { query: { houseId } })).toMatchObject({
      house: { id: houseId, communityId, label: '3栋2单元1102', communityName: '阳光花园' },
      bills: [
        {
          title: '11月物业费',
          outstandingFen: 25_060,
          dueOn: '2026-11-25',
          overdue: false,
          words: ['89.5 m² × 2.80 元 × 1 个月 = 250.60 元'],
        },
      ],
      totalFen: 25_060,
      overdueFen: 0,
      disputedFen: 0,
      prepaidFen: 0,
      coupons: [],
      openPayment: null,
    });
    server.deps.clock.advance(3 * day);
    expect(await call(readDueBills, { query: { houseId } })).toMatchObject({ overdueFen: 25_060 });
    const elsewhere = await owing();
    expect(await codeOf(call(readDueBills, { query: { houseId: elsewhere.houseId } }))).toBe('house.not_found');
    expect(await codeOf(call(readBill, { params: { id: elsewhere.id } }))).toBe('bill.not_found');
  });

  it('is told to a tenant without the balance, and of the past only what they paid', async () => {
    const { bind, houseId, id, pay } = await owing();
    const { call } = await bind('tenant');
    expect(await call(readDueBills, { query: { houseId } })).toMatchObject({ totalFen: 25_060, prepaidFen: null });
    await pay(25_060);
    expect((await call(listHouseBills, { params: { id: houseId } })).items).toEqual([]);
    expect(await codeOf(call(readBill, { params: { id } }))).toBe('bill.not_found');
    server.neighbours.paidBy.push(id);
    expect((await call(listHouseBills, { params: { id: houseId } })).items).toMatchObject([{ id, status: 'paid' }]);
    expect(await call(readBill, { params: { id } })).toMatchObject({ status: 'paid', actions: [] });
    server.neighbours.paidBy.length = 0;
    const owner = await bind('family');
    const history = await owner.call(listHouseBills, { params: { id: houseId }, query: { year: 2026 } });
    expect(history).toMatchObject({ items: [{ id, status: 'paid' }], years: [2026], nextCursor: null });
    expect((await owner.call(listHouseBills, { params: { id: houseId }, query: { year: 2025 } })).items).toEqual([]);
  });

  it('hides drafts from everybody who lives there', async () => {
    const { bind, houseId, finance, addFee } = await owing();
    await addFee({ name: '保洁费', rule: { kind: 'per-house', monthFen: 800, everyMonths: 1, firstMonth: 1 } });
    await finance.call(prepareRun, { body: { month: '2026-11' } });
    await server.drain();
    const { call } = await bind('owner');
    const drafts = (await finance.call(listBills, { query: { status: 'draft' } })).items;
    expect(drafts).toMatchObject([{ feeName: '保洁费', outstandingFen: 0 }]);
    expect(await call(readDueBills, { query: { houseId } })).toMatchObject({ totalFen: 25_060 });
    expect((await call(listHouseBills, { params: { id: houseId } })).items).toHaveLength(1);
    expect(await codeOf(call(readBill, { params: { id: drafts[0]?.id ?? '' } }))).toBe('bill.not_found');
  });
});

describe('money', () => {
  it('settles a bill to the fen, is told in its history, and goes back', async () => {
    const { finance, id, pay, communityId } = await owing();
    expect(await pay(60, 'coupon', 'C1')).toEqual({ principalFen: 60, lateFen: 0 });
    await pay(25_000);
    expect(await finance.call(readStaffBill, { params: { id } })).toMatchObject({
      status: 'paid',
      paidFen: 25_000,
      couponFen: 60,
      outstandingFen: 0,
      history: [
        { kind: 'made', title: '账单发布', amountFen: 25_060 },
        { kind: 'coupon', title: '用券抵扣 0.60 元', amountFen: -60 },
        { kind: 'payment', title: '收到缴费 250.00 元', amountFen: -25_000 },
      ],
    });
    expect(await codeOf(pay(1))).toMatchObject({ code: 'bill.illegal_transition' });
    const back = { communityId, billId: id, amountFen: 5000, kind: 'payment' as const, sourceId: 'R1' };
    await write((tx) => door.unapplyFromBill(tx, server.deps.clock, back));
    expect(await finance.call(readStaffBill, { params: { id } })).toMatchObject({
      status: 'due',
      outstandingFen: 5000,
    });
  });

  it('of 50 payments at once, takes exactly what is owed', async () => {
    const { pay, finance, id } = await owing();
    const answers = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => pay(1000, 'payment', `P${n}`)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
    expect(await finance.call(readStaffBill, { params: { id } })).toMatchObject({
      paidFen: 25_000,
      outstandingFen: 60,
    });
  });

  it('holds a bill for one payment at a time, for whoever comes first', async () => {
    const { communityId, id, finance } = await owing();
    const payments = Array.from({ length: 20 }, () => newId(server.deps.clock.now()));
    const answers = await Promise.all(
      payments.map((paymentId) => write((tx) => door.holdBills(tx, communityId, [id], paymentId))),
    );
    const first = payments.find((_, index) => answers[index] === null) ?? '';
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.filter((answer) => answer?.heldBy === first)).toHaveLength(19);
    expect(await write((tx) => door.holdBills(tx, communityId, [id], first))).toBeNull();
    const to = { how: 'amount' as const, amountFen: 20_000 };
    const correct = () => codeOf(finance.call(correctBill, { params: { id }, body: { reason: '面积', to } }));
    expect(await correct()).toBe('bill.being_paid');
    expect(await door.readBills(reader(), communityId, [id])).toMatchObject([{ heldBy: first }]);
    await write((tx) => door.releaseBills(tx, communityId, first));
    expect(await write((tx) => door.holdBills(tx, communityId, [id], payments[1] ?? ''))).toBeNull();
    await write((tx) => door.releaseBills(tx, communityId, payments[1] ?? ''));
    await correct();
    expect(await codeOf(write((tx) => door.holdBills(tx, communityId, [id], first)))).toMatchObject({
      code: 'payment.nothing_due',
    });
  });

  it('that houses owe is summed by house', async () => {
    const { communityId, houseId, id } = await owing();
    const now = new Date('2026-11-26T00:00:00+08:00');
    const months = { firstPeriod: '2026-11', lastPeriod: '2026-11' };
    const owed = { dueFen: 25_060, overdueFen: 25_060, oldestDueOn: '2026-11-25', bills: 1, ...months };
    expect(await door.houseDueTotals(reader(), communityId, null, now)).toEqual(new Map([[houseId, owed]]));
    expect(await door.houseDueTotals(reader(), communityId, [houseId], server.deps.clock.now())).toEqual(
      new Map([[houseId, { ...owed, overdueFen: 0 }]]),
    );
    expect(await door.houseDueTotals(reader(), communityId, [], now)).toEqual(new Map());
    expect(await write((tx) => door.lockBills(tx, communityId, [id]))).toMatchObject([{ id, outstandingFen: 25_060 }]);
  });
});

describe('a correction', () => {
  it('reverses the bill and makes the right one; what was paid becomes a prepayment', async () => {
    const { finance, id, pay, houseId, communityId, balance, addSpace } = await owing();
    await addSpace(houseId, 'A-1', 'owned');
    await pay(20_000);
    await pay(1000, 'coupon', 'C1');
    await write((tx) => tx.update(HouseEntity, { communityId, id: houseId }, { areaHundredths: 8000 }));
    const made = await finance.call(correctBill, {
      params: { id },
      body: { reason: '面积登记错了', to: { how: 'reckoned' } },
    });
    expect(made).toMatchObject({
      amountFen: 22_400,
      outstandingFen: 22_400,
      paidFen: 0,
      status: 'due',
      dueOn: '2026-11-25',
      origin: 'correction',
      replaces: id,
      reason: '面积登记错了',
      words: ['80 m² × 2.80 元 × 1 个月 = 224.00 元'],
    });
    expect(await finance.call(readStaffBill, { params: { id } })).toMatchObject({
      status: 'void',
      outstandingFen: 0,
      replacedBy: made.id,
      reason: '面积登记错了',
      actions: [],
    });
    expect(server.neighbours.credited.filter(({ billId }) => billId === id)).toEqual([
      { houseId, amountFen: 20_000, billId: id },
    ]);
    expect(server.neighbours.returned).toContain(id);
    // The payment's own entry credited 1122; it is not part of this test, so the account shows it the other way round.
    expect(await balance('1122.property')).toBe(25_060 - 25_060 + 21_000 + 22_400);
    expect(await balance('6001.property')).toBe(-22_400);
    expect(await balance('2203')).toBe(-20_000);
    expect(await balance('6701')).toBe(-1000);
    expect(await topics(communityId, 'bill.corrected')).toEqual([{ billId: id, newBillId: made.id, houseId }]);
    expect(
      await codeOf(finance.call(correctBill, { params: { id }, body: { reason: 'x', to: { how: 'reckoned' } } })),
    ).toBe('bill.illegal_transition');
  });

  it('to nothing leaves the reversal alone; to the same amount is refused', async () => {
    const { finance, id, balance } = await owing();
    const correct = (amountFen: number) =>
      finance.call(correctBill, { params: { id }, body: { reason: '开错了', to: { how: 'amount', amountFen } } });
    expect(await codeOf(correct(25_060))).toBe('request.invalid');
    expect(await correct(0)).toMatchObject({ id, status: 'void', replacedBy: null });
    expect(await balance('1122.property')).toBe(0);
    expect(await balance('6001.property')).toBe(0);
  });

  it('gives a bill whose day is past a new one', async () => {
    const { finance, id } = await owing();
    server.deps.clock.set('2026-11-26T10:54:00+08:00');
    const { call } = await (await owing()).hire('finance');
    expect(await codeOf(call(correctBill, { params: { id }, body: { reason: 'x', to: { how: 'reckoned' } } }))).toBe(
      'bill.not_found',
    );
    server.deps.clock.set('2026-11-23T11:00:00+08:00');
    expect(
      await finance.call(correctBill, {
        params: { id },
        body: { reason: '少算', to: { how: 'amount', amountFen: 1 } },
      }),
    ).toMatchObject({ dueOn: '2026-11-25' });
  });
});

describe('late fees', () => {
  const late = { bpPerDay: 5, capBp: 1000, graceDays: 0 };
  const onDay = async (communityId: string, at: string): Promise<void> => {
    server.deps.clock.set(at);
    await accrueLateFees(server.deps, communityId);
  };

  it('are posted once a day, whatever the clock does, over the end of the month', async () => {
    const { communityId, id, balance } = await owing(late);
    await onDay(communityId, '2026-11-25T23:59:00+08:00');
    expect(await balance('1122.late')).toBe(0);
    await onDay(communityId, '2026-11-26T00:10:00+08:00');
    await onDay(communityId, '2026-11-26T00:10:00+08:00');
    expect(await balance('1122.late')).toBe(12);
    await onDay(communityId, '2026-11-27T00:10:00+08:00');
    await onDay(communityId, '2026-11-26T00:10:00+08:00');
    await onDay(communityId, '2026-11-27T00:20:00+08:00');
    expect(await balance('1122.late')).toBe(25);
    // Four days were missed: 25,060 × 6 × 0.05 % = 75.18
    await onDay(communityId, '2026-12-01T09:00:00+08:00');
    expect(await balance('1122.late')).toBe(75);
    expect(await balance('6301')).toBe(-75);
    expect(await door.readBills(reader(), communityId, [id])).toMatchObject([
      { lateFeeFen: 75, outstandingFen: 25_135 },
    ]);
  });

  it('do not grow while the bill is disputed, nor afterwards for that time', async () => {
    const { communityId, id, bind, hire, balance } = await owing(late);
    const { call } = await bind('owner');
    await onDay(communityId, '2026-11-26T08:00:00+08:00');
    await call(disputeBill, { params: { id }, body: { reason: '房子没有这么大' } });
    await onDay(communityId, '2026-12-06T08:00:00+08:00');
    expect(await balance('1122.late')).toBe(12);
    const clerk = await hire('finance');
    const words = '按产权证登记的面积';
    expect(await clerk.call(answerDispute, { params: { id }, body: { words } })).toMatchObject({
      disputed: false,
      dispute: { state: 'answered', answer: { words, by: '钱会计', corrected: false } },
    });
    await onDay(communityId, '2026-12-07T08:00:00+08:00');
    // Two days in all: the 26th, and the one after the answer.
    expect(await balance('1122.late')).toBe(25);
  });

  it('are forgiven with a reason, and do not come back', async () => {
    const { communityId, id, finance, balance } = await owing(late);
    await onDay(communityId, '2026-11-30T08:00:00+08:00');
    expect(await balance('1122.late')).toBe(62);
    server.deps.clock.set('2026-11-23T11:00:00+08:00');
    const waive = (amountFen: number) =>
      finance.call(waiveLateFee, { params: { id }, body: { amountFen, reason: '住院未能及时缴费' } });
    expect(await codeOf(waive(63))).toBe('request.invalid');
    expect(await waive(60)).toMatchObject({ lateFeeFen: 2, outstandingFen: 25_062 });
    expect(await balance('1122.late')).toBe(2);
    await onDay(communityId, '2026-12-01T08:00:00+08:00');
    // 6 days are 75.18, of which 60 are forgiven.
    expect(await balance('1122.late')).toBe(15);
  });

  it('are taken back with the bill', async () => {
    const { communityId, id, finance, balance, pay } = await owing(late);
    await onDay(communityId, '2026-11-30T08:00:00+08:00');
    await pay(25_100);
    server.deps.clock.set('2026-11-23T11:00:00+08:00');
    await finance.call(correctBill, { params: { id }, body: { reason: 'x', to: { how: 'amount', amountFen: 0 } } });
    expect(await balance('6301')).toBe(0);
    expect(await balance('6001.property')).toBe(0);
    expect(await balance('2203')).toBe(-25_100);
    // What the payment's own entry would have credited: 25,060 and 40.
    expect(await balance('1122.property')).toBe(25_060);
    expect(await balance('1122.late')).toBe(40);
  });
});

describe('a dispute', () => {
  it('is opened by those who speak for the house, seen by staff, and taken back', async () => {
    const { id, bind, finance, houseId, communityId } = await owing();
    const tenant = await bind('tenant');
    expect(await codeOf(tenant.call(disputeBill, { params: { id }, body: { reason: '贵' } }))).toBe('auth.forbidden');
    const { call } = await bind('family');
    expect(await call(disputeBill, { params: { id }, body: { reason: '已经交过' } })).toMatchObject({
      disputed: true,
      dispute: { state: 'open', reason: '已经交过', answer: null },
      actions: ['pay', 'withdraw-dispute'],
    });
    expect(await codeOf(call(disputeBill, { params: { id }, body: { reason: '已经交过' } }))).toBe(
      'bill.illegal_transition',
    );
    expect(await call(readDueBills, { query: { houseId } })).toMatchObject({ totalFen: 25_060, disputedFen: 25_060 });
    expect((await finance.call(listDisputes)).items).toMatchObject([
      { reason: '已经交过', state: 'open', bill: { id, houseLabel: '3栋2单元1102', disputed: true } },
    ]);
    expect((await finance.call(listBills, { query: { status: 'disputed' } })).items).toHaveLength(1);
    expect(await topics(communityId, 'bill.disputed')).toEqual([{ billId: id, houseId, kind: 'disputed' }]);
    expect(await call(withdrawDispute, { params: { id }, body: { note: '看错了' } })).toMatchObject({
      disputed: false,
      dispute: { state: 'withdrawn' },
      actions: ['pay', 'dispute'],
    });
    expect((await finance.call(listDisputes)).items).toEqual([]);
    expect((await finance.call(listDisputes, { query: { state: 'withdrawn' } })).items).toHaveLength(1);
    expect(await codeOf(call(withdrawDispute, { params: { id }, body: {} }))).toBe('bill.illegal_transition');
  });

  it('is answered by the correction of the bill', async () => {
    const { id, bind, finance } = await owing();
    const { call } = await bind('owner');
    await call(disputeBill, { params: { id }, body: { reason: '面积不对' } });
    await finance.call(correctBill, {
      params: { id },
      body: { reason: '面积改为 80 平', to: { how: 'amount', amountFen: 22_400 } },
    });
    expect(await call(readBill, { params: { id } })).toMatchObject({
      status: 'void',
      disputed: false,
      dispute: { state: 'answered', answer: { words: '面积改为 80 平', corrected: true } },
    });
  });
});

describe('bills outside of runs', () => {
  it('of a one-off fee, as many as are needed', async () => {
    const { finance, addFee, houseId, balance, communityId } = await owing();
    const fee = await addFee({
      name: '装修垃圾清运',
      kind: 'one-off',
      icon: 'other',
      rule: { kind: 'one-off', usualFen: 30_000 },
    });
    const open = () =>
      finance.call(createOneOffBill, {
        params: { id: houseId },
        body: { feeId: fee.id, amountFen: 30_000, note: '两车' },
      });
    const [one, two] = [await open(), await open()];
    expect(one).toMatchObject({
      status: 'due',
      origin: 'one-off',
      amountFen: 30_000,
      dueOn: '2026-11-23',
      reason: '两车',
    });
    expect(two.id).not.toBe(one.id);
    expect(await balance('1122.one-off')).toBe(60_000);
    expect(await topics(communityId, 'bill.published')).toContainEqual({ houseId, runId: null, billId: one.id });
    const corrected = await finance.call(correctBill, {
      params: { id: one.id },
      body: { reason: '一车', to: { how: 'amount', amountFen: 15_000 } },
    });
    expect(corrected).toMatchObject({ amountFen: 15_000 });
    expect(await balance('1122.one-off')).toBe(45_000);
    expect(
      await codeOf(
        finance.call(correctBill, { params: { id: two.id }, body: { reason: 'x', to: { how: 'reckoned' } } }),
      ),
    ).toBe('request.invalid');
  });

  it('from the old books, once, against the opening balance', async () => {
    const { communityId, houseId, balance, finance } = await owing();
    const opening = {
      communityId,
      houseId,
      feeKind: 'property' as const,
      period: '2025-12',
      amountFen: 75_180,
      dueOn: '2025-12-25',
      note: null,
      by: finance.id,
    };
    const first = await write((tx) => door.createOpeningBill(tx, server.deps.clock, opening));
    const again = await write((tx) => door.createOpeningBill(tx, server.deps.clock, { ...opening, amountFen: 1 }));
    expect(first.created).toBe(true);
    expect(again).toEqual({ billId: first.billId, created: false, amountFen: 75_180 });
    expect(await balance('3201')).toBe(-75_180);
    expect(await balance('1122.property')).toBe(25_060 + 75_180);
    expect((await door.readDueBills(reader(), communityId, houseId)).map(({ title }) => title)).toEqual([
      '2025年12月物业费',
      '2026年11月物业费',
    ]);
    await finance.call(correctBill, {
      params: { id: first.billId },
      body: { reason: '旧账已交', to: { how: 'amount', amountFen: 0 } },
    });
    expect(await balance('3201')).toBe(0);
  });
});

it('finds bills by house, state, kind, month and run, page by page', async () => {
  const { finance, houseId, runId, addHouse, addFee } = await owing();
  await addHouse('5栋1单元301');
  await addFee({ name: '保洁费', rule: { kind: 'per-house', monthFen: 800, everyMonths: 1, firstMonth: 1 } });
  const { id } = await finance.call(prepareRun, { body: { month: '2026-12' } });
  await server.drain();
  const { totalFen, bills } = await finance.call(readRun, { params: { id } });
  expect(bills).toBe(4);
  await finance.call(publishRun, { params: { id }, body: { totalFen } });
  await server.drain();
  const count = async (query: Parameters<typeof find>[0]) => (await find(query)).length;
  const find = async (
    query: Omit<NonNullable<Parameters<typeof finance.call<typeof listBills>>[1]>['query'] & object, 'x'>,
  ) => (await finance.call(listBills, { query })).items;
  expect(await count({ houseId })).toBe(3);
  expect(await count({ q: '5栋1单元301' })).toBe(2);
  expect(await count({ q: '没有这一户' })).toBe(0);
  expect(await count({ period: '2026-11' })).toBe(1);
  expect(await count({ runId })).toBe(1);
  expect(await count({ status: 'due' })).toBe(5);
  expect(await count({ status: 'overdue' })).toBe(0);
  expect(await count({ feeKind: 'water' })).toBe(0);
  const first = await finance.call(listBills, { query: { limit: 3 } });
  const second = await finance.call(listBills, { query: { limit: 3, cursor: first.nextCursor ?? '' } });
  expect(second.nextCursor).toBeNull();
  expect(new Set([...first.items, ...second.items].map((bill) => bill.id)).size).toBe(5);
});
