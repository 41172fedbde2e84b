import fc from 'fast-check';
import { newKey } from 'shared-types/client';
import * as api from 'shared-types/payment';
import * as refunds from 'shared-types/refund';
import * as staff from 'shared-types/staffPayment';
import { prepaidOf } from '../../src/features/account/account.door.js';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { PaymentEntity } from '../../src/features/payment/payment.entity.js';
import { makeTeller } from '../factories/money.js';
import {
  billsNow,
  deliverNotices,
  makeBill,
  makePayingCommunity,
  type PayingCommunity,
} from '../factories/payments.js';
import { codeOf, type TestServer, testServer } from '../factories/testServer.js';

const runs = Number(process.env.RACE_RUNS ?? 25);
const billFen = 25_060;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  server.deps.settings.publicUrl = server.origin;
}, 60_000);
afterAll(() => server.close());

const pretended = () => server.simulators.control.wechatPay;
const alipay = () => server.simulators.control.alipay;

/** What the payer, the channel, the desk and time may do, in whatever order. */
const acts = [
  'start',
  'pay',
  'notices',
  'again',
  'check',
  'cancel',
  'wait',
  'lose',
  'fail close',
  'collect',
  'work',
  'code',
  'scan',
  'refund',
] as const;
type Act = (typeof acts)[number];

interface Tellers {
  asker: Awaited<ReturnType<typeof makeTeller>>;
  approver: Awaited<ReturnType<typeof makeTeller>>;
}

const play = (home: PayingCommunity, billId: string, { asker, approver }: Tellers, refunded: string[]) => {
  const views: api.PaymentView[] = [];
  const codes: string[] = [];
  const owner = server.client(home.owner.token);
  const desk = server.client(home.desk.token, home.id);
  const last = () => views.at(-1);
  const steps: Record<Act, () => Promise<unknown>> = {
    start: async () => {
      const answer = await owner(api.createPayment, {
        body: { houseId: home.houseId, billIds: [billId], channel: 'wechat-jsapi', expectedFen: billFen },
        idempotencyKey: newKey(),
      }).catch(() => null);
      if (answer) views.push(answer);
    },
    // Any sheet that was ever shown may still be open on the payer's phone.
    pay: async () => {
      for (const { pay } of views) if (pay) pretended().requestPayment(pay, home.owner.openid, 'pay');
    },
    notices: () => pretended().deliverDue(server.origin),
    again: async () => {
      const [notice] = pretended().notices();
      if (notice) await pretended().resend(notice.id, 3, server.origin);
    },
    check: async () => last() && codeOf(owner(api.checkPayment, { params: { id: last()?.id ?? '' } })),
    cancel: async () => last() && codeOf(owner(api.cancelPayment, { params: { id: last()?.id ?? '' } })),
    wait: async () => server.deps.clock.advance(300_000),
    lose: async () => pretended().planNotice({ kind: 'lose' }),
    'fail close': async () => pretended().faults.add({ api: 'close', kind: 'late', ms: 1, times: 1 }),
    collect: () =>
      codeOf(
        desk(staff.collectPayment, {
          params: { id: home.houseId },
          body: { method: 'cash', amountFen: billFen, billIds: [billId] },
          idempotencyKey: newKey(),
        }),
      ),
    work: () => server.drain(),
    code: async () => {
      const answer = await desk(staff.createQrPayment, {
        params: { id: home.houseId },
        body: { channel: 'alipay-qr', billIds: [billId], expectedFen: billFen },
        idempotencyKey: newKey(),
      }).catch(() => null);
      if (answer?.orderNumber) codes.push(answer.orderNumber);
    },
    // A code that nobody had scanned cannot be closed at Alipay: it may be paid long after we gave it up.
    scan: async () => {
      for (const number of codes) {
        const trade = alipay().trade(number);
        if (trade) alipay().pay(trade);
      }
      await alipay().notices.deliver();
    },
    // All of it, back to where it came from: the bill is due again, and may be paid once more.
    refund: async () => {
      const settled = await server.deps.db.reader.findBy(PaymentEntity, { communityId: home.id, status: 'settled' });
      for (const { id } of settled.filter(({ channel }) => channel !== 'cash')) {
        const body = { parts: [{ billId, amountFen: billFen }], way: 'original' as const, reason: '多收了' };
        const asked = await asker
          .call(refunds.requestRefund, { params: { id }, body, idempotencyKey: newKey() })
          .catch(() => null);
        if (!asked) continue;
        await approver.stepUp();
        await approver.call(refunds.approveRefund, { params: { id: asked.id }, idempotencyKey: newKey() });
        refunded.push(asked.id);
      }
    },
  };
  return steps;
};

