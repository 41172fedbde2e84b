import { newKey } from 'shared-types/client';
import type { BodyInputOf } from 'shared-types/contract';
import * as api from 'shared-types/payment';
import * as staff from 'shared-types/staffPayment';
import { makeOwner, makeStaff } from '../../../test/factories/community.js';
import {
  billsNow,
  booksOf,
  deliverNotices,
  makeBill,
  makePayingCommunity,
  newOpenid,
  type PayingCommunity,
  startPaying,
} from '../../../test/factories/payments.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { prepaidOf } from '../account/account.door.js';

let server: TestServer;
let home: PayingCommunity;
const deps = () => server.deps;
const pretended = () => server.simulators.control.wechatPay;

beforeAll(async () => {
  server = await testServer();
}, 30_000);
afterAll(() => server.close());
beforeEach(async () => {
  deps().clock.set('2026-11-23T10:54:00+08:00');
  pretended().reset();
  home = await makePayingCommunity(server);
});

const at = (token: string) => server.client(token, home.id);
type Collecting = Partial<BodyInputOf<typeof staff.collectPayment>>;
const collect = (body: Collecting, token = home.desk.token) =>
  at(token)(staff.collectPayment, {
    params: { id: home.houseId },
    body: { method: 'cash', amountFen: 1, ...body },
    idempotencyKey: newKey(),
  });
const accounts = ['1001', '1002', '1012.pos', '1012.wechat', '1122.property', '2203', '3201'];
const books = () => booksOf(deps(), home.id, accounts);

describe('money taken by hand', () => {
  it('pays the oldest bills first, the last one in part, with a receipt', async () => {
    const [later, older] = [
      await makeBill(deps(), home, 25_060),
      await makeBill(deps(), home, 10_000, { dueOn: '2026-10-25' }),
    ];
    const taken = await collect({ amountFen: 30_000 });
    expect(taken).toMatchObject({
      status: 'settled',
      channel: 'cash',
      amountFen: 30_000,
      collector: '陈静',
      payer: '柜台',
      actions: ['receipt', 'reverse', 'refund'],
      history: [{ text: '发起付款，现金' }, { text: '入账 ¥300.00', by: '陈静' }],
    });
    expect(await billsNow(deps(), home.id, [older, later])).toMatchObject(
      [older, later]
        .sort()
        .map((id) => (id === older ? { status: 'paid', paidFen: 10_000 } : { status: 'due', paidFen: 20_000 })),
    );
    expect(await books()).toEqual({ '1001': 30_000, '1122.property': 5_060, '3201': -35_060 });
    const receipt = await at(home.desk.token)(staff.readStaffReceipt, { params: { id: taken.id } });
    expect(receipt).toMatchObject({
      amountWords: '叁佰元整',
      houseLabel: '1栋1单元101',
      notice: expect.stringContaining('不是发票'),
    });
    const pdf = await fetch(`${server.origin}/api/v1/staff/payments/${taken.id}/receipt.pdf`, {
      headers: { authorization: `Bearer ${home.desk.token}`, 'anju-community': home.id },
    });
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const lines = await deps().db.reader.findBy(AuditEntity, { communityId: home.id });
    expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
      ['payment.collected', '1栋1单元101 现金 ¥300.00'],
    ]);
  });

  it('named bills only, by card with its slip; what is over tops the balance up', async () => {
    const [one, other] = [await makeBill(deps(), home, 25_060), await makeBill(deps(), home, 10_000)];
    expect(await codeOf(collect({ method: 'pos', amountFen: 26_000, billIds: [one] }))).toBe('request.invalid');
    await collect({ method: 'pos', amountFen: 26_000, billIds: [one], reference: '000123' });
    expect(await billsNow(deps(), home.id, [other])).toMatchObject([{ status: 'due', paidFen: 0 }]);
    expect(await prepaidOf(deps().db.reader, home.id, home.houseId)).toBe(940);
    expect(await books()).toEqual({ '1012.pos': 26_000, '1122.property': 10_000, '2203': -940, '3201': -35_060 });
  });

  it('at the owner’s home: who helped, and what was signed, stand with the receipt (F3)', async () => {
    await makeBill(deps(), home, 25_060);
    const photo = Buffer.from(
      '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
      'base64',
    );
    const { body } = await upload(server, home.desk.token, photo);
    const taken = await collect({ amountFen: 25_060, assistedBy: home.manager.id, signatureFileId: String(body.id) });
    expect(taken).toMatchObject({
      assistedBy: '方总',
      signatureFileId: body.id,
      signature: { id: body.id, kind: 'image' },
    });
    expect(await codeOf(collect({ amountFen: 100, signatureFileId: String(body.id) }))).toBe('file.not_yours');
    expect(await codeOf(collect({ amountFen: 100, assistedBy: home.owner.id }))).toBe('staff.not_found');
  });

  it('is not taken for a bill that is being paid on a phone, until the desk cancels that', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const open = await startPaying(server, home.owner.token, {
      houseId: home.houseId,
      billIds: [bill],
      expectedFen: 25_060,
    });
    expect(await codeOf(collect({ amountFen: 25_060 }))).toBe('payment.open_elsewhere');
    const payable = await at(home.desk.token)(staff.readPayableAtCounter, { params: { id: home.houseId } });
    expect(payable.bills).toMatchObject([{ id: bill, heldBy: open.id }]);
    expect(payable.channels).toEqual(expect.arrayContaining(['cash', 'pos', 'transfer', 'wechat-native']));
    const cancelled = await at(home.desk.token)(staff.cancelStaffPayment, { params: { id: open.id } });
    expect(cancelled.status).toBe('closed');
    expect((await collect({ amountFen: 25_060 })).status).toBe('settled');
  });
});

