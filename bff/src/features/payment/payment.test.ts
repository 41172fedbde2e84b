import { newKey } from 'shared-types/client';
import * as api from 'shared-types/payment';
import { makeOwner } from '../../../test/factories/community.js';
import {
  billsNow,
  booksOf,
  deliverNotices,
  fillBalance,
  giveCoupon,
  makeBill,
  makePayingCommunity,
  newOpenid,
  type PayingCommunity,
  payBySheet,
  startPaying,
} from '../../../test/factories/payments.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { prepaidOf, usableCoupons } from '../account/account.door.js';
import { balanceOf } from '../ledger/ledger.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { ChannelNotificationEntity, PaymentEntity } from './payment.entity.js';

let server: TestServer;
let home: PayingCommunity;
const deps = () => server.deps;
const pretended = () => server.simulators.control.wechatPay;
const openid = () => home.owner.openid;

beforeAll(async () => {
  server = await testServer();
}, 30_000);
afterAll(() => server.close());
beforeEach(async () => {
  deps().clock.set('2026-11-23T10:54:00+08:00');
  pretended().reset();
  home = await makePayingCommunity(server);
});

const pay = (body: Partial<Parameters<typeof startPaying>[2]> & { expectedFen: number }, key?: string) =>
  startPaying(server, home.owner.token, { houseId: home.houseId, ...body }, key);
const read = (id: string, token = home.owner.token) => server.client(token)(api.readPayment, { params: { id } });
const orderOf = async (id: string): Promise<string> =>
  (await deps().db.reader.findOneByOrFail(PaymentEntity, { id })).orderNumber ?? '';
const accounts = ['1012.wechat', '1122.property', '1122.water', '1122.late', '2203', '2242', '2243', '6701', '3201'];
const books = () => booksOf(deps(), home.id, accounts);

/** What must hold whatever happened: an even ledger, and balances that the sub-ledger and 2203 agree upon. */
afterEach(async () => {
  expect(await balanceOf(deps().db.reader, home.id, {})).toBe(0);
  expect(await balanceOf(deps().db.reader, home.id, { account: '2203' })).toBe(
    -(await prepaidOf(deps().db.reader, home.id, home.houseId)) + 0,
  );
});

