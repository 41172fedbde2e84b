import { newKey } from 'shared-types/client';
import * as api from 'shared-types/refund';
import { makePayer, makeTeller } from '../../../test/factories/money.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { prepaidOf } from '../account/account.door.js';
import { deleteHolds } from '../billing/bill.store.js';
import { readBills } from '../billing/billing.door.js';
import { balanceOf } from '../ledger/ledger.door.js';
import { PaymentEntity } from '../payment/payment.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const reader = () => server.deps.db.reader;
const pay = () => server.simulators.control.wechatPay;
const minute = 60_000;

const office = async () => {
  const communityId = await makeCommunity(server);
  const asker = await makeTeller(server, communityId, 'customer-service', '林晓');
  const finance = await makeTeller(server, communityId, 'finance', '何静');
  const manager = await makeTeller(server, communityId, 'manager', '高峰');
  const payer = await makePayer(server, communityId, '3栋2单元0903');
  const account = (code: string) => balanceOf(reader(), communityId, { account: code });
  const bill = async (id: string) => (await readBills(reader(), communityId, [id]))[0];
  const ask = (
    paymentId: string,
    parts: { billId: string | null; amountFen: number }[],
    way: 'original' | 'balance' | 'cash' | 'transfer' = 'original',
    by = asker,
  ) =>
    by.call(api.requestRefund, {
      params: { id: paymentId },
      body: { parts, way, reason: '多收了' },
      idempotencyKey: newKey(),
    });
  const approve = async (id: string, by = finance) => {
    await by.stepUp();
    return by.call(api.approveRefund, { params: { id }, idempotencyKey: newKey() });
  };
  const read = (id: string) => finance.call(api.readRefund, { params: { id } });
  return { communityId, asker, finance, manager, payer, account, bill, ask, approve, read };
};

/** The community's books sum to nothing, whatever happened. */
const balanced = async (communityId: string): Promise<void> => {
  expect(await balanceOf(reader(), communityId, {})).toBe(0);
};

it('goes from the request to the payer: approved by another, told to WeChat, done; the bill is due again', async () => {
  const { communityId, payer, account, bill, ask, approve, read } = await office();
  const [a, b] = [await payer.owe(30_000), await payer.owe(4560, 'water')];
  const paymentId = await payer.pay([a, b]);
  expect(await account('1012.wechat')).toBe(34_560);

  const asked = await ask(paymentId, [{ billId: a, amountFen: 10_000 }]);
  expect(asked).toMatchObject({ status: 'requested', amountFen: 10_000, large: false, number: `R${asked.id}` });
  // Nothing moves before somebody says yes.
  expect((await bill(a))?.outstandingFen).toBe(0);

  expect(await approve(asked.id)).toMatchObject({ status: 'approved', decidedBy: '何静' });
  expect((await bill(a))?.outstandingFen).toBe(10_000);
  expect(await account('2242')).toBe(-10_000);
  expect(await account('1122.property')).toBe(10_000);

  await server.drain();
  expect(await read(asked.id)).toMatchObject({ status: 'processing' });
  expect(pay().findRefund(asked.number)).toMatchObject({ refundFen: 10_000, totalFen: 34_560 });
  server.deps.clock.advance(minute);
  await server.drain();
  expect(await read(asked.id)).toMatchObject({ status: 'done', attention: null, receivedAccount: '支付用户零钱' });
  expect(await account('2242')).toBe(0);
  expect(await account('1012.wechat')).toBe(24_560);
  expect((await payer.call(api.listPaymentRefunds, { params: { id: paymentId } })).items).toEqual([
    expect.objectContaining({ status: 'done', amountFen: 10_000, words: '已退到原来付款的地方', reason: '多收了' }),
  ]);
  await balanced(communityId);
});

it('needs a second password, another person, and above the policy’s amount a manager', async () => {
  const { payer, finance, manager, ask, approve } = await office();
  const a = await payer.owe(60_000);
  const paymentId = await payer.pay([a]);
  const small = await ask(paymentId, [{ billId: a, amountFen: 5000 }], 'original', finance);
  const call = { params: { id: small.id }, idempotencyKey: newKey() };
  expect(await codeOf(finance.call(api.approveRefund, call))).toBe('auth.step_up_required');
  expect(await codeOf(approve(small.id, finance))).toBe('refund.self_approval');
  const large = await ask(paymentId, [{ billId: a, amountFen: 50_001 }]);
  expect(large.large).toBe(true);
  expect(await codeOf(approve(large.id, finance))).toBe('auth.forbidden');
  expect((await approve(large.id, manager)).status).toBe('approved');
  expect(await codeOf(approve(large.id, manager))).toBe('refund.illegal_transition');
});

