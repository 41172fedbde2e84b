import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { compose } from '../../../simulators/wechat-pay/notices.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { NotificationRefused, WechatPayError } from './wechatPay.errors.js';
import { createLiveWechatPay, type LiveWechatPayOptions } from './wechatPay.live.js';
import type { WechatPayPort } from './wechatPay.port.js';

const notifyUrl = 'https://anju.example.cn/callbacks/wechat-pay/transactions';
const minuteMs = 60_000;
let nowMs = Date.parse('2026-11-23T02:54:00.000Z');
const now = (): Date => new Date(nowMs);
let simulators: RunningSimulators;
let pay: WechatPayPort;
let made = 0;

beforeAll(async () => {
  simulators = await startSimulators({ now, communityNow: now, payKeys: await testPayKeys(), notifies: false });
});
afterAll(() => simulators.close());
beforeEach(() => {
  nowMs += 10 * minuteMs;
  world().reset();
  pay = make();
});

const world = () => simulators.control.wechatPay;
const openid = (): string => simulators.control.wechat.resident('linna')?.openid ?? '';
const make = (more: Partial<LiveWechatPayOptions> = {}): WechatPayPort =>
  createLiveWechatPay({
    origin: simulators.origin,
    appId: world().appId,
    ...world().credentials(),
    realNow: now,
    certificateMode: false,
    ...more,
  });
const order = (more: object = {}) => {
  made += 1;
  return {
    outTradeNo: `B${String(made).padStart(8, '0')}`,
    description: '2026年11月物业费',
    amountFen: 25_060,
    expireAt: new Date(nowMs + 15 * minuteMs),
    notifyUrl,
    attach: 'p1',
    ...more,
  };
};
const prepayIdOf = async (given = order(), port = pay): Promise<string> =>
  (await port.prepayJsapi({ ...given, openid: openid() })).payParams.package.replace('prepay_id=', '');
const paid = async (given = order()) => {
  const token = await prepayIdOf(given);
  expect(world().pay({ token, openid: openid(), act: 'pay' })).toEqual({ result: 'ok', errMsg: 'requestPayment:ok' });
  return given;
};
const refundOf = (of: { outTradeNo: string }, more: object = {}) => ({
  outRefundNo: `R${of.outTradeNo}`,
  outTradeNo: of.outTradeNo,
  refundFen: 25_060,
  totalFen: 25_060,
  reason: '重复缴费',
  notifyUrl,
  ...more,
});
const failure = async (work: Promise<unknown>): Promise<WechatPayError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(WechatPayError);
  return error as WechatPayError;
};

describe('ordering', () => {
  it('gives what wx.requestPayment takes, signed so that the phone believes it', async () => {
    const { payParams } = await pay.prepayJsapi({ ...order(), openid: openid() });
    expect(payParams).toEqual({
      timeStamp: String(nowMs / 1000),
      nonceStr: expect.stringMatching(/^[0-9a-f]{32}$/),
      package: expect.stringMatching(/^prepay_id=wx\d{14}/),
      signType: 'RSA',
      paySign: expect.any(String),
    });
    expect(world().requestPayment({ ...payParams, nonceStr: 'x' }, openid(), 'pay').result).toBe('fail');
    expect(world().requestPayment(payParams, openid(), 'pay').result).toBe('ok');
  });

  it('gives the text of a QR that anybody may scan', async () => {
    const given = order();
    const { codeUrl } = await pay.prepayNative(given);
    expect(codeUrl).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=/);
    const other = simulators.control.wechat.resident('zhouming')?.openid ?? '';
    world().pay({ token: codeUrl, openid: other, act: 'pay' });
    expect(await pay.query(given.outTradeNo)).toMatchObject({ tradeType: 'NATIVE', openid: other });
  });

  it('may be repeated with the very same arguments', async () => {
    const given = order();
    expect(await prepayIdOf(given)).not.toBe(await prepayIdOf(given));
  });

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'another amount under the same number',
      async () => prepayIdOf({ ...(await orderedOnce()), amountFen: 1 }),
      { kind: 'refused', code: 'OUT_TRADE_NO_USED', status: 403 },
    ],
    ['a paid order', async () => prepayIdOf(await paid()), { kind: 'refused', code: 'ORDER_PAID', status: 400 }],
    [
      'a number that WeChat would not take',
      () => prepayIdOf(order({ outTradeNo: 'a|b*cdef' })),
      { kind: 'refused', code: 'PARAM_ERROR', status: null, reason: 'outTradeNo' },
    ],
    ['no amount', () => prepayIdOf(order({ amountFen: 0 })), { kind: 'refused', code: 'PARAM_ERROR', status: null }],
    ['part of a fen', () => prepayIdOf(order({ amountFen: 1.5 })), { kind: 'refused', code: 'PARAM_ERROR' }],
    [
      'an address with a query',
      () => prepayIdOf(order({ notifyUrl: `${notifyUrl}?a=1` })),
      { kind: 'refused', code: 'PARAM_ERROR', status: 400, reason: expect.stringContaining('/notify_url') },
    ],
    [
      'another AppID',
      () => prepayIdOf(order(), make({ appId: 'wx0000000000000000' })),
      { kind: 'config', code: 'APPID_MCHID_NOT_MATCH' },
    ],
    [
      'another serial',
      () => prepayIdOf(order(), make({ merchantSerial: 'AB12' })),
      { kind: 'config', code: 'SIGN_ERROR', status: 401 },
    ],
    [
      'a clock that is wrong',
      () => prepayIdOf(order(), make({ realNow: () => new Date(nowMs + 6 * minuteMs) })),
      { kind: 'config', code: 'SIGN_ERROR' },
    ],
  ])('is refused: %s', async (_title, work, expected) => {
    expect(await failure(work())).toMatchObject(expected);
  });

  const orderedOnce = async () => {
    const given = order();
    await prepayIdOf(given);
    return given;
  };
});