describe('paying everything due with one tap', () => {
  it('is recorded, ordered, paid, believed by the notice alone, booked and told', async () => {
    const [property, water] = [
      await makeBill(deps(), home, 25_060),
      await makeBill(deps(), home, 24_934, { feeKind: 'water' }),
    ];
    const view = await pay({ billIds: [property, water], expectedFen: 49_994 });
    expect(view).toMatchObject({
      status: 'open',
      amountFen: 49_994,
      houseLabel: '1栋1单元101',
      payer: '林娜',
      lines: [
        { kind: 'bill', billId: property, amountFen: 25_060 },
        { kind: 'bill', billId: water, amountFen: 24_934 },
      ],
      expiresAt: '2026-11-23T11:24:00.000+08:00',
      actions: ['pay', 'check', 'cancel'],
    });
    expect(view.sayings[0]).toBe('请在 11:24 前付完。');
    expect(payBySheet(server, view, openid())).toBe('ok');
    // The phone's word is no proof.
    expect((await read(view.id)).status).toBe('open');
    await deliverNotices(server);
    const settled = await read(view.id);
    expect(settled).toMatchObject({
      status: 'settled',
      pay: null,
      actions: ['receipt'],
      sayings: ['已收到 ¥499.94。'],
    });
    expect(await billsNow(deps(), home.id, [property, water])).toEqual([
      { status: 'paid', paidFen: 25_060, couponFen: 0, heldBy: null },
      { status: 'paid', paidFen: 24_934, couponFen: 0, heldBy: null },
    ]);
    expect(await books()).toEqual({ '1012.wechat': 49_994, '3201': -49_994 });
    const told = await deps().db.reader.findBy(InboxMessageEntity, { accountId: home.owner.id });
    expect(told.map(({ title }) => title)).toEqual(['已收到 ¥499.94']);
  });

  it('with a coupon, the balance and a top-up: each from its own source', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    await fillBalance(deps(), home, 9_000);
    const coupon = await giveCoupon(deps(), home, 1_000);
    const choice = { billIds: [bill], couponIds: [coupon], fromPrepaidFen: 8_000, topUpFen: 5_000 };
    const quote = await server.client(home.owner.token)(api.quotePayment, {
      body: { houseId: home.houseId, ...choice },
    });
    // 25,060 − 1,000 − 8,000 + 5,000
    expect(quote.amountFen).toBe(21_060);
    expect(quote.lines.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['bill', 25_060],
      ['coupon', -1_000],
      ['prepaid', -8_000],
      ['top-up', 5_000],
    ]);
    const view = await pay({ ...choice, expectedFen: 21_060 });
    // Taken for this payment from now on.
    expect(await usableCoupons(deps().db.reader, home.id, home.houseId, deps().clock.now())).toEqual([]);
    payBySheet(server, view, openid());
    await deliverNotices(server);
    expect(await prepaidOf(deps().db.reader, home.id, home.houseId)).toBe(6_000);
    expect(await books()).toEqual({ '1012.wechat': 21_060, '6701': 1_000, '2203': -6_000, '3201': -16_060 });
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([
      { status: 'paid', paidFen: 24_060, couponFen: 1_000 },
    ]);
  });

  it('without the channel when the balance pays it all', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    await fillBalance(deps(), home, 30_000);
    const before = pretended().orders().length;
    const view = await pay({ billIds: [bill], fromPrepaidFen: 25_060, expectedFen: 0 });
    expect(view).toMatchObject({
      status: 'settled',
      channel: 'balance',
      amountFen: 0,
      sayings: ['已经用预存款和优惠券付清。'],
    });
    expect(pretended().orders()).toHaveLength(before);
    expect(await books()).toEqual({ '2203': -4_940, '3201': 4_940 - 0 });
  });

  it('is refused when something else is due than was shown, and nothing is made', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    expect(await codeOf(pay({ billIds: [bill], expectedFen: 25_000 }))).toBe('payment.changed');
    expect(await deps().db.reader.countBy(PaymentEntity, { communityId: home.id })).toBe(0);
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([{ heldBy: null }]);
  });

  it('twice with one key is one payment', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const key = newKey();
    const [first, second] = [
      await pay({ billIds: [bill], expectedFen: 25_060 }, key),
      await pay({ billIds: [bill], expectedFen: 25_060 }, key),
    ];
    expect(second.id).toBe(first.id);
    expect(second.status).toBe('open');
    expect(await deps().db.reader.countBy(PaymentEntity, { communityId: home.id })).toBe(1);
  });
});

describe('what is not yours', () => {
  it('is as absent', async () => {
    const stranger = await makeOwner(deps(), home.id, home.houses.slice(1, 2), { name: '周明' });
    const bill = await makeBill(deps(), home, 25_060);
    expect(
      await codeOf(
        startPaying(server, stranger.token, { houseId: home.houseId, billIds: [bill], expectedFen: 25_060 }),
      ),
    ).toBe('house.not_found');
    const other = home.houses[1]?.id ?? '';
    expect(
      await codeOf(startPaying(server, stranger.token, { houseId: other, billIds: [bill], expectedFen: 25_060 })),
    ).toBe('bill.not_found');
    const { id } = await pay({ billIds: [bill], expectedFen: 25_060 });
    expect(await codeOf(read(id, stranger.token))).toBe('payment.not_found');
    const tenant = await makeOwner(deps(), home.id, home.houses.slice(0, 1), { role: 'tenant' });
    expect(await codeOf(read(id, tenant.token))).toBe('payment.not_found');
    const family = await makeOwner(deps(), home.id, home.houses.slice(0, 1), { role: 'family' });
    const seen = await read(id, family.token);
    expect([seen.pay, seen.actions]).toEqual([null, []]);
    expect(await codeOf(server.client(family.token)(api.cancelPayment, { params: { id } }))).toBe('payment.not_found');
  });
});

