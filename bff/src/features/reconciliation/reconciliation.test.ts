import ExcelJS from 'exceljs';
import { newKey } from 'shared-types/client';
import * as api from 'shared-types/reconciliation';
import * as refunds from 'shared-types/refund';
import { collectPayment } from 'shared-types/staffPayment';
import { atWall } from 'shared-types/time';
import { makeTeller } from '../../../test/factories/money.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { lose, type ReconcileStage, reconcileStage } from '../../../test/factories/reconcile.js';
import { codeOf } from '../../../test/factories/testServer.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { readPayment } from '../payment/payment.door.js';
import { dayAfter } from './compareSheet.js';

const open: ReconcileStage[] = [];
const world = async (): Promise<ReconcileStage> => {
  const stage = await reconcileStage();
  open.push(stage);
  return stage;
};
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close();
});

describe('a day of WeChat Pay', () => {
  it('that agrees is even, shows its money, and is closed for good', async () => {
    const w = await world();
    const a = await w.payer.owe(22_195);
    const paymentId = await w.payer.pay([a]);
    await w.morningAfter(w.day);
    const sheet = await w.sheetOf();
    expect(sheet).toMatchObject({
      state: 'even',
      ours: { netFen: 22_195, receivedCount: 1, refundCount: 0 },
      theirs: { netFen: 22_195, receivedCount: 1 },
      differenceFen: 0,
      closeWords: '日结',
      actions: ['close', 'fetch'],
      // 0.60 % of 221.95 is 1.33.
      money: {
        netFen: 22_195,
        feeFen: 133,
        feeRateBp: 60,
        expectedFen: 22_062,
        channelBalanceFen: 22_062,
        ledgerBalanceFen: 22_062,
      },
    });
    expect(sheet.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'fetched done',
      'compared done',
      'differences done',
      'closed now',
    ]);
    expect(await w.account('6603.channel-fee')).toBe(133);
    expect(await w.account('1012.wechat')).toBe(22_062);
    expect((await w.finance.call(api.listMatches, { params: { id: sheet.id } })).items).toEqual([
      expect.objectContaining({
        what: 'payment',
        who: '3栋2单元0903 吴女士',
        oursFen: 22_195,
        theirsFen: 22_195,
        feeFen: 133,
        paymentId,
      }),
    ]);
    expect(await w.close()).toMatchObject({ state: 'closed', closedBy: '何静', actions: [] });
    expect(await codeOf(w.close())).toBe('reconciliation.closed');
  });

  it('is asked for again each half hour while the statement is being made, and is read once however often it is fetched', async () => {
    const w = await world();
    await w.payer.pay([await w.payer.owe(1000)]);
    w.pay.faults.add({ api: 'bill', kind: 'statement_creating', times: 2 });
    await w.morningAfter(w.day);
    expect(await w.sheetOf()).toMatchObject({ state: 'waiting', theirs: null, closeWords: '等账单到了再日结' });
    expect(await codeOf(w.close())).toBe('reconciliation.not_even');
    await w.to(atWall(dayAfter(w.day, 1), 10, 29));
    expect((await w.sheetOf()).state).toBe('waiting');
    for (const minutes of [30, 60, 90]) await w.to(atWall(dayAfter(w.day, 1), 10, minutes));
    expect((await w.sheetOf()).state).toBe('even');
    const before = await w.account('1012.wechat');
    await w.finance.call(api.fetchStatement, { params: { id: (await w.sheetOf()).id }, idempotencyKey: newKey() });
    await w.server.drain();
    expect(await w.account('1012.wechat')).toBe(before);
    expect((await w.sheetOf()).theirs).toMatchObject({ receivedCount: 1 });
  });

  it('a statement whose hash is wrong is not believed', async () => {
    const w = await world();
    await w.payer.pay([await w.payer.owe(1000)]);
    w.pay.faults.add({ api: 'bill', kind: 'bill_hash', times: 1 });
    await w.morningAfter(w.day);
    expect((await w.sheetOf()).state).toBe('waiting');
    await w.to(atWall(dayAfter(w.day, 1), 10, 30));
    expect((await w.sheetOf()).state).toBe('even');
  });

  it('a day on which nothing happened is closed by itself', async () => {
    const w = await world();
    await w.morningAfter(w.day);
    expect(await w.sheetOf()).toMatchObject({ state: 'closed', closedBy: null });
  });
});