describe('taking a collection back', () => {
  const reverse = (id: string, token: string) =>
    at(token)(staff.reverseCollection, { params: { id }, body: { reason: '收错了一户' }, idempotencyKey: newKey() });

  it('makes the bills due again and leaves the books as if it had not been', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const { id } = await collect({ amountFen: 30_000 });
    const back = await reverse(id, home.desk.token);
    expect(back).toMatchObject({ status: 'reversed', reverseReason: '收错了一户', actions: ['receipt'] });
    expect(await billsNow(deps(), home.id, [bill])).toMatchObject([{ status: 'due', paidFen: 0, heldBy: null }]);
    expect(await prepaidOf(deps().db.reader, home.id, home.houseId)).toBe(0);
    expect(await books()).toEqual({ '1122.property': 25_060, '3201': -25_060 });
    expect(await codeOf(reverse(id, home.desk.token))).toBe('payment.not_open');
  });

  it('is another clerk’s business never, tomorrow only the manager’s', async () => {
    await makeBill(deps(), home, 25_060);
    const { id } = await collect({ amountFen: 25_060 });
    const other = await makeStaff(deps(), home.id, 'customer-service', { name: '李梅' });
    expect(await codeOf(reverse(id, other.token))).toBe('auth.forbidden');
    deps().clock.set('2026-11-23T23:59:00+08:00');
    const late = await makeStaff(deps(), home.id, 'manager', { name: '方总' });
    deps().clock.set('2026-11-24T00:01:00+08:00');
    expect((await reverse(id, late.token)).status).toBe('reversed');
  });

  it('not once what topped the balance up is spent', async () => {
    const { id } = await collect({ amountFen: 5_000 });
    const bill = await makeBill(deps(), home, 4_000);
    await startPaying(server, home.owner.token, {
      houseId: home.houseId,
      billIds: [bill],
      fromPrepaidFen: 4_000,
      expectedFen: 0,
    });
    expect(await codeOf(reverse(id, home.desk.token))).toBe('balance.not_enough');
    expect(await prepaidOf(deps().db.reader, home.id, home.houseId)).toBe(1_000);
  });
});