describe('never a second charge', () => {
  it('an older payment of one’s own over the same bill is closed at the channel first', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const first = await pay({ billIds: [bill], expectedFen: 25_060 });
    const second = await pay({ billIds: [bill], expectedFen: 25_060 });
    expect((await read(first.id)).status).toBe('closed');
    expect(pretended().order(await orderOf(first.id))?.state).toBe('CLOSED');
    expect(payBySheet(server, first, openid())).toBe('fail');
    expect(payBySheet(server, second, openid())).toBe('ok');
    await deliverNotices(server);
    expect(await books()).toEqual({ '1012.wechat': 25_060, '3201': -25_060 });
  });

  it('one that was paid meanwhile settles, and the new one is not made', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const first = await pay({ billIds: [bill], expectedFen: 25_060 });
    payBySheet(server, first, openid());
    expect(await codeOf(pay({ billIds: [bill], expectedFen: 25_060 }))).toBe('payment.changed');
    expect((await read(first.id)).sayings).toEqual(['钱收到了，正在确认，不用再付。']);
    await server.drain();
    expect((await read(first.id)).status).toBe('settled');
    expect(await codeOf(pay({ billIds: [bill], expectedFen: 25_060 }))).toBe('payment.nothing_due');
  });

  it('somebody else’s keeps its bills', async () => {
    const family = await makeOwner(deps(), home.id, home.houses.slice(0, 1), {
      role: 'family',
      openid: newOpenid(server),
    });
    const bill = await makeBill(deps(), home, 25_060);
    const first = await pay({ billIds: [bill], expectedFen: 25_060 });
    expect(
      await codeOf(startPaying(server, family.token, { houseId: home.houseId, billIds: [bill], expectedFen: 25_060 })),
    ).toBe('payment.open_elsewhere');
    expect((await read(first.id)).status).toBe('open');
  });

  it('100 at once on one bill: one charge', async () => {
    const family = await Promise.all(
      Array.from({ length: 100 }, () =>
        // All are known to WeChat: whoever comes first is served.
        makeOwner(deps(), home.id, home.houses.slice(0, 1), { role: 'family', openid: newOpenid(server) }),
      ),
    );
    const bill = await makeBill(deps(), home, 25_060);
    const answers = await Promise.all(
      [home.owner, ...family].map(({ token }) =>
        codeOf(startPaying(server, token, { houseId: home.houseId, billIds: [bill], expectedFen: 25_060 })),
      ),
    );
    const refused = answers.filter((answer) => answer === 'payment.open_elsewhere');
    expect(refused).toHaveLength(100);
    expect(await deps().db.reader.countBy(PaymentEntity, { communityId: home.id })).toBe(1);
  }, 60_000);
});