it('of a hundred requests at once exactly those win that fit', async () => {
  const { payer, ask } = await office();
  const a = await payer.owe(1050);
  const paymentId = await payer.pay([a]);
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => codeOf(ask(paymentId, [{ billId: a, amountFen: 100 }]))),
  );
  expect(answers.filter((answer) => answer === 'refund.too_much')).toHaveLength(90);
  const rest = await ask(paymentId, [{ billId: a, amountFen: 50 }]);
  expect(rest.amountFen).toBe(50);
  expect(await codeOf(ask(paymentId, [{ billId: a, amountFen: 1 }]))).toBe('refund.too_much');
}, 60_000);

it('a request that was turned down frees what it asked for', async () => {
  const { payer, finance, ask } = await office();
  const a = await payer.owe(1000);
  const paymentId = await payer.pay([a]);
  const { id } = await ask(paymentId, [{ billId: a, amountFen: 1000 }]);
  const turned = await finance.call(api.rejectRefund, {
    params: { id },
    body: { reason: '没有多收' },
    idempotencyKey: newKey(),
  });
  expect(turned).toMatchObject({ status: 'rejected', decision: '没有多收', actions: [] });
  expect((await payer.call(api.listPaymentRefunds, { params: { id: paymentId } })).items).toEqual([]);
  expect((await ask(paymentId, [{ billId: a, amountFen: 1000 }])).status).toBe('requested');
});

it('into the prepayment at once, and out of the prepayment that a payment topped up', async () => {
  const { communityId, payer, account, bill, ask, approve } = await office();
  const a = await payer.owe(2000);
  const paymentId = await payer.pay([a], { topUpFen: 500 });
  const into = await approve((await ask(paymentId, [{ billId: a, amountFen: 700 }], 'balance')).id);
  expect(into).toMatchObject({ status: 'done', wayName: '退到预存' });
  expect(await prepaidOf(reader(), communityId, payer.houseId)).toBe(1200);
  expect((await bill(a))?.outstandingFen).toBe(700);
  expect(await account('2203')).toBe(-1200);
  await approve((await ask(paymentId, [{ billId: null, amountFen: 500 }])).id);
  expect(await prepaidOf(reader(), communityId, payer.houseId)).toBe(700);
  expect(await account('2203')).toBe(-700);
  await balanced(communityId);
});

it('what was paid ahead and is spent does not go back', async () => {
  const { payer, ask, approve } = await office();
  const paymentId = await payer.pay([], { topUpFen: 800 });
  const { id } = await ask(paymentId, [{ billId: null, amountFen: 800 }]);
  const b = await payer.owe(300, 'water');
  await payer.pay([b], { fromPrepaidFen: 300 });
  expect(await codeOf(approve(id))).toBe('balance.not_enough');
});