/** Until nothing moves any more: notices come, looks are made, what is open runs out. */
const toTheEnd = async (): Promise<void> => {
  pretended().faults.clear();
  for (let round = 0; round < 6; round++) {
    await alipay().notices.deliver();
    await deliverNotices(server);
    server.deps.clock.advance(1_800_000);
    await server.drain();
  }
};

/**
 * Single acts, and among them what leads to the wildest: two codes of which one was given up, and both are paid; what was
 * paid goes back and is paid again.
 */
const sequences = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...acts).map((act) => [act]) },
      { weight: 1, arbitrary: fc.constant<Act[]>(['cancel', 'code', 'code', 'scan']) },
      { weight: 1, arbitrary: fc.constant<Act[]>(['pay', 'check', 'work', 'refund', 'start', 'pay']) },
    ),
    { minLength: 4, maxLength: 14 },
  )
  .map((parts) => parts.flat());

let late = 0;
let givenBack = 0;

test('in whatever order payers, notices, looks, closings, refunds and the desk come: one charge counts, every other goes back', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      server.deps.clock.set('2026-11-23T10:54:00+08:00');
      pretended().reset();
      const home = await makePayingCommunity(server);
      const billId = await makeBill(server.deps, home, billFen);
      const tellers = {
        asker: await makeTeller(server, home.id, 'finance', '何静'),
        approver: await makeTeller(server, home.id, 'manager', '高峰'),
      };
      const refunded: string[] = [];
      const steps = play(home, billId, tellers, refunded);
      await steps.start();
      for (const act of sequence) await steps[act]();
      await toTheEnd();

      const { reader } = server.deps.db;
      const rows = await reader.findBy(PaymentEntity, { communityId: home.id });
      const ours = (number: string): boolean => rows.some(({ orderNumber }) => orderNumber === number);
      const taken = [
        ...pretended()
          .orders()
          .filter(({ paidAtMs }) => paidAtMs !== null),
        ...alipay()
          .trades()
          .filter(({ paidAt }) => paidAt !== null),
      ].filter(({ outTradeNo }) => ours(outTradeNo));
      const balance = (account: string) => balanceOf(reader, home.id, { account });
      const settled = rows.filter(({ status }) => status === 'settled');
      const unwanted = rows.filter(({ status }) => status === 'unwanted');
      late += unwanted.length;
      // Nothing hangs, and nothing that a channel took is overlooked.
      expect(rows.filter(({ status }) => !['settled', 'unwanted', 'closed'].includes(status))).toEqual([]);
      const booked = [...settled, ...unwanted].flatMap(({ orderNumber }) => (orderNumber ? [orderNumber] : []));
      expect(booked.sort()).toEqual(taken.map(({ outTradeNo }) => outTradeNo).sort());
      // One charge counts, beside those that were given back.
      givenBack += refunded.length;
      for (const id of refunded)
        expect(await tellers.asker.call(refunds.readRefund, { params: { id } })).toMatchObject({ status: 'done' });
      const counting = settled.length - refunded.length;
      expect([0, 1]).toContain(counting);
      if (rows.some(({ paidFen }) => paidFen !== null)) expect(settled.length).toBeGreaterThan(0);
      expect(await billsNow(server.deps, home.id, [billId])).toEqual([
        { status: counting > 0 ? 'paid' : 'due', paidFen: counting * billFen, couponFen: 0, heldBy: null },
      ]);
      // Whatever else came is owed back or has gone back already.
      const held = ['1012.wechat', '1012.alipay', '1001', '2242', '2243'];
      const sums = await Promise.all(held.map(balance));
      expect(sums.reduce((sum, fen) => sum + fen, 0)).toBe(counting * billFen);
      expect(await balance('1122.property')).toBe((1 - counting) * billFen);
      expect(await prepaidOf(reader, home.id, home.houseId)).toBe(0);
      expect(await balanceOf(reader, home.id, {})).toBe(0);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  // Otherwise the wildest of all was never tried.
  if (runs >= 25) expect([late > 0, givenBack > 0]).toEqual([true, true]);
}, 600_000);