describe('giving up and running out', () => {
  it('closes at the channel and frees bills and coupons', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const coupon = await giveCoupon(deps(), home, 1_000);
    const { id } = await pay({ billIds: [bill], couponIds: [coupon], expectedFen: 24_060 });
    const closed = await server.client(home.owner.token)(api.cancelPayment, { params: { id } });
    expect(closed).toMatchObject({ status: 'closed', sayings: ['这笔付款已取消，没有扣钱。'], actions: [] });
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([{ status: 'due', heldBy: null }]);
    expect(await usableCoupons(deps().db.reader, home.id, home.houseId, deps().clock.now())).toHaveLength(1);
    expect(await codeOf(server.client(home.owner.token)(api.cancelPayment, { params: { id } }))).toBe(
      'payment.not_open',
    );
  });

  it('is asked about on the schedule and closed at its end, without any notice', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const { id } = await pay({ billIds: [bill], expectedFen: 25_060 });
    const number = await orderOf(id);
    const looks = (): number =>
      pretended()
        .calls()
        .filter((call) => call.api === 'query' && call.number === number).length;
    const seen: number[] = [];
    for (const seconds of [4, 1, 24, 1, 30, 120, 120, 300, 1199]) {
      deps().clock.advance(seconds * 1000);
      await server.drain();
      seen.push(looks());
    }
    // At 4, 5, 29, 30, 60, 180, 300, 600 and 1,799 seconds.
    expect(seen).toEqual([0, 1, 1, 2, 3, 4, 5, 6, 6]);
    expect((await read(id)).status).toBe('open');
    deps().clock.advance(1000);
    await server.drain();
    expect(await read(id)).toMatchObject({
      status: 'closed',
      sayings: ['过了付款时间，已经关闭，没有扣钱。可以重新付。'],
    });
  });

  it('a lost notice is made up for by the next look', async () => {
    pretended().planNotice({ kind: 'lose' });
    const bill = await makeBill(deps(), home, 25_060);
    const view = await pay({ billIds: [bill], expectedFen: 25_060 });
    payBySheet(server, view, openid());
    await deliverNotices(server);
    expect((await read(view.id)).status).toBe('open');
    deps().clock.advance(5000);
    await server.drain();
    expect((await read(view.id)).status).toBe('settled');
  });

  it('the client’s “I have paid” asks the channel, and believes nobody else', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const view = await pay({ billIds: [bill], expectedFen: 25_060 });
    const check = () => server.client(home.owner.token)(api.checkPayment, { params: { id: view.id } });
    expect(await check()).toMatchObject({ status: 'open' });
    expect((await check()).sayings).toContain('还没有收到这笔钱。如果已经付了，稍等一会儿就会到账，不用再付。');
    const asked = pretended()
      .calls()
      .filter((call) => call.api === 'query').length;
    expect(asked).toBe(1);
    payBySheet(server, view, openid());
    deps().clock.advance(2000);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await check()).toMatchObject({ status: 'received', sayings: ['钱收到了，正在确认，不用再付。'] });
  });
});

describe('a success that comes late', () => {
  /** Closed here while the payer was at the sheet: as when our closing and the payment cross. */
  const payAfterClosing = async (billIds: string[], expectedFen: number): Promise<string> => {
    const view = await pay({ billIds, expectedFen });
    const number = await orderOf(view.id);
    await server.client(home.owner.token)(api.cancelPayment, { params: { id: view.id } });
    const order = pretended().order(number);
    if (order) order.state = 'NOTPAY';
    payBySheet(server, view, openid());
    return view.id;
  };

  it('is settled when everything it was for is still due', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const id = await payAfterClosing([bill], 25_060);
    await deliverNotices(server);
    expect((await read(id)).status).toBe('settled');
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([{ status: 'paid', heldBy: null }]);
  });

  it('goes back whole when the bill is paid, and is nobody’s meanwhile', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const id = await payAfterClosing([bill], 25_060);
    const second = await pay({ billIds: [bill], expectedFen: 25_060 });
    payBySheet(server, second, openid());
    const later = pretended().notices()[0]?.id ?? '';
    // The second one's notice comes first.
    expect(await pretended().resend(later, 1, server.origin)).toEqual([204]);
    await server.drain();
    await deliverNotices(server);
    expect((await read(second.id)).status).toBe('settled');
    expect(await read(id)).toMatchObject({
      status: 'unwanted',
      sayings: ['这笔钱到得晚了，账单已经另外付清，¥250.60 原路退回，不用办手续。'],
    });
    expect(await books()).toEqual({ '1012.wechat': 50_120, '2242': -25_060, '3201': -25_060 });
  });
});