describe('at the channel', () => {
  const asked = async (amountFen = 1000) => {
    const made = await office();
    const a = await made.payer.owe(5000);
    const paymentId = await made.payer.pay([a]);
    const refund = await made.ask(paymentId, [{ billId: a, amountFen }]);
    return { ...made, a, paymentId, refund };
  };
  const later = async (ms = minute): Promise<void> => {
    server.deps.clock.advance(ms);
    await server.drain();
  };
  afterEach(() => pay().reset());

  it.each(['system_error', 'error_after', 'cut', 'frequency', 'bad_signature', 'garbage'] as const)(
    'an answer that never came is asked about, and the same number is sent again: one refund (%s)',
    async (kind) => {
      const { refund, approve, read, account } = await asked();
      pay().faults.add({ api: 'refund', kind });
      await approve(refund.id);
      await server.drain();
      for (let round = 0; round < 5; round++) await later(2 * minute);
      expect(await read(refund.id)).toMatchObject({ status: 'done' });
      expect(
        pay()
          .refunds()
          .filter(({ outRefundNo }) => outRefundNo === refund.number),
      ).toHaveLength(1);
      expect(await account('1012.wechat')).toBe(4000);
    },
    30_000,
  );

  it('is given up by the channel: the books are as before, and a person may ask again under a new number', async () => {
    const { communityId, a, refund, approve, read, bill, account, asker } = await asked();
    pay().planRefunds({ ends: 'CLOSED', delayMs: 1000 });
    await approve(refund.id);
    await server.drain();
    await later();
    expect(await read(refund.id)).toMatchObject({ status: 'closed', attention: expect.stringContaining('再退一次') });
    expect((await bill(a))?.outstandingFen).toBe(0);
    expect(await account('2242')).toBe(0);
    expect(await account('1012.wechat')).toBe(5000);
    pay().reset();
    const again = await asker.call(api.requestRefundAgain, { params: { id: refund.id }, idempotencyKey: newKey() });
    expect(again).toMatchObject({ status: 'requested', amountFen: 1000, againOf: refund.id });
    expect(again.number).not.toBe(refund.number);
    expect(
      await codeOf(asker.call(api.requestRefundAgain, { params: { id: refund.id }, idempotencyKey: newKey() })),
    ).toBe('refund.illegal_transition');
    await approve(again.id);
    await later();
    await later();
    expect(await read(again.id)).toMatchObject({ status: 'done' });
    expect(await account('1012.wechat')).toBe(4000);
    await balanced(communityId);
  });

  it('was given up after the bill was paid anew: the money waits in the prepayment', async () => {
    const { communityId, payer, a, refund, approve } = await asked();
    pay().planRefunds({ ends: 'CLOSED', delayMs: 90_000 });
    await approve(refund.id);
    await server.drain();
    await payer.pay([a]);
    await later(2 * minute);
    await later(2 * minute);
    expect(await prepaidOf(reader(), communityId, payer.houseId)).toBe(1000);
    await balanced(communityId);
  });

  it('is abnormal: it reaches a person, who solves it by hand and says how', async () => {
    const { communityId, refund, approve, read, finance, account } = await asked();
    pay().planRefunds({ ends: 'ABNORMAL', delayMs: 1000 });
    await approve(refund.id);
    await server.drain();
    await later();
    expect(await read(refund.id)).toMatchObject({ status: 'abnormal', actions: ['settle'] });
    const { items } = await finance.call(api.listRefunds, { query: { scope: 'attention' } });
    expect(items.map(({ id }) => id)).toEqual([refund.id]);
    await finance.stepUp();
    const settled = await finance.call(api.settleRefund, {
      params: { id: refund.id },
      body: { way: 'transfer', note: '工行转账，回单已存' },
      idempotencyKey: newKey(),
    });
    expect(settled).toMatchObject({
      status: 'done',
      attention: null,
      settlement: { way: '银行转账付出', note: '工行转账，回单已存', by: '何静' },
    });
    expect(await account('1002')).toBe(-1000);
    expect(await account('1012.wechat')).toBe(5000);
    // The channel's word comes too late to change anything.
    pay().endRefund(refund.number, 'SUCCESS');
    await later(3_600_000);
    expect(await account('1012.wechat')).toBe(5000);
    await balanced(communityId);
  });

  it('waits while the account there is empty, under the same number, and goes on by itself', async () => {
    const { refund, approve, read } = await asked();
    pay().faults.add({ api: 'refund', kind: 'not_enough' });
    await approve(refund.id);
    await server.drain();
    expect(await read(refund.id)).toMatchObject({
      status: 'approved',
      attention: expect.stringContaining('余额不够'),
    });
    await later(3_600_000);
    await later();
    expect(await read(refund.id)).toMatchObject({ status: 'done', attention: null, number: refund.number });
  });

  it('leaves a minute between two refunds of one order', async () => {
    const { a, paymentId, refund, ask, approve, read } = await asked();
    const second = await ask(paymentId, [{ billId: a, amountFen: 200 }]);
    await approve(refund.id);
    await approve(second.id);
    // Whichever of the two the worker took first is sent; the other waits.
    const statuses = async () => [(await read(refund.id)).status, (await read(second.id)).status].sort();
    await server.drain();
    expect(await statuses()).toEqual(['approved', 'processing']);
    server.deps.clock.advance(59_000);
    await server.drain();
    expect(await statuses()).toContain('approved');
    await later(1000);
    await later();
    expect(await statuses()).toEqual(['done', 'done']);
  });

  it('hears the channel’s notices once, late, doubled or before anything else', async () => {
    const { communityId, refund, approve, read, account } = await asked();
    await approve(refund.id);
    await server.drain();
    server.deps.clock.advance(5000);
    pay().planNotice({ kind: 'duplicate', times: 5 });
    await pay().deliverDue(server.origin);
    await server.drain();
    expect(await read(refund.id)).toMatchObject({ status: 'done' });
    for (const notice of pay()
      .notices()
      .filter(({ kind }) => kind === 'refund'))
      await pay().resend(notice.id, 3);
    await server.drain();
    expect(await account('1012.wechat')).toBe(4000);
    await balanced(communityId);
  });
});

it('money that nobody was waiting for goes back by itself, whole', async () => {
  const { communityId, payer, account, finance } = await office();
  const a = await payer.owe(2500);
  const late = await payer.order([a]);
  // The order is given up here, and paid there all the same.
  server.deps.clock.advance(1000);
  payer.tap(late);
  await inTransaction(server.deps.db, async (tx) => {
    await tx.update(PaymentEntity, { communityId, id: late.id }, { status: 'closed', held: false });
    await deleteHolds(tx, communityId, late.id);
  });
  await payer.pay([a]);
  await pay().deliverDue(server.origin);
  await server.drain();
  server.deps.clock.advance(minute);
  await server.drain();
  server.deps.clock.advance(minute);
  await server.drain();
  const { items } = await finance.call(api.listRefunds, { query: { scope: 'ended' } });
  expect(items).toEqual([
    expect.objectContaining({ status: 'done', amountFen: 2500, requestedBy: null, wayName: '原路退回' }),
  ]);
  expect(await account('1012.wechat')).toBe(2500);
  expect(await account('2243')).toBe(0);
  await balanced(communityId);
});
