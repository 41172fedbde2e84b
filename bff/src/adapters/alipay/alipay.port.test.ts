import { sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { AlipayError } from './alipay.errors.js';
import { alipayPrivateKey, alipayPublicKey } from './alipay.keys.js';
import { createLiveAlipay, type LiveAlipayOptions } from './alipay.live.js';
import { AlipayNotificationRefused, type AlipayPort } from './alipay.port.js';

let nowMs: number;
let simulators: RunningSimulators;
let alipay: AlipayPort;
let made = 0;

/** What the merchant's own server heard. */
let heard: string[] = [];
let reply = 'success';
let merchant: Server;
let notifyUrl: string;

const world = () => simulators.control.alipay;
const make = (more: Partial<LiveAlipayOptions> = {}): AlipayPort =>
  createLiveAlipay({
    gateway: `${simulators.origin}/gateway.do`,
    appId: world().setup.appId,
    sellerId: world().setup.sellerId,
    privateKey: alipayPrivateKey(world().setup.appPrivateKey),
    alipayPublicKey: alipayPublicKey(world().setup.alipayPublicKey),
    realNow: () => new Date(nowMs),
    ...more,
  });

beforeAll(async () => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  simulators = await startSimulators({ now: () => new Date(nowMs), payKeys: await testPayKeys(), notifies: false });
  merchant = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push(body);
      response.end(reply);
    });
  });
  await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve));
  notifyUrl = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/callbacks/alipay`;
});
afterAll(async () => {
  await simulators.close();
  await new Promise((resolve) => merchant.close(resolve));
});
beforeEach(() => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  world().reset();
  heard = [];
  reply = 'success';
  alipay = make();
});

const minutes = (n: number): number => n * 60_000;
const failure = async (work: Promise<unknown>): Promise<AlipayError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AlipayError);
  return error as AlipayError;
};
const order = (amountFen = 25_060) => {
  made += 1;
  return {
    outTradeNo: `P20261123_${made}`,
    subject: '物业费 12栋2单元1602',
    amountFen,
    expireAt: new Date(nowMs + minutes(10)),
    notifyUrl,
  };
};
const simulated = (outTradeNo: string) => {
  const trade = world().trade(outTradeNo);
  if (!trade) throw new Error('no such trade in the simulator');
  return trade;
};
const paid = async (amountFen?: number): Promise<string> => {
  const { outTradeNo } = await (async () => {
    const wanted = order(amountFen);
    await alipay.precreate(wanted);
    return wanted;
  })();
  expect(world().pay(simulated(outTradeNo))).toBe(true);
  return outTradeNo;
};
const refundOf = (outTradeNo: string, outRefundNo: string, refundFen: number) =>
  alipay.refund({ outTradeNo, outRefundNo, refundFen, reason: '重复缴费' });

describe('a code at the counter', () => {
  it('is a trade only once it is scanned, and is paid to the fen', async () => {
    const wanted = order(25_060);
    const { qrCode } = await alipay.precreate(wanted);
    expect(qrCode).toMatch(/^https:\/\/qr\.alipay\.com\/\w+$/);
    expect(await alipay.query(wanted.outTradeNo)).toBeNull();
    world().scan(simulated(wanted.outTradeNo));
    expect(await alipay.query(wanted.outTradeNo)).toMatchObject({ state: 'waiting', amountFen: 25_060 });
    nowMs += minutes(1);
    world().pay(simulated(wanted.outTradeNo));
    expect(await alipay.query(wanted.outTradeNo)).toEqual({
      tradeNo: expect.stringMatching(/^\d{28}$/),
      outTradeNo: wanted.outTradeNo,
      state: 'paid',
      amountFen: 25_060,
      buyerId: expect.stringMatching(/^2088\d{12}$/),
      paidAt: new Date('2026-11-23T10:55:00+08:00'),
    });
  });

  it('asked for twice is one code', async () => {
    const wanted = order();
    expect(await alipay.precreate(wanted)).toEqual(await alipay.precreate(wanted));
  });

  it('with another amount under the same number is refused', async () => {
    const wanted = order();
    await alipay.precreate(wanted);
    expect(await failure(alipay.precreate({ ...wanted, amountFen: 1 }))).toMatchObject({
      kind: 'refused',
      code: 'ACQ.CONTEXT_INCONSISTENT',
    });
  });

  it.each([0, -1, 1.5, Number.NaN])('is never asked for %p fen', async (amountFen) => {
    expect(await failure(alipay.precreate({ ...order(), amountFen }))).toMatchObject({ code: 'BAD_AMOUNT' });
    expect(world().outages.calls()).toHaveLength(0);
  });

  it('is no longer good after its time', async () => {
    const wanted = order();
    await alipay.precreate(wanted);
    nowMs += minutes(10);
    expect(world().pay(simulated(wanted.outTradeNo))).toBe(false);
  });
});

describe('closing', () => {
  it('of what nobody scanned counts as closed, though the code may still be paid', async () => {
    const wanted = order();
    await alipay.precreate(wanted);
    await expect(alipay.close(wanted.outTradeNo)).resolves.toBe('closed');
    expect(world().pay(simulated(wanted.outTradeNo))).toBe(true);
    await expect(alipay.close(wanted.outTradeNo)).resolves.toBe('paid');
  });

  it('of a number never used counts as closed', () => expect(alipay.close('P_never')).resolves.toBe('closed'));

  it('of a waiting trade ends it, and may be repeated', async () => {
    const wanted = order();
    await alipay.precreate(wanted);
    world().scan(simulated(wanted.outTradeNo));
    await expect(alipay.close(wanted.outTradeNo)).resolves.toBe('closed');
    await expect(alipay.close(wanted.outTradeNo)).resolves.toBe('closed');
    expect(world().pay(simulated(wanted.outTradeNo))).toBe(false);
    expect(await alipay.query(wanted.outTradeNo)).not.toHaveProperty('paidAt');
  });

  it('of a paid one tells that it is paid', async () => {
    const outTradeNo = await paid();
    await expect(alipay.close(outTradeNo)).resolves.toBe('paid');
    expect(await alipay.query(outTradeNo)).toMatchObject({ state: 'paid' });
  });
});

describe('refunds', () => {
  it('the same number gives back once', async () => {
    const outTradeNo = await paid(10_000);
    await expect(refundOf(outTradeNo, 'R1', 3000)).resolves.toEqual({ state: 'done', refundFen: 3000 });
    await expect(refundOf(outTradeNo, 'R1', 3000)).resolves.toEqual({ state: 'done', refundFen: 3000 });
    await expect(refundOf(outTradeNo, 'R2', 7000)).resolves.toEqual({ state: 'done', refundFen: 7000 });
    expect(simulated(outTradeNo).refunds).toHaveLength(2);
    expect(await alipay.query(outTradeNo)).toMatchObject({ state: 'closed', paidAt: expect.any(Date) });
  });

  it('more than was paid, or another amount under the same number, is refused', async () => {
    const outTradeNo = await paid(10_000);
    await refundOf(outTradeNo, 'R3', 6000);
    expect(await failure(refundOf(outTradeNo, 'R4', 4001))).toMatchObject({ kind: 'refused' });
    expect(await failure(refundOf(outTradeNo, 'R3', 5999))).toMatchObject({
      kind: 'refused',
      code: 'ACQ.DISCORDANT_REPEAT_REQUEST',
    });
    expect(await failure(refundOf('P_never', 'R5', 1))).toMatchObject({ code: 'ACQ.TRADE_NOT_EXIST' });
  });

  it('taken but not carried out is pending, and unknown to the query until it is done', async () => {
    const outTradeNo = await paid(10_000);
    world().hold(true);
    await expect(refundOf(outTradeNo, 'R6', 10_000)).resolves.toEqual({ state: 'pending', refundFen: 10_000 });
    expect(await alipay.queryRefund({ outTradeNo, outRefundNo: 'R6' })).toBeNull();
    world().hold(false);
    expect(await alipay.queryRefund({ outTradeNo, outRefundNo: 'R6' })).toEqual({ state: 'done', refundFen: 10_000 });
    expect(await alipay.queryRefund({ outTradeNo: 'P_never', outRefundNo: 'R6' })).toBeNull();
  });

  it('whose answer was lost is unknown, and was carried out once', async () => {
    const outTradeNo = await paid(10_000);
    world().outages.add({ api: 'refund', kind: 'cut' });
    expect(await failure(refundOf(outTradeNo, 'R7', 500))).toMatchObject({ kind: 'unknown', code: 'NO_ANSWER' });
    await expect(refundOf(outTradeNo, 'R7', 500)).resolves.toEqual({ state: 'done', refundFen: 500 });
    expect(simulated(outTradeNo).refunds).toHaveLength(1);
  });
});

describe('misfortune', () => {
  it.each([
    ['answered too late', { kind: 'slow', ms: 2000 }, 'unknown', 'NO_ANSWER'],
    ['cut off', { kind: 'cut' }, 'unknown', 'NO_ANSWER'],
    ['a gateway that fails', { kind: 'error' }, 'unknown', 'HTTP_500'],
    ['half a JSON', { kind: 'garbage' }, 'unknown', 'NO_JSON'],
    ['an answer that Alipay did not sign', { kind: 'forged' }, 'unknown', 'BAD_SIGNATURE'],
    ['too many calls', { kind: 'busy' }, 'busy', 'isv.app-call-limited'],
  ] as const)('%s', async (_title, outage, kind, code) => {
    const outTradeNo = await paid();
    world().outages.add({ api: 'query', ...outage });
    expect(await failure(make({ timeoutMs: 300 }).query(outTradeNo))).toMatchObject({ kind, code });
    await expect(alipay.query(outTradeNo)).resolves.toMatchObject({ state: 'paid' });
  });

  it.each([
    ['another app', { appId: '9021000000000009' }, 'isv.invalid-app-id'],
    [
      'a key of somebody else',
      { privateKey: () => alipayPrivateKey(world().setup.alipayPrivateKey) },
      'isv.invalid-signature',
    ],
  ])('our own set-up: %s', async (_title, wrong, code) => {
    const more = 'appId' in wrong ? { appId: wrong.appId } : { privateKey: wrong.privateKey() };
    expect(await failure(make(more).query('P1'))).toMatchObject({ kind: 'config', code });
  });

  it('is not asked at all when nobody listens', async () => {
    const gone = await startSimulators();
    await gone.close();
    expect(await failure(make({ gateway: `${gone.origin}/gateway.do` }).query('P1'))).toMatchObject({
      kind: 'busy',
      code: 'NOT_SENT',
    });
  });

  it('says nothing of keys, addresses or buyers', async () => {
    world().outages.add({ api: 'query', kind: 'garbage' });
    expect((await failure(alipay.query('P1'))).message).toBe('alipay alipay.trade.query: unknown (NO_JSON)');
  });
});

describe('notifications', () => {
  it('are verified and read', async () => {
    const outTradeNo = await paid(25_060);
    expect(await world().notices.deliver()).toBe(1);
    expect(heard).toHaveLength(1);
    expect(alipay.readNotification(heard[0] ?? '')).toEqual({
      notifyId: expect.stringMatching(/^\d{36}$/),
      outTradeNo,
      tradeNo: simulated(outTradeNo).tradeNo,
      state: 'paid',
      amountFen: 25_060,
      appId: world().setup.appId,
      sellerId: world().setup.sellerId,
      paidAt: new Date('2026-11-23T10:54:00+08:00'),
      refundedFen: null,
    });
    expect(await world().notices.deliver()).toBe(0);
  });

  it('come again at 4, 14, 24, 84, 204, 564 and 1464 minutes until "success" is heard, with the same id', async () => {
    reply = 'fail';
    await paid();
    const at: number[] = [];
    for (let minute = 0; minute <= 1500; minute++) {
      if ((await world().notices.deliver()) > 0) at.push(minute);
      nowMs += minutes(1);
    }
    expect(at).toEqual([0, 4, 14, 24, 84, 204, 564, 1464]);
    const ids = heard.map((body) => alipay.readNotification(body).notifyId);
    expect(new Set(ids).size).toBe(1);
    expect(world().notices.list()[0]).toMatchObject({ state: 'given_up', tries: 8 });
  });

  it('of a refund tell what was given back', async () => {
    const outTradeNo = await paid(10_000);
    await refundOf(outTradeNo, 'R8', 4000);
    await world().notices.deliver();
    const read = heard.map((body) => alipay.readNotification(body));
    expect(read.find(({ refundedFen }) => refundedFen !== null)).toMatchObject({ state: 'paid', refundedFen: 4000 });
  });

  it.each([
    ['the amount', (body: string) => body.replace('total_amount=250.60', 'total_amount=250.61')],
    ['a field too many', (body: string) => `${body}&passback_params=x`],
    ['a field twice', (body: string) => `${body}&total_amount=250.60`],
    ['the weaker signature asked for', (body: string) => body.replace('sign_type=RSA2', 'sign_type=RSA')],
    ['no signature', (body: string) => body.replace(/sign=[^&]+/, 'sign=')],
    ['nothing at all', () => ''],
    ['no form', () => '{"out_trade_no":"1"}'],
    ['a body without end', (body: string) => `${body}&x=${'a'.repeat(70_000)}`],
  ])('changed are refused with the same words: %s', async (_title, change) => {
    await paid(25_060);
    await world().notices.deliver();
    const body = heard[0] ?? '';
    expect(() => alipay.readNotification(body)).not.toThrow();
    const changed = change(body);
    expect(changed).not.toBe(body);
    expect(() => alipay.readNotification(changed)).toThrow(new AlipayNotificationRefused());
  });

  it('signed by Alipay, but in the weaker way that the sender chose, are refused', async () => {
    await paid();
    await world().notices.deliver();
    const fields: Record<string, string> = Object.fromEntries(new URLSearchParams(heard[0]));
    const { sign: _sign, sign_type: _kind, ...signed } = fields;
    const content = Object.keys(signed)
      .sort()
      .map((name) => `${name}=${signed[name]}`)
      .join('&');
    const weak = sign('RSA-SHA1', Buffer.from(content), world().setup.alipayPrivateKey).toString('base64');
    const body = new URLSearchParams({ ...signed, sign_type: 'RSA', sign: weak }).toString();
    expect(() => alipay.readNotification(body)).toThrow(AlipayNotificationRefused);
  });

  it.each([
    ['another app', { appId: '9021000000000009' }],
    ['another seller', { sellerId: '2088000000000009' }],
  ])('of %s are refused though Alipay signed them', async (_title, wrong) => {
    await paid();
    await world().notices.deliver();
    expect(() => make(wrong).readNotification(heard[0] ?? '')).toThrow(AlipayNotificationRefused);
  });

  it('forged are refused, and the trade knows nothing of them', async () => {
    const wanted = order();
    await alipay.precreate(wanted);
    world().pay(simulated(wanted.outTradeNo), 'forged');
    await world().notices.deliver();
    expect(() => alipay.readNotification(heard[0] ?? '')).toThrow(AlipayNotificationRefused);
    expect(await alipay.query(wanted.outTradeNo)).toBeNull();
  });

  it('twice are two bodies of one id; lost ones never come', async () => {
    const wanted = order();
    await alipay.precreate(wanted);
    world().pay(simulated(wanted.outTradeNo), 'twice');
    const other = order();
    await alipay.precreate(other);
    world().pay(simulated(other.outTradeNo), 'lost');
    await world().notices.deliver();
    expect(heard.map((body) => alipay.readNotification(body).outTradeNo)).toEqual([
      wanted.outTradeNo,
      wanted.outTradeNo,
    ]);
  });
});

describe("a day's statement", () => {
  it('holds payments and refunds of that day to the fen, with the fee', async () => {
    const first = await paid(25_060);
    nowMs += minutes(5);
    const second = await paid(10_000);
    await refundOf(second, 'R9', 2505);
    nowMs += minutes(24 * 60);
    const rows = await alipay.tradeBill('2026-11-23');
    expect(rows).toHaveLength(3);
    // 0.6 % of 250.60 is 1.5036, of 100.00 it is 0.60.
    expect(rows).toEqual(
      expect.arrayContaining([
        {
          kind: 'payment',
          tradeNo: simulated(first).tradeNo,
          outTradeNo: first,
          outRefundNo: null,
          amountFen: 25_060,
          feeFen: 150,
          completedAt: new Date('2026-11-23T10:54:00+08:00'),
        },
        expect.objectContaining({ kind: 'payment', outTradeNo: second, amountFen: 10_000, feeFen: 60 }),
        expect.objectContaining({ kind: 'refund', outTradeNo: second, outRefundNo: 'R9', amountFen: 2505, feeFen: 0 }),
      ]),
    );
  });

  it('is not there for today, nor for a day without trades', async () => {
    await paid();
    expect(await alipay.tradeBill('2026-11-23')).toBeNull();
    expect(await alipay.tradeBill('2026-11-22')).toBeNull();
  });
});