test('a code on the counter’s screen may be paid by anybody, and another of the same clerk takes its place', async () => {
  const bill = await makeBill(deps(), home, 25_060);
  const show = () =>
    at(home.desk.token)(staff.createQrPayment, {
      params: { id: home.houseId },
      body: { channel: 'wechat-native', billIds: [bill], expectedFen: 25_060 },
      idempotencyKey: newKey(),
    });
  const first = await show();
  const second = await show();
  expect(second).toMatchObject({ status: 'open', qr: { text: expect.stringMatching(/^weixin:\/\//) } });
  expect((await at(home.desk.token)(staff.readStaffPayment, { params: { id: first.id } })).status).toBe('closed');
  pretended().pay({ token: second.qr?.text ?? '', openid: newOpenid(server), act: 'pay' });
  const seen = await at(home.desk.token)(staff.checkStaffPayment, { params: { id: second.id } });
  expect(seen.status).toBe('received');
  await deliverNotices(server);
  expect(await books()).toEqual({ '1012.wechat': 25_060, '3201': -25_060 });
});

test('Alipay’s code: told by its own notification, or found by asking; a forged one changes nothing', async () => {
  const { alipay } = server.simulators.control;
  deps().settings.publicUrl = server.origin;
  const show = async (amountFen: number) => {
    const bill = await makeBill(deps(), home, amountFen);
    const view = await at(home.desk.token)(staff.createQrPayment, {
      params: { id: home.houseId },
      body: { channel: 'alipay-qr', billIds: [bill], expectedFen: amountFen },
      idempotencyKey: newKey(),
    });
    const trade = alipay.trade(view.orderNumber ?? '');
    if (!trade) throw new Error('no trade');
    expect(view.qr?.text).toBe(trade.qrCode);
    return { view, trade };
  };
  const read = async (id: string) => (await at(home.desk.token)(staff.readStaffPayment, { params: { id } })).status;

  const told = await show(25_060);
  alipay.pay(told.trade);
  await alipay.notices.deliver();
  await server.drain();
  expect(await read(told.view.id)).toBe('settled');

  const forged = await show(1_000);
  alipay.pay(forged.trade, 'forged');
  await alipay.notices.deliver();
  await server.drain();
  expect(await read(forged.view.id)).toBe('open');

  alipay.pay(forged.trade, 'lost');
  await at(home.desk.token)(staff.checkStaffPayment, { params: { id: forged.view.id } });
  await server.drain();
  expect(await read(forged.view.id)).toBe('settled');

  // Nobody scanned it, so that Alipay has no trade to close: it may still be paid, and then is settled late.
  const given = await show(2_000);
  await at(home.desk.token)(staff.cancelStaffPayment, { params: { id: given.view.id } });
  alipay.pay(given.trade);
  await alipay.notices.deliver();
  await server.drain();
  expect(await read(given.view.id)).toBe('settled');
  expect(await booksOf(deps(), home.id, ['1012.alipay', '1122.property'])).toEqual({ '1012.alipay': 28_060 });
});

test('the sheet of a day says what each clerk hands over, reversals on the day on which they were made', async () => {
  await makeBill(deps(), home, 100_000);
  const other = await makeStaff(deps(), home.id, 'customer-service', { name: '李梅' });
  const wrong = await collect({ amountFen: 10_000 });
  await collect({ amountFen: 20_000 });
  await collect({ method: 'pos', amountFen: 30_000, reference: 'A1' });
  await collect({ amountFen: 5_000 }, other.token);
  deps().clock.set('2026-11-23T23:59:00+08:00');
  const manager = await makeStaff(deps(), home.id, 'manager', { name: '方总' });
  deps().clock.set('2026-11-24T00:10:00+08:00');
  await at(manager.token)(staff.reverseCollection, {
    params: { id: wrong.id },
    body: { reason: '重复' },
    idempotencyKey: newKey(),
  });
  const sheet = async (day: string) =>
    (await at(manager.token)(staff.readCashSheet, { query: { day } })).collectors.map(({ name, sumFen, methods }) => ({
      name,
      sumFen,
      methods: methods.map(({ method, receivedFen, reversedFen }) => [method, receivedFen, reversedFen]),
    }));
  expect(await sheet('2026-11-23')).toEqual([
    {
      name: '陈静',
      sumFen: 60_000,
      methods: [
        ['cash', 30_000, 0],
        ['pos', 30_000, 0],
      ],
    },
    { name: '李梅', sumFen: 5_000, methods: [['cash', 5_000, 0]] },
  ]);
  expect(await sheet('2026-11-24')).toEqual([{ name: '陈静', sumFen: -10_000, methods: [['cash', 0, 10_000]] }]);
});

describe('the staff’s list', () => {
  it('by state, way, day and number', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const cash = await collect({ amountFen: 1_000 });
    const open = await startPaying(server, home.owner.token, {
      houseId: home.houseId,
      billIds: [bill],
      expectedFen: 24_060,
    });
    const list = async (query: object) =>
      (await at(home.desk.token)(staff.listPayments, { query })).items.map(({ id }) => id);
    expect(await list({})).toEqual([open.id, cash.id]);
    expect(await list({ status: 'open' })).toEqual([open.id]);
    expect(await list({ channel: 'cash', from: '2026-11-23', to: '2026-11-23' })).toEqual([cash.id]);
    expect(await list({ from: '2026-11-24' })).toEqual([]);
    expect(await list({ q: cash.number })).toEqual([cash.id]);
    const page = await at(home.desk.token)(staff.listPayments, { query: { limit: 1 } });
    expect(await list({ limit: 1, cursor: page.nextCursor ?? '' })).toEqual([cash.id]);
  });
});

describe('paying for somebody else with the owner’s consent', () => {
  const consent = (billIds: string[], token = home.owner.token) =>
    server.client(token)(api.createPayConsent, {
      params: { id: home.houseId },
      body: { billIds },
      idempotencyKey: newKey(),
    });

  it('whoever has the code sees amounts and names of fees, and pays with their own WeChat', async () => {
    const bill = await makeBill(deps(), home, 25_060, { feeName: '物业费' });
    const { code, totalFen } = await consent([bill]);
    expect(totalFen).toBe(25_060);
    const openid = newOpenid(server);
    const friend = await makeOwner(deps(), home.id, [], { name: '周明', openid });
    const seen = await server.client(friend.token)(api.readPayConsent, { params: { code } });
    expect(seen).toEqual({
      totalFen: 25_060,
      fees: [{ name: '物业费', amountFen: 25_060 }],
      expiresAt: '2026-11-26T10:54:00.000+08:00',
      status: 'open',
      openPaymentId: null,
    });
    expect(
      await codeOf(startPaying(server, friend.token, { houseId: home.houseId, billIds: [bill], expectedFen: 25_060 })),
    ).toBe('house.not_found');
    const view = await startPaying(server, friend.token, { consentCode: code, expectedFen: 25_060 });
    expect(view).toMatchObject({
      houseId: null,
      houseLabel: null,
      lines: [{ kind: 'bill', words: [], amountFen: 25_060 }],
    });
    pretended().requestPayment(view.pay as never, openid, 'pay');
    await deliverNotices(server);
    expect((await server.client(friend.token)(api.readPayment, { params: { id: view.id } })).status).toBe('settled');
    const { items } = await server.client(home.owner.token)(api.listHousePayments, {
      params: { id: home.houseId },
      query: {},
    });
    expect(items).toMatchObject([{ id: view.id, payer: '周明', status: 'settled' }]);
    expect(await codeOf(startPaying(server, friend.token, { consentCode: code, expectedFen: 25_060 }))).toBe(
      'payment.nothing_due',
    );
  });

  it('ends when it is taken back, and after three days', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const first = await consent([bill]);
    await server.client(home.owner.token)(api.revokePayConsent, { params: { id: home.houseId, consentId: first.id } });
    const friend = await makeOwner(deps(), home.id, [], { name: '周明' });
    expect(await codeOf(startPaying(server, friend.token, { consentCode: first.code, expectedFen: 25_060 }))).toBe(
      'consent.ended',
    );
    const second = await consent([bill]);
    deps().clock.advance(72 * 3_600_000);
    expect(await codeOf(startPaying(server, friend.token, { consentCode: second.code, expectedFen: 25_060 }))).toBe(
      'consent.ended',
    );
    expect(
      await codeOf(
        server.client(friend.token)(api.readPayConsent, { params: { code: `${second.code.slice(0, 21)}2` } }),
      ),
    ).toBe('consent.not_found');
  });

  it('is the owner’s alone to give', async () => {
    const bill = await makeBill(deps(), home, 25_060);
    const family = await makeOwner(deps(), home.id, home.houses.slice(0, 1), { role: 'family' });
    expect(await codeOf(consent([bill], family.token))).toBe('auth.forbidden');
    const neighbour = await makeOwner(deps(), home.id, home.houses.slice(1, 2));
    expect(await codeOf(consent([bill], neighbour.token))).toBe('house.not_found');
  });
});
