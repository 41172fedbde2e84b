import { createHash, createPublicKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { testPayKeys } from '../../test/factories/payKeys.js';
import { publishedMerchant } from '../../test/factories/wechatPayVectors.js';
import { type RunningSimulators, startSimulators } from '../server.js';
import { authorize } from './authorization.js';
import type { PayKeys } from './keys.js';

/** The independent client believes the wall's clock only; the community's is ours. */
let communityMs = Date.parse('2026-11-23T02:54:00.000Z');
let keys: PayKeys;
let simulators: RunningSimulators;
let wxpay: Wechatpay;
let made = 0;

const clientOf = (certs: Record<string, string>) =>
  new Wechatpay({
    mchid: keys.mchId,
    serial: keys.merchant.serial,
    privateKey: keys.merchant.keyPem,
    certs,
    baseURL: simulators.origin,
  });

beforeAll(async () => {
  keys = await testPayKeys();
  simulators = await startSimulators({ payKeys: keys, communityNow: () => new Date(communityMs), notifies: false });
  wxpay = clientOf(Object.fromEntries(world().credentials().platformKeys));
});
afterAll(() => simulators.close());
beforeEach(() => {
  communityMs += 3_600_000;
  world().reset();
});

const world = () => simulators.control.wechatPay;
/** By the path as it is: the client would write capitals in a number another way. */
const at = (path: string) => wxpay.chain(`v3/${path}`);
const askFor = async (path: string, params: object = {}) => (await at(path).get({ params })).data as unknown;
const postTo = async (path: string, given: object) => (await at(path).post(given)).data as unknown;
const merchant = () => ({ mchid: keys.mchId });
const openid = (): string => simulators.control.wechat.resident('linna')?.openid ?? '';
const body = (more: object = {}) => {
  made += 1;
  return {
    appid: world().appId,
    mchid: keys.mchId,
    description: '2026年11月物业费',
    out_trade_no: `SIM${String(made).padStart(8, '0')}`,
    notify_url: receiver.url,
    amount: { total: 10_000, currency: 'CNY' as const },
    ...more,
  };
};
const jsapi = (more: object = {}) => body({ payer: { openid: openid() }, ...more });
const publicKeyHeader = () => ({ headers: { 'Wechatpay-Serial': keys.publicKey.id } });

type Refusal = {
  status: number;
  data: { code?: string; message?: string; detail?: Record<string, unknown> };
  headers: Record<string, unknown>;
};
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    () => null,
    (thrown: { response?: Refusal }) => thrown,
  );
  if (!error?.response) throw new Error('it was not refused');
  return error.response;
};

