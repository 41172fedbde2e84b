import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hash, Transformer } from 'wechatpay-axios-plugin';
import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { AutoDebitError } from './autoDebit.errors.js';
import { createLiveAutoDebit, type LiveAutoDebitOptions } from './autoDebit.live.js';
import { AutoDebitNotificationRefused, type AutoDebitPort, papayReceived } from './autoDebit.port.js';
import { readXml, writeXml } from './papayXml.js';

const openid = 'oLinna000000000000000000000A';
let merchantId: string;
let nowMs: number;
let simulators: RunningSimulators;
let papay: AutoDebitPort;
let made = 0;
let heard: string[] = [];
let reply = papayReceived;
let merchant: Server;
let notifyUrl: string;

const world = () => simulators.control.papay;
const make = (more: Partial<LiveAutoDebitOptions> = {}): AutoDebitPort =>
  createLiveAutoDebit({
    ...world().setup,
    origin: simulators.origin,
    appId: world().merchant.appId,
    merchantId,
    merchantSerial: simulators.control.wechatPay.credentials().merchantSerial,
    merchantPrivateKey: simulators.control.wechatPay.credentials().merchantKey,
    now: () => new Date(nowMs),
    realNow: () => new Date(nowMs),
    ...more,
  });

beforeAll(async () => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  simulators = await startSimulators({
    now: () => new Date(nowMs),
    payKeys: await testPayKeys(),
    notifies: false,
  });
  merchantId = simulators.control.wechatPay.credentials().mchId;
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
  notifyUrl = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/callbacks/papay`;
});
afterAll(async () => {
  await simulators.close();
  await new Promise((resolve) => merchant.close(resolve));
});
beforeEach(() => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  world().reset();
  heard = [];
  reply = papayReceived;
  papay = make();
});

const failure = async (work: Promise<unknown>): Promise<AutoDebitError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AutoDebitError);
  return error as AutoDebitError;
};
const jump = () => {
  made += 1;
  const contractCode = `C${made}`;
  const wanted = { contractCode, requestSerial: String(made), displayAccount: '12-2-1602 林女士', openid, notifyUrl };
  return { contractCode, ...papay.signUrl(wanted) };
};
const signed = (): { contractId: string; contractCode: string } => {
  const { contractCode, extraData } = jump();
  const contract = world().sign(extraData, openid);
  if (typeof contract === 'string') throw new Error(contract);
  return { contractId: contract.contractId, contractCode };
};
const deduction = (contractId: string, more: object = {}) => {
  made += 1;
  const outTradeNo = `D20261123${made}`;
  return { contractId, outTradeNo, amountFen: 25_060, description: '物业费 2026年11月', notifyUrl, ...more };
};
const lastHeard = async () => {
  await world().notices.deliver();
  return papay.readNotification(heard.at(-1) ?? '');
};

describe('signing', () => {
  it("jumps to WeChat's own page with what its signature covers", () => {
    const { appId, path, extraData } = jump();
    expect({ appId, path }).toEqual({ appId: 'wxbd687630cd02ce1d', path: 'pages/index/index' });
    const { sign, ...fields } = extraData;
    expect(fields).toEqual({
      appid: world().merchant.appId,
      mch_id: merchantId,
      plan_id: world().setup.planId,
      contract_code: expect.stringMatching(/^C\d+$/),
      contract_display_account: '12-2-1602 林女士',
      request_serial: expect.stringMatching(/^\d+$/),
      notify_url: notifyUrl,
      timestamp: String(nowMs / 1000),
    });
    expect(sign).toBe(Hash.sign('MD5', fields, world().setup.apiV2Key));
  });

  it('makes a contract that both numbers find, and tells of it', async () => {
    const { contractCode, extraData } = jump();
    await expect(papay.queryContract({ contractCode })).resolves.toEqual({ state: 'none' });
    world().sign(extraData, openid);
    const found = await papay.queryContract({ contractCode });
    expect(found).toEqual({ state: 'signed', contractId: expect.stringMatching(/^\d{28}$/) });
    const contractId = found.contractId ?? '';
    await expect(papay.queryContract({ contractId })).resolves.toEqual(found);
    expect(await lastHeard()).toEqual({
      kind: 'contract',
      change: 'signed',
      contractCode,
      contractId,
      planId: world().setup.planId,
      openid,
      at: new Date(nowMs),
    });
  });

  it('with a parameter changed on the way makes none', () => {
    const { extraData } = jump();
    expect(world().sign({ ...extraData, contract_display_account: '别人家' }, openid)).toBe('BAD_SIGNATURE');
  });
});

describe('ending a contract', () => {
  it('by the payer is told, and no more is deducted', async () => {
    const { contractId } = signed();
    const contract = world().contract({ contractId });
    if (!contract) throw new Error('no contract');
    await world().notices.deliver();
    world().terminate(contract, '1');
    expect(await lastHeard()).toMatchObject({ kind: 'contract', change: 'terminated', contractId });
    await expect(papay.queryContract({ contractId })).resolves.toMatchObject({ state: 'terminated' });
    expect(await failure(papay.deduct(deduction(contractId)))).toMatchObject({
      kind: 'refused',
      code: 'CONTRACT_NOT_EXIST',
    });
  });

  it('by us may be repeated', async () => {
    const { contractId } = signed();
    await papay.terminate(contractId, '业主要求');
    await papay.terminate(contractId, '业主要求');
    await expect(papay.queryContract({ contractId })).resolves.toMatchObject({ state: 'terminated' });
  });
});

describe('a deduction', () => {
  it('is accepted, paid some seconds later, and told of', async () => {
    const wanted = deduction(signed().contractId);
    await expect(papay.queryDeduct(wanted.outTradeNo)).resolves.toEqual({ state: 'none' });
    await expect(papay.deduct(wanted)).resolves.toBe('accepted');
    await expect(papay.queryDeduct(wanted.outTradeNo)).resolves.toEqual({ state: 'accepted', amountFen: 25_060 });
    nowMs += 5000;
    const status = await papay.queryDeduct(wanted.outTradeNo);
    expect(status).toEqual({
      state: 'paid',
      transactionId: expect.stringMatching(/^42000\d{23}$/),
      amountFen: 25_060,
      paidAt: new Date('2026-11-23T10:54:05+08:00'),
    });
    await world().notices.deliver();
    const read = heard.map((body) => papay.readNotification(body)).find(({ kind }) => kind === 'deduction');
    expect(read).toEqual({
      kind: 'deduction',
      result: 'paid',
      outTradeNo: wanted.outTradeNo,
      contractId: wanted.contractId,
      amountFen: 25_060,
      transactionId: status.transactionId,
      paidAt: status.paidAt,
    });
  });

  it('under the same number deducts once', async () => {
    const wanted = deduction(signed().contractId);
    await papay.deduct(wanted);
    await expect(papay.deduct(wanted)).resolves.toBe('accepted');
    nowMs += 5000;
    await expect(papay.deduct(wanted)).resolves.toBe('accepted');
    expect(world().deductions()).toHaveLength(1);
    expect(await failure(papay.deduct({ ...wanted, amountFen: 1 }))).toMatchObject({
      kind: 'refused',
      code: 'OUT_TRADE_NO_USED',
    });
  });

  it('without enough money fails, in the query and in the notification', async () => {
    world().setMood({ ending: 'NOTENOUGH' });
    const wanted = deduction(signed().contractId);
    await papay.deduct(wanted);
    nowMs += 5000;
    await expect(papay.queryDeduct(wanted.outTradeNo)).resolves.toEqual({
      state: 'failed',
      amountFen: 25_060,
      reason: 'NOTENOUGH',
    });
    await world().notices.deliver();
    const read = heard.map((body) => papay.readNotification(body)).find(({ kind }) => kind === 'deduction');
    expect(read).toMatchObject({ result: 'failed', reason: 'NOTENOUGH' });
  });

  it('whose contract ends under way fails', async () => {
    const { contractId } = signed();
    const wanted = deduction(contractId);
    await papay.deduct(wanted);
    await papay.terminate(contractId, '业主要求');
    nowMs += 5000;
    await expect(papay.queryDeduct(wanted.outTradeNo)).resolves.toMatchObject({
      state: 'failed',
      reason: 'CONTRACT_NOT_EXIST',
    });
  });

  it.each([
    ['06:59', 'busy'],
    ['07:00', 'accepted'],
    ['21:59', 'accepted'],
    ['22:00', 'busy'],
  ])('at %s: %s', async (time, outcome) => {
    const { contractId } = signed();
    nowMs = Date.parse(`2026-11-24T${time}:00+08:00`);
    const done = await papay.deduct(deduction(contractId)).catch((error: AutoDebitError) => error.kind);
    expect(done).toBe(outcome);
    // Even if we did not know the hours, WeChat does.
    const unaware = make({ now: () => new Date('2026-11-24T12:00:00+08:00') });
    const asked = await unaware.deduct(deduction(contractId)).catch((error: AutoDebitError) => error.code);
    expect(asked).toBe(outcome === 'busy' ? 'RULELIMIT' : 'accepted');
  });

  it.each([0, -5, 1.5])('of %p fen is never asked for', async (amountFen) => {
    expect(await failure(papay.deduct(deduction('1', { amountFen })))).toMatchObject({ code: 'BAD_AMOUNT' });
    expect(world().outages.calls()).toHaveLength(0);
  });
});

describe('the notice before a deduction', () => {
  it("is signed with the merchant's certificate", async () => {
    const { contractId } = signed();
    await expect(papay.preNotify({ contractId, amountFen: 25_060 })).resolves.toBeUndefined();
    expect(world().preNotices()).toEqual([{ contractId, fen: 25_060, at: new Date(nowMs).toISOString() }]);
  });

  it('with the key of somebody else is our own fault', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const merchantPrivateKey = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { contractId } = signed();
    expect(await failure(make({ merchantPrivateKey }).preNotify({ contractId, amountFen: 1 }))).toMatchObject({
      kind: 'config',
      code: 'HTTP_401',
    });
  });

  it('about a contract that is none is refused; too many must wait', async () => {
    expect(await failure(papay.preNotify({ contractId: 'none', amountFen: 1 }))).toMatchObject({
      kind: 'refused',
      code: 'CONTRACT_NOT_EXIST',
    });
    world().outages.add({ api: 'notify', kind: 'busy' });
    expect(await failure(papay.preNotify({ contractId: 'none', amountFen: 1 }))).toMatchObject({ kind: 'busy' });
  });
});

describe('misfortune', () => {
  it.each([
    ['answered too late', { kind: 'slow', ms: 2000 }, 'unknown', 'NO_ANSWER', 1],
    ['cut off', { kind: 'cut' }, 'unknown', 'NO_ANSWER', 1],
    ['a gateway that fails', { kind: 'error' }, 'unknown', 'HTTP_500', 0],
    ['no XML', { kind: 'garbage' }, 'unknown', 'NO_XML', 0],
    ['an answer that WeChat did not sign', { kind: 'forged' }, 'unknown', 'BAD_SIGNATURE', 1],
    ['too many calls', { kind: 'busy' }, 'busy', 'FREQUENCY_LIMITED', 0],
  ] as const)('%s: the same number again deducts once', async (_title, outage, kind, code, before) => {
    const wanted = deduction(signed().contractId);
    world().outages.add({ api: 'pappayapply', ...outage });
    expect(await failure(make({ timeoutMs: 300 }).deduct(wanted))).toMatchObject({ kind, code });
    expect(world().deductions()).toHaveLength(before);
    await expect(papay.deduct(wanted)).resolves.toBe('accepted');
    expect(world().deductions()).toHaveLength(1);
  });

  it('a wrong APIv2 key is our own set-up, said in an unsigned answer of HTTP 200', async () => {
    expect(await failure(make({ apiV2Key: 'x'.repeat(32) }).queryDeduct('D1'))).toMatchObject({
      kind: 'config',
      code: 'RETURN_FAIL',
    });
  });

  it('nobody listening is busy', async () => {
    const gone = await startSimulators({ notifies: false });
    await gone.close();
    expect(await failure(make({ origin: gone.origin }).queryDeduct('D1'))).toMatchObject({ kind: 'busy' });
  });
});

describe('notifications', () => {
  const paidBody = async (): Promise<string> => {
    await papay.deduct(deduction(signed().contractId));
    nowMs += 5000;
    await world().notices.deliver();
    return heard.find((body) => body.includes('transaction_id')) ?? '';
  };

  it('carry the signature that an independent library computes', async () => {
    const body = await paidBody();
    const { sign, ...fields } = Transformer.toObject(body) as Record<string, string>;
    expect(sign).toBe(Hash.sign('HMAC-SHA256', fields, world().setup.apiV2Key));
  });

  it.each([
    ['the amount', (body: string) => body.replace('<total_fee><![CDATA[25060]]>', '<total_fee><![CDATA[25061]]>')],
    ['no signature', (body: string) => body.replace(/<sign>.*<\/sign>/, '')],
    ['a field twice', (body: string) => body.replace('</xml>', '<total_fee>1</total_fee></xml>')],
    ['a document type', (body: string) => `<!DOCTYPE xml [<!ENTITY a "b">]>${body}`],
    ['nested', (body: string) => body.replace('</xml>', '<a><b>1</b></a></xml>')],
    ['half of it', (body: string) => body.slice(0, body.length / 2)],
    ['nothing', () => ''],
    ['JSON', () => '{"return_code":"SUCCESS"}'],
    ['endless', (body: string) => `${body}${' '.repeat(70_000)}`],
  ])('changed are refused with the same words: %s', async (_title, change) => {
    const body = await paidBody();
    expect(() => papay.readNotification(body)).not.toThrow();
    const changed = change(body);
    expect(changed).not.toBe(body);
    expect(() => papay.readNotification(changed)).toThrow(new AutoDebitNotificationRefused());
  });

  it.each([
    ['merchant', { merchantId: '1900000009' }],
    ['key', { apiV2Key: 'y'.repeat(32) }],
    ['app', { appId: 'wx00000000000000bb' }],
  ])('of another %s are refused', async (_title, wrong) => {
    const body = await paidBody();
    expect(() => make(wrong).readNotification(body)).toThrow(AutoDebitNotificationRefused);
  });

  it('forged ones are refused', async () => {
    const { contractId } = signed();
    world().setMood({ notice: 'forged' });
    await papay.deduct(deduction(contractId));
    nowMs += 5000;
    await world().notices.deliver();
    const body = heard.find((one) => one.includes('transaction_id')) ?? '';
    expect(() => papay.readNotification(body)).toThrow(AutoDebitNotificationRefused);
  });

  it('come again until they are taken', async () => {
    reply = '<xml><return_code><![CDATA[FAIL]]></return_code></xml>';
    signed();
    await world().notices.deliver();
    expect(await world().notices.deliver()).toBe(0);
    nowMs += 15_000;
    reply = papayReceived;
    expect(await world().notices.deliver()).toBe(1);
    expect(world().notices.list()[0]).toMatchObject({ state: 'taken', tries: 2 });
  });
});

describe('the XML of version 2', () => {
  it('is read and written as an independent library does', () => {
    const fields = { return_code: 'SUCCESS', body: '物业费 <2026> & 水费', total_fee: '007' };
    expect(readXml(writeXml(fields))).toEqual(fields);
    expect(Transformer.toObject(writeXml(fields))).toEqual(fields);
    expect(readXml(Transformer.toXml(fields))).toMatchObject({ return_code: 'SUCCESS', total_fee: '007' });
  });

  it('never resolves an entity', () => {
    expect(readXml('<xml><a>&lt;b&gt;</a></xml>')).toEqual({ a: '&lt;b&gt;' });
  });
});