describe('asking and closing', () => {
  it('tells an unpaid order from a paid one, and both from none', async () => {
    const given = order();
    expect(await pay.query(given.outTradeNo)).toBeNull();
    const token = await prepayIdOf(given);
    expect(await pay.query(given.outTradeNo)).toMatchObject({
      tradeState: 'NOTPAY',
      transactionId: null,
      paidAt: null,
    });
    world().pay({ token, openid: openid(), act: 'wrong_password' });
    expect(await pay.query(given.outTradeNo)).toMatchObject({ tradeState: 'NOTPAY' });
    world().pay({ token, openid: openid(), act: 'pay' });
    expect(await pay.query(given.outTradeNo)).toEqual({
      appId: world().appId,
      mchId: world().keys.mchId,
      outTradeNo: given.outTradeNo,
      tradeState: 'SUCCESS',
      transactionId: expect.stringMatching(/^4200\d{24}$/),
      tradeType: 'JSAPI',
      attach: 'p1',
      paidAt: now(),
      openid: openid(),
      bankType: 'OTHERS',
      totalFen: 25_060,
      payerTotalFen: 25_060,
      currency: 'CNY',
    });
  });

  it('closes once and again, and what was never ordered', async () => {
    const given = order();
    const token = await prepayIdOf(given);
    expect(await pay.close(given.outTradeNo)).toBe('closed');
    expect(await pay.close(given.outTradeNo)).toBe('closed');
    expect(await pay.close(order().outTradeNo)).toBe('closed');
    expect(world().pay({ token, openid: openid(), act: 'pay' })).toMatchObject({ result: 'fail' });
  });

  it.each(['ORDER_PAID', 'ORDERPAID', 'INVALID_REQUEST'])('learns that it comes too late, said as %s', async (code) => {
    const { outTradeNo } = await paid();
    if (code === 'ORDERPAID') world().faults.add({ api: 'close', kind: 'old_spelling' });
    if (code !== 'INVALID_REQUEST') return expect(await pay.close(outTradeNo)).toBe('paid');
    const refuses = await elsewhere((request, answer) => {
      if (request.url?.endsWith('/close'))
        return answer.writeHead(400).end('{"code":"INVALID_REQUEST","message":"该订单已支付"}');
      return forward(request, answer);
    });
    expect(await make({ origin: refuses.origin }).close(outTradeNo)).toBe('paid');
    await refuses.stop();
  });
});