/** A merchant's callback address, which answers as it is told. */
const receiver = {
  url: '',
  status: 204,
  got: [] as { headers: IncomingHttpHeaders; body: string }[],
  stop: (): Promise<void> => Promise.resolve(),
};
beforeAll(async () => {
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.got.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      answer.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`;
  receiver.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  receiver.status = 204;
  await world().deliverDue();
  receiver.got = [];
});

const order = async (more: object = {}): Promise<{ number: string; token: string }> => {
  const given = jsapi(more);
  const data = (await postTo('pay/transactions/jsapi', given)) as { prepay_id: string };
  return { number: given.out_trade_no, token: data.prepay_id };
};
const payFor = async (more: object = {}): Promise<string> => {
  const { number, token } = await order(more);
  expect(world().pay({ token, openid: openid(), act: 'pay' }).result).toBe('ok');
  return number;
};

describe('an independent client', () => {
  it.each([
    ['jsapi', () => jsapi(), { prepay_id: expect.stringMatching(/^wx\d{14}/) }],
    ['native', () => body(), { code_url: expect.stringMatching(/^weixin:/) }],
    [
      'h5',
      () => body({ scene_info: { payer_client_ip: '203.0.113.9', h5_info: { type: 'Wap' } } }),
      { h5_url: expect.stringMatching(/^https:\/\/wx\.tenpay\.com/) },
    ],
  ])('orders by %s, and believes the answer by either key', async (kind, given, expected) => {
    for (const mode of ['public_key', 'certificate'] as const) {
      world().setMode(mode);
      expect(await postTo(`pay/transactions/${kind}`, given())).toEqual(expected);
    }
  });

  it('is answered with the public key only if it asks for it', async () => {
    const ofHeader = async (config: object) =>
      (await at('pay/transactions/native').post(body(), config)).headers['wechatpay-serial'];
    expect(await ofHeader(publicKeyHeader())).toBe(keys.publicKey.id);
    expect(await ofHeader({})).toBe(keys.certificate.serial);
  });

  it('asks, closes, and hears 204 without a body', async () => {
    const { number } = await order();
    expect(await askFor(`pay/transactions/out-trade-no/${number}`, merchant())).toEqual({
      appid: world().appId,
      mchid: keys.mchId,
      out_trade_no: number,
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      amount: { total: 10_000, currency: 'CNY' },
    });
    for (const _twice of [1, 2]) {
      const closed = await at(`pay/transactions/out-trade-no/${number}/close`).post(merchant());
      expect(closed.status).toBe(204);
    }
  });

  it('refunds, and finds the refund and the payment by the platform’s own number', async () => {
    const number = await payFor();
    const refund = {
      out_trade_no: number,
      out_refund_no: `R${number}`,
      amount: { refund: 400, total: 10_000, currency: 'CNY' },
    };
    expect(await postTo('refund/domestic/refunds', refund)).toMatchObject({
      status: 'PROCESSING',
      channel: 'ORIGINAL',
      amount: { refund: 400, payer_refund: 400 },
    });
    const paid = (await askFor(`pay/transactions/out-trade-no/${number}`, merchant())) as { transaction_id: string };
    expect(await askFor(`pay/transactions/id/${paid.transaction_id}`, merchant())).toEqual(paid);
    communityMs += 3000;
    expect(await askFor(`refund/domestic/refunds/${refund.out_refund_no}`)).toMatchObject({
      status: 'SUCCESS',
      success_time: expect.stringMatching(/\+08:00$/),
    });
  });

  it('downloads certificates in certificate mode, and is told that there are none in the other', async () => {
    world().setMode('certificate');
    const list = (await askFor('certificates')) as {
      data: { serial_no: string; encrypt_certificate: Record<string, string> }[];
    };
    const [item] = list.data;
    const { nonce = '', ciphertext = '', associated_data = '' } = item?.encrypt_certificate ?? {};
    expect(item?.serial_no).toBe(keys.certificate.serial);
    expect(Aes.AesGcm.decrypt(ciphertext, keys.apiV3Key, nonce, associated_data)).toBe(keys.certificate.certPem);
    world().setMode('public_key');
    const none = await refusal(askFor('certificates'));
    expect(none).toMatchObject({ status: 404, data: { code: 'RESOURCE_NOT_EXISTS' } });
  });

  it('reads a statement with its own reader, from the real host’s address', async () => {
    const day = new Date(communityMs + 8 * 3_600_000).toISOString().slice(0, 10);
    const number = await payFor({ description: '车位费,B2' });
    communityMs += 86_400_000;
    const { download_url, hash_value } = (await askFor('bill/tradebill', {
      bill_date: day,
      bill_type: 'ALL',
      tar_type: 'GZIP',
    })) as { download_url: string; hash_value: string };
    expect(download_url).toMatch(/^https:\/\/api\.mch\.weixin\.qq\.com\/v3\/billdownload\/file\?token=/);
    const token = new URL(download_url).searchParams.get('token');
    const file = await at('billdownload/file').get({ params: { token }, responseType: 'arraybuffer' });
    const text = gunzipSync(Buffer.from(file.data as unknown as ArrayBuffer));
    expect(createHash('sha1').update(text).digest('hex')).toBe(hash_value);
    const { rows, summary } = Formatter.castCsvBill(text) as {
      rows: Record<string, string>[];
      summary: Record<string, string>;
    };
    const mine = rows.find((row) => row.商户订单号 === number);
    expect(mine).toMatchObject({
      交易状态: 'SUCCESS',
      订单金额: '100.00',
      手续费: '0.60000',
      费率: '0.60%',
      商品名称: '车位费\\ B2',
    });
    expect(Number(summary.总交易单数)).toBe(rows.length);
  });
});

describe('refusals, in the words of the live platform', () => {
  const raw = (path: string, init: RequestInit = {}) => fetch(`${simulators.origin}${path}`, init);
  const bodyOf = async (answer: Response) => [answer.status, await answer.json(), answer.headers.has('request-id')];

  it('unknown paths and methods have no body', async () => {
    for (const [path, status] of [
      ['/v3/nothing', 404],
      ['/v3/pay/transactions/native', 405],
    ] as const) {
      const answer = await raw(path);
      expect([answer.status, await answer.text(), answer.headers.get('content-length')]).toEqual([status, '', '0']);
    }
  });

  it('the two generations say differently that nobody signed', async () => {
    const old = { code: 'SIGN_ERROR', message: '签名信息错误，验签失败' };
    const post = { method: 'POST', body: '{}' };
    expect(await bodyOf(await raw('/v3/pay/transactions/jsapi', post))).toEqual([401, old, false]);
    const bearer = { ...post, headers: { Authorization: 'Bearer x' } };
    expect(await bodyOf(await raw('/v3/pay/transactions/jsapi', bearer))).toEqual([401, old, false]);
    const message = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
    expect(await bodyOf(await raw('/v3/certificates'))).toEqual([401, { code: 'SIGN_ERROR', message }, true]);
  });

  it('the headers come before the signature, on some addresses', async () => {
    const bare = await raw('/v3/certificates', { headers: { 'User-Agent': '' } });
    expect(await bodyOf(bare)).toEqual([
      400,
      { code: 'INVALID_REQUEST', message: 'Http头缺少Accept或User-Agent' },
      true,
    ]);
  });

  const published = (
    more: Partial<Record<'timestamp' | 'signature' | 'serial' | 'scheme', string>> = {},
    offSeconds = 0,
  ) => {
    const { mchId, serial, timestamp, nonce, request, privateKey } = publishedMerchant;
    const values = { timestamp, signature: request.signature, serial, scheme: 'WECHATPAY2-SHA256-RSA2048', ...more };
    const parts = `mchid="${mchId}",nonce_str="${nonce}",signature="${values.signature}",timestamp="${values.timestamp}",serial_no="${values.serial}"`;
    const known = { ...keys, mchId, merchant: { ...keys.merchant, serial } };
    const given: Record<string, string> = { authorization: `${values.scheme} ${parts}` };
    return authorize(
      { method: 'POST', url: request.path, body: request.body, header: (name) => given[name] ?? '' },
      {
        generation: 'transactions',
        strictHeaders: false,
        keys: known,
        merchantKey: createPublicKey(privateKey),
        now: new Date((Number(timestamp) + offSeconds) * 1000),
      },
    );
  };

  it('takes the published request with its published signature', () => {
    expect(published()).toEqual({ mchId: publishedMerchant.mchId });
  });

  it.each<[string, ReturnType<typeof published> extends infer R ? () => R : never, string]>([
    ['another scheme', () => published({ scheme: 'WECHATPAY2-SM2-WITH-SM3' }), 'Http头Authorization认证类型不正确'],
    [
      'a time that is six minutes old, before the signature',
      () => published({ signature: 'AAAA' }, 360),
      'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
    ],
    ['another serial', () => published({ serial: 'AB' }), '商户证书序列号有误。请使用签名私钥匹配的证书序列号'],
    ['another signature', () => published({ signature: 'AAAA' }), '错误的签名，验签失败'],
  ])('refuses %s', (_title, attempt, message) => {
    expect(attempt()).toMatchObject({ status: 401, code: 'SIGN_ERROR', message });
  });

  it.each<[string, object, object]>([
    [
      'an amount of nothing',
      { amount: { total: 0, currency: 'CNY' } },
      {
        message: '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
        detail: { field: '/amount/total', value: 0, location: 'body' },
      },
    ],
    [
      'another currency',
      { amount: { total: 1, currency: 'XYZ' } },
      { detail: { field: '/amount/currency', value: 'XYZ', location: 'body' } },
    ],
    ['a field that it does not know', { extra: 1 }, { detail: { field: '/extra' } }],
    [
      'another merchant in the body',
      { mchid: '1900000109' },
      { message: 'http header中的mchid与post payload中的mchid不匹配' },
    ],
    ['a number that is too short', { out_trade_no: 'abc' }, { detail: { field: '/out_trade_no' } }],
    ['an address with a query', { notify_url: 'https://a.example.cn/?a=1' }, { detail: { field: '/notify_url' } }],
    ['an address by number', { notify_url: 'https://203.0.113.9/a' }, { detail: { field: '/notify_url' } }],
  ])('refuses %s with PARAM_ERROR, unsigned', async (_title, more, data) => {
    const answer = await refusal(postTo('pay/transactions/native', body(more)));
    expect(answer).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', ...data } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('wechatpay-'))).toEqual([]);
  });

  it('an openid of another app', async () => {
    const answer = await refusal(postTo('pay/transactions/jsapi', jsapi({ payer: { openid: 'oNobody' } })));
    expect(answer).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
  });

  it('an order that is another’s to pay, is cancelled, and is over on the wall’s clock', async () => {
    let wallMs = Date.now();
    const quick = await startSimulators({
      payKeys: keys,
      now: () => new Date(wallMs),
      communityNow: () => new Date(communityMs),
    });
    const pretended = quick.control.wechatPay;
    const given = jsapi({ time_expire: new Date(wallMs + 1000).toISOString().replace('Z', '+00:00') });
    const { prepay_id: token } = pretended.place('JSAPI', given) as { prepay_id: string };
    const other = simulators.control.wechat.resident('zhouming')?.openid ?? '';
    // A second is raised to a minute; the community's six days in between is no matter.
    wallMs += 59_999;
    communityMs += 6 * 86_400_000;
    expect(pretended.pay({ token, openid: other, act: 'pay' })).toMatchObject({ result: 'fail' });
    expect(pretended.pay({ token, openid: openid(), act: 'cancel' })).toEqual({
      result: 'cancel',
      errMsg: 'requestPayment:fail cancel',
    });
    expect(pretended.order(given.out_trade_no)?.state).toBe('NOTPAY');
    wallMs += 1;
    expect(pretended.pay({ token, openid: openid(), act: 'pay' })).toMatchObject({
      errMsg: 'requestPayment:fail 该订单已失效',
    });
    await quick.close();
  });

  it('a QR that a newer one has replaced', async () => {
    const given = body();
    const first = (await postTo('pay/transactions/native', given)) as { code_url: string };
    const second = (await postTo('pay/transactions/native', given)) as { code_url: string };
    expect(world().pay({ token: first.code_url, openid: openid(), act: 'pay' }).result).toBe('fail');
    expect(world().pay({ token: second.code_url, openid: openid(), act: 'pay' }).result).toBe('ok');
  });
});

describe('notifications', () => {
  const opened = (at = 0) => {
    const { headers, body: text } = receiver.got[at] ?? { headers: {}, body: '' };
    const serial = String(headers['wechatpay-serial']);
    const pem = world().credentials().platformKeys.get(serial);
    const signed = Formatter.response(String(headers['wechatpay-timestamp']), String(headers['wechatpay-nonce']), text);
    const notice = JSON.parse(text) as { id: string; event_type: string; resource: Record<string, string> };
    const { ciphertext = '', nonce = '', associated_data = '' } = notice.resource;
    return {
      serial,
      verified: pem !== undefined && Rsa.verify(signed, String(headers['wechatpay-signature']), pem),
      id: notice.id,
      type: notice.event_type,
      resource: JSON.parse(Aes.AesGcm.decrypt(ciphertext, keys.apiV3Key, nonce, associated_data)) as Record<
        string,
        unknown
      >,
    };
  };
  const deliver = () => world().deliverDue();

  it('are signed and encrypted so that the independent client reads them', async () => {
    const number = await payFor();
    expect(await deliver()).toBe(1);
    expect(opened()).toMatchObject({
      verified: true,
      type: 'TRANSACTION.SUCCESS',
      resource: {
        out_trade_no: number,
        trade_state: 'SUCCESS',
        payer: { openid: openid() },
        amount: { total: 10_000 },
      },
    });
    expect(await deliver()).toBe(0);
  });

  it('come from either key in turn while keys are switched', async () => {
    for (const _of of [1, 2]) await payFor();
    await deliver();
    expect(new Set([opened(0).serial, opened(1).serial])).toEqual(
      new Set([keys.publicKey.id, keys.certificate.serial]),
    );
    expect(opened(0).verified && opened(1).verified).toBe(true);
  });

  it('climb the ladder on the community’s clock: same id, new signature, fifteen repetitions', async () => {
    await payFor();
    receiver.status = 500;
    await deliver();
    const seconds = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];
    for (const wait of seconds) {
      communityMs += wait * 1000 - 1;
      expect(await deliver()).toBe(0);
      communityMs += 1;
      expect(await deliver()).toBe(1);
    }
    communityMs += 86_400_000;
    expect(await deliver()).toBe(0);
    expect(receiver.got).toHaveLength(16);
    expect(new Set(receiver.got.map((_one, at) => opened(at).id)).size).toBe(1);
    expect(new Set(receiver.got.map(({ headers }) => headers['wechatpay-nonce'])).size).toBe(16);
    expect(world().notices()[0]?.state).toBe('given_up');
  });

  it('can be lost, late, doubled, probed, and come after the refund’s', async () => {
    world().planNotice({ kind: 'lose' });
    await payFor();
    expect(await deliver()).toBe(0);

    world().planNotice({ kind: 'late', delayMs: 60_000 });
    await payFor();
    expect(await deliver()).toBe(0);
    communityMs += 60_000;
    expect(await deliver()).toBe(1);

    world().planNotice({ kind: 'duplicate', times: 4 });
    await payFor();
    expect(await deliver()).toBe(4);

    receiver.got = [];
    receiver.status = 401;
    world().planNotice({ kind: 'probe' });
    await payFor();
    await deliver();
    expect(receiver.got[0]?.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(opened().verified).toBe(false);
    receiver.status = 204;
    communityMs += 15_000;
    await deliver();
    expect(opened(1)).toMatchObject({ verified: true, id: opened(0).id });

    receiver.got = [];
    world().planNotice({ kind: 'hold' });
    const number = await payFor();
    await postTo('refund/domestic/refunds', {
      out_trade_no: number,
      out_refund_no: `R${number}`,
      notify_url: receiver.url,
      amount: { refund: 10_000, total: 10_000, currency: 'CNY' },
    });
    communityMs += 3000;
    await deliver();
    await deliver();
    expect([opened(0), opened(1)].map(({ type }) => type)).toEqual(['REFUND.SUCCESS', 'TRANSACTION.SUCCESS']);
    expect(opened(0).resource).toMatchObject({ refund_status: 'SUCCESS', mchid: keys.mchId });
    expect(opened(0).resource).not.toHaveProperty('channel');
  });

  it('can be forged in every way that is listed, each once', async () => {
    const { number } = await order();
    const placed = world().order(number);
    if (!placed) throw new Error('no order');
    receiver.status = 401;
    const results = await Promise.all(world().forgeries.map((one) => world().forge(placed, one)));
    expect(results.every(({ status }) => status === 401)).toBe(true);
    expect(receiver.got).toHaveLength(world().forgeries.length);
    expect(world().order(number)?.state).toBe('NOTPAY');
  });
});

describe('the control calls', () => {
  const control = async (method: string, path: string, given?: object) => {
    const init: RequestInit = { method, headers: { 'Content-Type': 'application/json' } };
    if (given) init.body = JSON.stringify(given);
    const answer = await fetch(`${simulators.origin}/simulators/wechat-pay${path}`, init);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('show the sheet of an order, and pay it as a resident would', async () => {
    const { number, token } = await order();
    const sheet = await control('GET', `/order?prepayId=${token}`);
    expect(sheet.body).toEqual({
      outTradeNo: number,
      kind: 'JSAPI',
      description: '2026年11月物业费',
      amountFen: 10_000,
      merchantId: keys.mchId,
      state: 'NOTPAY',
      orderedFor: '林娜',
      refusal: null,
    });
    const pay = (resident: string, act: string) => control('POST', '/pay', { prepayId: token, resident, act });
    expect((await pay('linna', 'cancel')).body).toEqual({ result: 'cancel', errMsg: 'requestPayment:fail cancel' });
    expect((await pay('zhouming', 'pay')).body.result).toBe('fail');
    expect((await pay('linna', 'insufficient')).body.errMsg).toBe('requestPayment:fail 余额不足');
    expect((await pay('linna', 'pay')).body).toEqual({ result: 'ok', errMsg: 'requestPayment:ok' });
    expect((await control('GET', `/order?prepayId=${token}`)).body).toMatchObject({
      state: 'SUCCESS',
      refusal: '该订单已支付',
    });
    expect((await pay('nobody', 'pay')).status).toBe(404);
  });

  it('keep refunds on their way, end them, and refuse what is no choice', async () => {
    const number = await payFor();
    expect((await control('POST', '/refund-plan', { ends: 'ABNORMAL', delaySeconds: null })).status).toBe(200);
    await postTo('refund/domestic/refunds', {
      out_trade_no: number,
      out_refund_no: `R${number}`,
      amount: { refund: 1, total: 10_000, currency: 'CNY' },
    });
    communityMs += 30 * 86_400_000;
    expect(world().findRefund(`R${number}`).status).toBe('PROCESSING');
    expect((await control('POST', '/refunds/end', { outRefundNo: `R${number}`, status: 'ABNORMAL' })).body.status).toBe(
      'ABNORMAL',
    );
    expect((await control('POST', '/faults', { api: 'order', kind: 'nonsense' })).status).toBe(422);
  });

  it('have a page in plain Chinese, with every order in it', async () => {
    const number = await payFor();
    const answer = await fetch(`${simulators.origin}/simulators/wechat-pay?order=${number}`);
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toContain(number);
    expect(page).toContain('微信支付也是模拟的');
    expect(page).not.toContain(openid());
  });
});

test('orders and keys outlive a restart, where there is a folder for them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-sim-'));
  const first = await startSimulators({ dataDir: folder, notifies: false });
  first.control.wechatPay.addBillOnly(500, '一笔');
  await first.close();
  const second = await startSimulators({ dataDir: folder, notifies: false });
  expect(second.control.wechatPay.keys).toEqual(first.control.wechatPay.keys);
  expect(second.control.wechatPay.orders()).toEqual(first.control.wechatPay.orders());
  expect(second.payVariables).toEqual({ ...first.payVariables, WXPAY_ORIGIN: second.origin });
  await second.close();
  await rm(folder, { recursive: true });
});

test('the community’s clock is the wall’s until it is told, and then runs as told', async () => {
  const told = await startSimulators({ payKeys: keys, notifies: false });
  expect(Math.abs(told.control.wechatPay.now().getTime() - Date.now())).toBeLessThan(100);
  await fetch(`${told.origin}/simulators/clock`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ now: '2027-02-28T23:59:00+08:00', speed: 600 }),
  });
  const ahead = told.control.wechatPay.now().getTime() - Date.parse('2027-02-28T23:59:00+08:00');
  expect(ahead).toBeGreaterThanOrEqual(0);
  expect(ahead).toBeLessThan(600_000);
  await told.close();
});