describe('a payment that only WeChat knows of', () => {
  it('is looked up, booked by a person with a second password, and pays its bill', async () => {
    const w = await world();
    const { paymentId } = await lose(w, w.payer, 22_195);
    await w.morningAfter(w.day);
    expect(await w.sheetOf()).toMatchObject({
      state: 'differs',
      differenceFen: -22_195,
      differenceTitle: '差异，1 笔都有说法',
      differenceWords: '少收 ¥221.95',
      closeWords: '补记 1 笔后可以日结',
    });
    const [lost] = await w.differencesOf();
    expect(lost).toMatchObject({
      kind: 'only-channel',
      kindName: '微信有，我们没有',
      who: '3栋2单元0903 吴女士',
      differenceFen: -22_195,
      suggestion: 'book',
      actions: ['book', 'refund', 'ask'],
      receipt: { words: expect.stringContaining('微信：成功 ¥221.95') },
    });
    expect(lost?.why).toContain('确认收到钱');
    const id = lost?.id ?? '';
    const call = { params: { id }, body: { decision: 'book' as const }, idempotencyKey: newKey() };
    expect(await codeOf(w.finance.call(api.decideDifference, call))).toBe('auth.step_up_required');
    expect(await codeOf(w.close())).toBe('reconciliation.not_even');
    expect(await w.decide(id, 'book')).toMatchObject({ decision: { decision: 'book', by: '何静' }, actions: [] });
    expect(await codeOf(w.decide(id, 'book'))).toBe('difference.decided');
    expect((await readPayment(w.deps.db.reader, w.communityId, paymentId))?.status).toBe('settled');
    expect(await w.sheetOf()).toMatchObject({ state: 'even', differenceFen: 0, ours: { netFen: 22_195 } });
    expect(await w.account('1012.wechat')).toBe(await w.held());
    await w.close();
  });

  it('is booked and asked back, for another person to approve', async () => {
    const w = await world();
    await lose(w, w.payer, 5000);
    await w.morningAfter(w.day);
    const [lost] = await w.differencesOf();
    await w.decide(lost?.id ?? '', 'refund', '业主说付错了');
    const { items } = await w.manager.call(refunds.listRefunds, { query: { scope: 'waiting' } });
    expect(items).toEqual([expect.objectContaining({ amountFen: 5000, reason: '业主说付错了', requestedBy: '何静' })]);
  });

  it('that we never ordered is held as unidentified, with a reason', async () => {
    const w = await world();
    w.pay.addBillOnly(700, '别处收的');
    await w.morningAfter(w.day);
    const [stranger] = await w.differencesOf();
    expect(stranger).toMatchObject({ title: '不认识的单号', suggestion: 'write-off', who: null });
    expect(await codeOf(w.decide(stranger?.id ?? '', 'book'))).toBe('difference.not_so');
    expect(await codeOf(w.decide(stranger?.id ?? '', 'write-off'))).toBe('request.invalid');
    await w.decide(stranger?.id ?? '', 'write-off', '旧系统收的');
    expect(await w.account('2243')).toBe(-700);
    expect(await w.account('1012.wechat')).toBe(await w.held());
    expect(await w.sheetOf()).toMatchObject({ state: 'even', ours: { receivedFen: 700 } });
  });

  it('is booked by itself when its notice comes after all', async () => {
    const w = await world();
    await lose(w, w.payer, 5000);
    await w.morningAfter(w.day);
    const [notice] = w.pay.notices();
    await w.pay.resend(notice?.id ?? '', 1, w.server.origin);
    await w.to(atWall(dayAfter(w.day, 2), 11));
    expect((await w.differencesOf())[0]?.decision).toMatchObject({ decision: 'matched', by: null });
    expect((await w.sheetOf()).state).toBe('even');
  });
});