describe('refunding', () => {
  it('is accepted first and done later, under the same number', async () => {
    const given = await paid();
    const refund = refundOf(given);
    expect(await pay.queryRefund(refund.outRefundNo)).toBeNull();
    const accepted = await pay.refund(refund);
    expect(accepted).toMatchObject({ status: 'PROCESSING', refundedAt: null, refundFen: 25_060, mchId: null });
    expect(await pay.refund(refund)).toEqual(accepted);
    nowMs += 3000;
    expect(await pay.queryRefund(refund.outRefundNo)).toEqual({
      ...accepted,
      status: 'SUCCESS',
      refundedAt: now(),
      receivedAccount: '支付用户零钱',
    });
    expect(await pay.query(given.outTradeNo)).toMatchObject({ tradeState: 'REFUND' });
  });

  it('may be partial, a minute apart, and never more than was paid', async () => {
    const given = await paid();
    await pay.refund(refundOf(given, { refundFen: 10_000 }));
    const second = refundOf(given, { outRefundNo: `S${given.outTradeNo}`, refundFen: 15_060 });
    expect(await failure(pay.refund(second))).toMatchObject({
      kind: 'unknown',
      code: 'FREQUENCY_LIMITED',
      status: 429,
    });
    expect(await pay.queryRefund(second.outRefundNo)).toBeNull();
    nowMs += minuteMs;
    await pay.refund(second);
    nowMs += minuteMs;
    const third = refundOf(given, { outRefundNo: `T${given.outTradeNo}`, refundFen: 1 });
    expect(await failure(pay.refund(third))).toMatchObject({ kind: 'refused', code: 'INVALID_REQUEST' });
  });

  it('tells that there is not enough money, and that there is no such payment', async () => {
    world().faults.add({ api: 'refund', kind: 'not_enough' });
    expect(await failure(pay.refund(refundOf(await paid())))).toMatchObject({ kind: 'refused', code: 'NOT_ENOUGH' });
    const never = refundOf({ outTradeNo: 'B99999999' });
    expect(await failure(pay.refund(never))).toMatchObject({ kind: 'refused', code: 'RESOURCE_NOT_EXISTS' });
  });
});

describe('what may have been done', () => {
  it.each([
    ['cut', 'broken', null],
    ['error_after', 'SYSTEM_ERROR', 500],
    ['bad_signature', 'untrusted_signature', 200],
    ['signtest', 'untrusted_signature', 200],
    ['no_signature', 'untrusted_headers', 200],
    ['garbage', 'no_json', 200],
    ['accepted', 'http_202', 202],
  ] as const)('is unknown, and the query tells: %s', async (kind, code, status) => {
    const given = order();
    world().faults.add({ api: 'order', kind });
    expect(await failure(prepayIdOf(given))).toMatchObject({ kind: 'unknown', code, status });
    expect(await pay.query(given.outTradeNo)).toMatchObject({ tradeState: 'NOTPAY' });
  });

  it.each([
    ['system_error', 'unknown', 'SYSTEM_ERROR'],
    ['unavailable', 'unknown', 'SERVICE_UNAVAILABLE'],
    ['bad_gateway', 'unknown', 'http_502'],
    ['redirect', 'unknown', 'http_302'],
    ['frequency', 'busy', 'FREQUENCY_LIMITED'],
    ['no_auth', 'config', 'NO_AUTH'],
    ['cert_expired', 'config', 'SIGN_ERROR'],
  ] as const)('%s is %s', async (kind, expected, code) => {
    world().faults.add({ api: 'order', kind });
    expect(await failure(prepayIdOf())).toMatchObject({ kind: expected, code });
  });

  it('does not wait for ever', async () => {
    world().faults.add({ api: 'order', kind: 'late', ms: 2000 });
    const error = await failure(prepayIdOf(order(), make({ timeoutMs: 150 })));
    expect(error).toMatchObject({ kind: 'unknown', code: 'timeout', status: null });
  });

  it('knows that nothing was sent when nobody is there', async () => {
    const gone = await elsewhere(() => undefined);
    await gone.stop();
    expect(await failure(prepayIdOf(order(), make({ origin: gone.origin })))).toMatchObject({
      kind: 'busy',
      code: 'no_connection',
    });
  });

  it('an answer that was signed six minutes ago is not believed', async () => {
    const late = await elsewhere((request, answer) => {
      nowMs += 6 * minuteMs;
      return forward(request, answer, -6 * minuteMs);
    });
    expect(await failure(prepayIdOf(order(), make({ origin: late.origin, certificateMode: false })))).toMatchObject({
      code: 'untrusted_clock',
    });
    await late.stop();
  });

  it('says nothing of the payer or of our signature in any error', async () => {
    for (const kind of ['cut', 'bad_gateway', 'frequency', 'garbage', 'cert_expired'] as const) {
      world().faults.add({ api: 'order', kind });
      const error = await failure(prepayIdOf());
      const text = JSON.stringify([error, error.message, error.stack, error.cause]);
      expect(text).not.toMatch(new RegExp(`${openid()}|WECHATPAY2|signature="`));
    }
  });
});