describe('notices', () => {
  it('many times at once are one', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const view = await pay({ billIds: [bill], expectedFen: 25_060 });
    payBySheet(server, view, openid());
    const statuses = await pretended().resend(pretended().notices()[0]?.id ?? '', 20, server.origin);
    expect(new Set(statuses)).toEqual(new Set([204]));
    await server.drain();
    const orderNumber = await orderOf(view.id);
    expect(await deps().db.reader.countBy(ChannelNotificationEntity, { orderNumber })).toBe(1);
    expect(await books()).toEqual({ '1012.wechat': 25_060, '3201': -25_060 });
  });

  it('that are forged are refused without a trace; genuine ones that do not fit are refused and kept', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const view = await pay({ billIds: [bill], expectedFen: 25_060 });
    const order = pretended().order(await orderOf(view.id));
    if (!order) throw new Error('no order');
    const kept: string[] = [];
    for (const forgery of pretended().forgeries) {
      const before = await deps().db.reader.countBy(ChannelNotificationEntity, {});
      const { status, expected } = await pretended().forge(order, forgery, server.origin);
      const after = await deps().db.reader.countBy(ChannelNotificationEntity, {});
      if (forgery === 'not_paid') expect(status).toBe(204);
      else expect([forgery, status === null || (status >= 400 && status < 500)]).toEqual([forgery, true]);
      expect([forgery, after - before]).toEqual([forgery, expected === 'stored' ? 1 : 0]);
      if (after > before) kept.push(forgery);
    }
    await server.drain();
    expect(kept).toHaveLength(7);
    expect((await read(view.id)).status).toBe('open');
    const outcomes = (await deps().db.reader.find(ChannelNotificationEntity)).filter(
      ({ outcome }) => !['received', 'known'].includes(outcome ?? ''),
    );
    expect(outcomes.map(({ status, outcome }) => `${status} ${outcome}`).sort()).toEqual([
      'acted no_payment',
      'refused amount',
      'refused app',
      'refused currency',
      'refused merchant',
      'refused payer',
      'refused unknown_order',
    ]);
    // Finance hears of each way in which it did not fit.
    const told = await deps().db.reader.findBy(InboxMessageEntity, { accountId: home.finance.id });
    expect(told.filter(({ title }) => title === '收款对不上')).toHaveLength(5);
    expect(await books()).toEqual({ '1122.property': 25_060, '3201': -25_060 });
  });
});

describe('when the channel does not answer', () => {
  it('the same order is asked for again, and is one order', async () => {
    pretended().faults.add({ api: 'order', kind: 'cut', times: 1 });
    const bill = await makeBill(deps(), home, 25_060);
    const view = await pay({ billIds: [bill], expectedFen: 25_060 });
    expect(view).toMatchObject({ status: 'open', pay: null, sayings: ['正在联系支付平台，请稍等。'] });
    deps().clock.advance(5000);
    await server.drain();
    const ready = await read(view.id);
    expect(ready.pay).not.toBeNull();
    expect(
      pretended()
        .calls()
        .filter((call) => call.api === 'order'),
    ).toHaveLength(2);
    expect(payBySheet(server, ready, openid())).toBe('ok');
  });

  it('a payment stays “closing” until it does, and its bills stay held', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const { id } = await pay({ billIds: [bill], expectedFen: 25_060 });
    pretended().faults.add({ api: 'close', kind: 'bad_gateway', times: 1 });
    const closing = await server.client(home.owner.token)(api.cancelPayment, { params: { id } });
    expect(closing).toMatchObject({ status: 'closing', sayings: ['正在取消这笔付款，请稍等。'] });
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([{ heldBy: id }]);
    deps().clock.advance(15_000);
    await server.drain();
    expect((await read(id)).status).toBe('closed');
  });

  it('a refusal ends it at once, and nothing stays held', async () => {
    pretended().faults.add({ api: 'order', kind: 'cert_expired', times: 1 });
    const bill = await makeBill(deps(), home, 25_060);
    const view = await pay({ billIds: [bill], expectedFen: 25_060 });
    expect(view).toMatchObject({ status: 'failed', sayings: ['现在付不了，没有扣钱。请稍后再试，或到服务台缴费。'] });
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([{ status: 'due', heldBy: null }]);
    await server.drain();
    const told = await deps().db.reader.findBy(InboxMessageEntity, { accountId: home.finance.id });
    expect(told.map(({ title }) => title)).toEqual(['在线付款出了问题']);
  });
});