describe('around midnight', () => {
  it('a refund that WeChat has tomorrow waits, and comes right by itself', async () => {
    const w = await world();
    const billId = await w.payer.owe(15_000, 'parking');
    const paymentId = await w.payer.pay([billId]);
    await w.morningAfter(w.day);
    const next = dayAfter(w.day, 1);
    w.deps.clock.set(atWall(next, 23, 51));
    const asked = await w.refund(paymentId, billId, 15_000);
    // WeChat's own clock was past midnight already.
    w.pay.findRefund(asked.number).createdAtMs = atWall(next, 24, 1).getTime();
    await w.to(atWall(next, 23, 55));
    await w.morningAfter(next);
    const [waiting] = await w.differencesOf(next);
    expect(waiting).toMatchObject({
      kind: 'only-ours',
      kindName: '我们有，微信明天才有',
      what: 'refund',
      differenceFen: -15_000,
      suggestion: 'wait',
      suggestionWords: expect.stringContaining('10:15'),
    });
    expect(await codeOf(w.decide(waiting?.id ?? '', 'write-off', '等不及'))).toBe('difference.not_so');
    await w.finance.call(api.waitDifference, { params: { id: waiting?.id ?? '' }, body: {}, idempotencyKey: newKey() });
    await w.morningAfter(dayAfter(next, 1));
    expect((await w.differencesOf(next))[0]?.decision).toMatchObject({ decision: 'matched' });
    expect((await w.sheetOf(next)).state).toBe('even');
    expect(await w.sheetOf(dayAfter(next, 1))).toMatchObject({ state: 'even', theirs: { refundCount: 1 } });
    expect(await w.account('1012.wechat')).toBe(await w.held());
  });
});

it('finance is told when a day is still not even, and told again', async () => {
  const w = await world();
  w.pay.addBillOnly(700, '别处收的');
  await w.morningAfter(w.day);
  const alerts = async () =>
    (await w.deps.db.reader.findBy(OutboxEntity, { communityId: w.communityId, topic: 'staff.alert' }))
      .map(({ payload }) => JSON.parse(payload) as { kind: string; staffIds: string[]; detail: string })
      .filter(({ kind }) => kind === 'reconcile-differs');
  expect(await alerts()).toEqual([]);
  await w.to(atWall(dayAfter(w.day, 2), 10));
  expect(await alerts()).toEqual([
    expect.objectContaining({ staffIds: [w.finance.id], detail: '微信支付 11月23日，1 笔' }),
  ]);
  await w.to(atWall(dayAfter(w.day, 3), 10));
  expect(await alerts()).toHaveLength(2);
});

it('a till is counted, closed, and its money is in the bank', async () => {
  const w = await world();
  const billId = await w.payer.owe(5000);
  await w.finance.call(collectPayment, {
    params: { id: w.payer.houseId },
    body: { method: 'cash', amountFen: 5000, billIds: [billId] },
    idempotencyKey: newKey(),
  });
  await w.morningAfter(w.day);
  const sheet = await w.sheetOf(w.day, 'cash');
  expect(sheet).toMatchObject({
    state: 'waiting',
    ours: { netFen: 5000 },
    closeWords: '清点后可以日结',
    actions: ['count'],
  });
  const count = (countedFen: number, note?: string) =>
    w.finance.call(api.countTill, {
      params: { id: sheet.id },
      body: { countedFen, bankedFen: 4000, ...(note ? { note } : {}) },
      idempotencyKey: newKey(),
    });
  expect(await codeOf(count(4990))).toBe('request.invalid');
  expect(await count(4990, '少了一角找零')).toMatchObject({
    state: 'even',
    differenceFen: 10,
    count: { countedFen: 4990 },
  });
  await w.close(w.day, 'cash');
  expect(await w.account('1001')).toBe(990);
  expect(await w.account('1002')).toBe(4000);
  expect(await w.account('6302')).toBe(10);
});

it('exports the day as a workbook', async () => {
  const w = await world();
  await w.payer.pay([await w.payer.owe(22_195)]);
  w.pay.addBillOnly(700, '别处收的');
  await w.morningAfter(w.day);
  const bytes = (await w.finance.call(api.exportReconciliation, {
    params: { id: (await w.sheetOf()).id },
  })) as unknown as Buffer;
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ['汇总', 6],
    ['差异', 2],
    ['明细', 2],
  ]);
  expect(book.getWorksheet('明细')?.getCell('F2').value).toBe('221.95');
});

it('another community sees nothing of it', async () => {
  const w = await world();
  w.pay.addBillOnly(700, '别处收的');
  await w.morningAfter(w.day);
  const [difference] = await w.differencesOf();
  const sheet = await w.sheetOf();
  const stranger = await makeTeller(w.server, await makeCommunity(w.server), 'finance', '外人');
  expect(await codeOf(stranger.call(api.readReconciliation, { params: { id: sheet.id } }))).toBe(
    'reconciliation.not_found',
  );
  await stranger.stepUp();
  const call = {
    params: { id: difference?.id ?? '' },
    body: { decision: 'write-off' as const, reason: '试' },
    idempotencyKey: newKey(),
  };
  expect(await codeOf(stranger.call(api.decideDifference, call))).toBe('difference.not_found');
});