describe('keys of the platform', () => {
  const { 0: publicOnly, 1: certificateOnly } = [0, 1].map(
    (at) => () => new Map([[...world().credentials().platformKeys][at] as [string, string]]),
  );

  it.each(['public_key', 'certificate', 'mixed'] as const)('both kinds side by side: %s', async (mode) => {
    world().setMode(mode);
    await expect(pay.prepayNative(order())).resolves.toBeDefined();
    await expect(pay.echo()).resolves.toBeUndefined();
  });

  it('a public key alone asks to be answered with it', async () => {
    const port = make({ platformKeys: publicOnly?.() ?? new Map() });
    world().setMode('mixed');
    await expect(port.prepayNative(order())).resolves.toBeDefined();
    world().setMode('certificate');
    expect(await failure(port.prepayNative(order()))).toMatchObject({ kind: 'unknown', code: 'untrusted_key' });
  });

  it('certificates alone are answered with certificates', async () => {
    world().setMode('mixed');
    await expect(make({ platformKeys: certificateOnly?.() ?? new Map() }).prepayNative(order())).resolves.toBeDefined();
  });

  it('fetches the certificates when it has none, and then no more', async () => {
    world().setMode('certificate');
    const port = make({ platformKeys: new Map(), certificateMode: true });
    await port.prepayNative(order());
    await port.prepayNative(order());
    expect(
      world()
        .calls()
        .filter(({ api }) => api === 'certificates'),
    ).toHaveLength(1);
  });

  it('asks once a minute at most, whatever serials are sent to it', async () => {
    world().setMode('public_key');
    const port = make({ platformKeys: certificateOnly?.() ?? new Map(), certificateMode: true });
    for (let at = 0; at < 5; at += 1) expect((await failure(port.prepayNative(order()))).code).toBe('untrusted_key');
    expect(
      world()
        .calls()
        .filter(({ api }) => api === 'certificates'),
    ).toHaveLength(1);
    nowMs += minuteMs;
    await failure(port.prepayNative(order()));
    expect(
      world()
        .calls()
        .filter(({ api }) => api === 'certificates'),
    ).toHaveLength(2);
  });
});

