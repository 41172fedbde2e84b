import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { InvoiceError } from './invoice.errors.js';
import { createLiveInvoice, type LiveInvoiceOptions } from './invoice.live.js';
import type { InvoicePort, InvoiceRequest } from './invoice.port.js';

let nowMs: number;
let simulators: RunningSimulators;
let invoice: InvoicePort;
let made = 0;

const world = () => simulators.control.invoice;
const make = (more: Partial<LiveInvoiceOptions> = {}): InvoicePort =>
  createLiveInvoice({ ...world().setup, origin: simulators.origin, realNow: () => new Date(nowMs), ...more });

beforeAll(async () => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  simulators = await startSimulators({ now: () => new Date(nowMs), payKeys: await testPayKeys(), notifies: false });
});
afterAll(() => simulators.close());
beforeEach(() => {
  world().reset();
  invoice = make();
});

const failure = async (work: Promise<unknown>): Promise<InvoiceError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvoiceError);
  return error as InvoiceError;
};
const request = (more: Partial<InvoiceRequest> = {}): InvoiceRequest => {
  made += 1;
  return {
    requestNo: `I20261123-${made}`,
    sellerTaxNo: world().setup.sellerTaxNo,
    title: { kind: 'personal', name: '林娜' },
    lines: [
      { name: '物业服务费', taxCode: '3040801010000000000', amountFen: 25_060, taxRateBp: 600 },
      { name: '公共水电费', taxCode: '3040801010000000000', amountFen: 1240, taxRateBp: 600 },
    ],
    totalFen: 26_300,
    remark: '12栋2单元1602 2026年11月',
    ...more,
  };
};
const issued = async (): Promise<InvoiceRequest> => {
  const wanted = request();
  await invoice.issue(wanted);
  nowMs += 5000;
  return wanted;
};
const reversal = ({ requestNo, totalFen }: InvoiceRequest, more: object = {}) => ({
  requestNo,
  reverseNo: `${requestNo}-R`,
  reason: '退款',
  amountFen: totalFen,
  ...more,
});

describe('an invoice', () => {
  it('is accepted first and issued some seconds later, with a number of 20 digits and a PDF', async () => {
    const wanted = request();
    await expect(invoice.issue(wanted)).resolves.toEqual({ state: 'accepted' });
    await expect(invoice.query(wanted.requestNo)).resolves.toEqual({ state: 'accepted' });
    expect(await failure(invoice.file(wanted.requestNo))).toMatchObject({ kind: 'refused', code: 'NOT_ISSUED' });
    const issuedAt = new Date(nowMs + 5000);
    nowMs += 60_000;
    await expect(invoice.query(wanted.requestNo)).resolves.toEqual({
      state: 'issued',
      invoiceNo: expect.stringMatching(/^26\d{18}$/),
      issuedAt,
    });
    const pdf = await invoice.file(wanted.requestNo);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(3000);
  });

  it('is issued once, however often it is asked for', async () => {
    const wanted = await issued();
    const first = await invoice.issue(wanted);
    expect(first).toMatchObject({ state: 'issued' });
    await expect(invoice.issue(wanted)).resolves.toEqual(first);
    expect(world().invoices()).toHaveLength(1);
  });

  it('with another content under the same number is refused', async () => {
    const wanted = await issued();
    expect(await failure(invoice.issue({ ...wanted, remark: '另一张' }))).toMatchObject({
      kind: 'refused',
      code: 'REQUEST_CONFLICT',
    });
  });

  it('that the tax office refuses has failed, with its reason', async () => {
    world().setMood({ ending: 'bad' });
    const wanted = await issued();
    await expect(invoice.query(wanted.requestNo)).resolves.toEqual({
      state: 'failed',
      reason: '税务平台拒绝开具：授信额度不足',
    });
  });

  it('with a title that is refused has failed at once', async () => {
    world().setMood({ refusedTitle: '错误' });
    const title = { kind: 'company' as const, name: '错误抬头有限公司', taxNo: '91310000MA1FL0XX1Y' };
    await expect(invoice.issue(request({ title }))).resolves.toEqual({ state: 'failed', reason: '抬头与税号不符' });
  });

  it('nobody asked for is null', () => expect(invoice.query('I-never')).resolves.toBeNull());

  it.each([
    ['lines that do not sum up', { totalFen: 26_301 }, 'BAD_TOTAL'],
    ['no line', { lines: [], totalFen: 0 }, 'BAD_LINES'],
    ['a company without a tax number', { title: { kind: 'company', name: '某公司' } }, 'BAD_TAX_NO'],
    ['no name', { title: { kind: 'personal', name: ' ' } }, 'BAD_TITLE'],
  ] as const)('with %s is never sent', async (_title, wrong, code) => {
    expect(await failure(invoice.issue(request(wrong as Partial<InvoiceRequest>)))).toMatchObject({
      kind: 'refused',
      code,
    });
    expect(world().outages.calls()).toHaveLength(0);
  });
});