describe('notifications', () => {
  const noticeOf = async (kind: 'transaction' | 'refund' = 'transaction') => {
    const given = await paid();
    if (kind === 'refund') {
      await pay.refund(refundOf(given));
      nowMs += 3000;
      world().refunds();
    }
    const notice = world().notices()[0];
    if (!notice) throw new Error('no notice');
    return { given, notice };
  };
  const sender = () => ({ keys: world().keys, signing: world().signing, wallNow: now });
  const lower = (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

  it.each(['public_key', 'certificate'] as const)('a payment, signed by the %s', async (key) => {
    const { given, notice } = await noticeOf();
    const { headers, body } = compose(sender(), notice, key);
    const read = await pay.readNotification(lower(headers), body, now());
    expect(read).toEqual({
      id: notice.id,
      eventType: 'TRANSACTION.SUCCESS',
      createdAt: now(),
      resource: { kind: 'transaction', ...(await pay.query(given.outTradeNo)) },
    });
  });

  it('a refund, whose state has another name', async () => {
    const { given, notice } = await noticeOf('refund');
    const { headers, body } = compose(sender(), notice, 'public_key');
    const read = await pay.readNotification(lower(headers), body, now());
    const asked = await pay.queryRefund(`R${given.outTradeNo}`);
    expect(read).toMatchObject({ eventType: 'REFUND.SUCCESS' });
    expect(read.resource).toEqual({ kind: 'refund', ...asked, mchId: world().keys.mchId });
  });

  it('an unknown serial is refused at once, and known the next time', async () => {
    world().setMode('certificate');
    const port = make({ platformKeys: new Map(), certificateMode: true });
    const { notice } = await noticeOf();
    const { headers, body } = compose(sender(), notice, 'certificate');
    const reason = await port.readNotification(lower(headers), body, now()).catch((error: unknown) => error);
    expect(reason).toEqual(new NotificationRefused('key'));
    for (
      let at = 0;
      at < 100 &&
      world()
        .calls()
        .every(({ api }) => api !== 'certificates');
      at += 1
    )
      await new Promise((resolve) => setTimeout(resolve, 10));
    await port.query('B00000001');
    await expect(port.readNotification(lower(headers), body, now())).resolves.toMatchObject({ id: notice.id });
  });
});

describe('statements', () => {
  const dayMs = 86_400_000;
  /** A day of its own, in the morning, of which nothing is known yet. */
  const freshDay = (): string => {
    nowMs = Math.ceil(nowMs / dayMs) * dayMs + dayMs + 2 * 3_600_000;
    return new Date(nowMs).toISOString().slice(0, 10);
  };

  it('are read with their sums: two payments, a refund, and the fees', async () => {
    const day = freshDay();
    const first = await paid(order({ amountFen: 25_060, description: '物业费,11月\n两行' }));
    nowMs += minuteMs;
    const second = await paid(order({ amountFen: 333 }));
    nowMs += minuteMs;
    await pay.refund(refundOf(first, { refundFen: 10_000 }));
    nowMs += dayMs;
    const trades = await pay.tradeBill(day);
    expect(trades).toMatchObject({
      kind: 'rows',
      sha1: expect.stringMatching(/^[0-9a-f]{40}$/),
      // 0.60 % of 250.60 is 1.5036, of 3.33 is 0.01998, of the 100.00 returned 0.60.
      summary: { count: 3, orderFen: 25_393, settledFen: 25_393, refundFen: 10_000, feeFen: 150 + 2 - 60 },
      rows: [
        {
          outTradeNo: first.outTradeNo,
          state: 'SUCCESS',
          orderFen: 25_060,
          feeFen: 150,
          description: '物业费\\ 11月\\n两行',
        },
        { outTradeNo: second.outTradeNo, state: 'SUCCESS', orderFen: 333, feeFen: 2, refundId: null },
        {
          outTradeNo: first.outTradeNo,
          state: 'REFUND',
          refundFen: 10_000,
          feeFen: -60,
          orderFen: 0,
          outRefundNo: `R${first.outTradeNo}`,
        },
      ],
    });
    const flow = await pay.fundFlowBill(day);
    expect(flow).toMatchObject({
      kind: 'rows',
      summary: { count: 5, inCount: 2, inFen: 25_393, outCount: 3, outFen: 150 + 2 + 9940 },
    });
  });

  it('of a day without trade do not exist, and are not there before nine', async () => {
    const day = freshDay();
    expect(await pay.tradeBill(new Date(nowMs - dayMs).toISOString().slice(0, 10))).toEqual({ kind: 'none' });
    await paid();
    nowMs += dayMs - 2 * 3_600_000;
    expect(await pay.tradeBill(day)).toEqual({ kind: 'not_ready' });
    expect(await pay.fundFlowBill(day)).toEqual({ kind: 'not_ready' });
  });

  it('of today are refused', async () => {
    expect(await failure(pay.tradeBill(freshDay()))).toMatchObject({ kind: 'refused', code: 'INVALID_REQUEST' });
    expect(await failure(pay.tradeBill('2026-1-1'))).toMatchObject({ code: 'PARAM_ERROR', status: null });
  });

  it('are not believed with another hash, and the error says what was hashed', async () => {
    const day = freshDay();
    await paid();
    nowMs += dayMs;
    world().faults.add({ api: 'bill', kind: 'bill_hash' });
    expect(await failure(pay.tradeBill(day))).toMatchObject({
      kind: 'unknown',
      code: 'bill_hash',
      reason: expect.stringMatching(/^promised [0-9a-f]{40}, unpacked [0-9a-f]{40}, as sent [0-9a-f]{40}$/),
    });
    expect(await pay.tradeBill(day)).toMatchObject({ kind: 'rows' });
  });

  it('are applied for again when the file has gone', async () => {
    const day = freshDay();
    await paid();
    nowMs += dayMs;
    let files = 0;
    const forgetful = await elsewhere((request, answer) => {
      if (request.url?.startsWith('/v3/billdownload/')) files += 1;
      if (files === 1 && request.url?.startsWith('/v3/billdownload/'))
        return answer.writeHead(400).end('{"code":"INVALID_REQUEST","message":"token已过期"}');
      return forward(request, answer);
    });
    expect(await make({ origin: forgetful.origin, certificateMode: false }).tradeBill(day)).toMatchObject({
      kind: 'rows',
    });
    expect(files).toBe(2);
    await forgetful.stop();
  });
});

/** Something else at the platform's address. */
const elsewhere = async (listener: RequestListener): Promise<{ origin: string; stop(): Promise<void> }> => {
  const server = createServer((request, answer) => void listener(request, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Hands a request on to the simulator, whose clock may be another meanwhile. */
const forward = async (
  ...[request, answer, clockOffMs = 0]: [...Parameters<RequestListener>, number?]
): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers = { ...(request.headers as Record<string, string>) };
  // fetch says these itself.
  for (const name of ['host', 'connection', 'content-length']) delete headers[name];
  const init: RequestInit = { method: request.method ?? 'GET', headers };
  if (chunks.length > 0) init.body = Buffer.concat(chunks);
  nowMs += clockOffMs;
  const got = await fetch(simulators.origin + request.url, init);
  nowMs -= clockOffMs;
  answer.writeHead(got.status, Object.fromEntries(got.headers)).end(Buffer.from(await got.arrayBuffer()));
};