describe('a reversal', () => {
  it('makes a red-letter invoice, once', async () => {
    const wanted = await issued();
    await expect(invoice.reverse(reversal(wanted))).resolves.toMatchObject({ state: 'reversing' });
    nowMs += 5000;
    const status = await invoice.query(wanted.requestNo);
    expect(status).toMatchObject({ state: 'reversed', redInvoiceNo: expect.stringMatching(/^\d{20}$/) });
    expect(status?.redInvoiceNo).not.toBe(status?.invoiceNo);
    await expect(invoice.reverse(reversal(wanted))).resolves.toMatchObject({
      state: 'reversed',
      redInvoiceNo: status?.redInvoiceNo,
    });
    expect(await failure(invoice.reverse(reversal(wanted, { reverseNo: 'other' })))).toMatchObject({
      kind: 'refused',
      code: 'ALREADY_REVERSED',
    });
  });

  it('of a part, or of what was never issued, is refused', async () => {
    const wanted = await issued();
    expect(await failure(invoice.reverse(reversal(wanted, { amountFen: 1 })))).toMatchObject({
      code: 'AMOUNT_MISMATCH',
    });
    const waiting = request();
    await invoice.issue(waiting);
    expect(await failure(invoice.reverse(reversal(waiting)))).toMatchObject({ code: 'NOT_ISSUED' });
  });

  it('that failed may be tried again under another number', async () => {
    const wanted = await issued();
    world().setMood({ ending: 'bad' });
    await invoice.reverse(reversal(wanted));
    nowMs += 5000;
    await expect(invoice.query(wanted.requestNo)).resolves.toMatchObject({
      state: 'reverse_failed',
      reason: '税务平台拒绝红冲：购方已确认用途',
    });
    world().setMood({ ending: 'good' });
    await expect(invoice.reverse(reversal(wanted))).resolves.toMatchObject({ state: 'reverse_failed' });
    await invoice.reverse(reversal(wanted, { reverseNo: 'second' }));
    nowMs += 5000;
    await expect(invoice.query(wanted.requestNo)).resolves.toMatchObject({ state: 'reversed' });
  });
});

describe('misfortune', () => {
  it.each([
    ['answered too late', { kind: 'slow', ms: 2000 }, 'unknown', 'NO_ANSWER', 1],
    ['cut off', { kind: 'cut' }, 'unknown', 'NO_ANSWER', 1],
    ['a server that fails', { kind: 'error' }, 'unknown', 'HTTP_500', 0],
    ['an answer signed wrongly', { kind: 'forged' }, 'unknown', 'BAD_SIGNATURE', 1],
    ['half an answer', { kind: 'garbage' }, 'unknown', 'BAD_SIGNATURE', 0],
    ['busy', { kind: 'busy' }, 'busy', 'BUSY', 0],
  ] as const)('%s: the same number again issues once', async (_title, outage, kind, code, before) => {
    const wanted = request();
    world().outages.add({ api: 'issue', ...outage });
    expect(await failure(make({ timeoutMs: 300 }).issue(wanted))).toMatchObject({ kind, code });
    expect(world().invoices()).toHaveLength(before);
    await expect(invoice.issue(wanted)).resolves.toEqual({ state: 'accepted' });
    expect(world().invoices()).toHaveLength(1);
  });

  it.each([
    ['an unknown key', { appKey: 'ak-other' }, 'HTTP_401'],
    ['a wrong secret', { appSecret: 'another-secret-of-ours' }, 'HTTP_401'],
    ['a clock six minutes ahead', { realNow: () => new Date(nowMs + 360_000) }, 'BAD_SIGNATURE'],
  ])('our own set-up: %s', async (_title, wrong, code) => {
    expect(await failure(make(wrong).query('I1'))).toMatchObject({ code });
  });

  it('a seller that is not ours is refused as our own set-up', async () => {
    expect(await failure(invoice.issue(request({ sellerTaxNo: '91310000MA1FL0XX9Z' })))).toMatchObject({
      kind: 'config',
      code: 'SELLER_NOT_YOURS',
    });
  });

  it('an answer to another call cannot stand in', async () => {
    const body = JSON.stringify({ code: 'OK', data: { requestNo: 'I1', state: 'issued' } });
    const { appSecret } = world().setup;
    const stale = createServer((_request, response) => {
      const timestamp = String(nowMs);
      const signed = `${timestamp}\n${'0'.repeat(32)}\n/invoice/v1/query\n${body}`;
      response.setHeader('X-Timestamp', timestamp);
      response.setHeader('X-Signature', createHmac('sha256', appSecret).update(signed).digest('hex'));
      response.end(body);
    });
    await new Promise<void>((resolve) => stale.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(stale.address() as AddressInfo).port}`;
    expect(await failure(make({ origin }).query('I1'))).toMatchObject({ kind: 'unknown', code: 'BAD_SIGNATURE' });
    await new Promise((resolve) => stale.close(resolve));
  });

  it('a request that comes a second time word for word is refused by the provider', async () => {
    const { appKey, appSecret } = world().setup;
    const body = '{"requestNo":"I1"}';
    const [timestamp, nonce] = [String(nowMs), 'ab'.repeat(16)];
    const signature = createHmac('sha256', appSecret)
      .update(`${timestamp}\n${nonce}\n/invoice/v1/query\n${body}`)
      .digest('hex');
    const headers = { 'X-App-Key': appKey, 'X-Timestamp': timestamp, 'X-Nonce': nonce, 'X-Signature': signature };
    const send = async (): Promise<string> =>
      (
        (await (await fetch(`${simulators.origin}/invoice/v1/query`, { method: 'POST', headers, body })).json()) as {
          code: string;
        }
      ).code;
    expect([await send(), await send()]).toEqual(['NOT_FOUND', 'NONCE_USED']);
  });
});
