import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerVariables } from './credentialFiles.js';
import { type RunningSimulators, startSimulators } from './server.js';

let folder: string;
let simulators: RunningSimulators;
const start = () => startSimulators({ dataDir: folder, notifies: false });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anju-simulators-'));
  simulators = await start();
});
afterEach(async () => {
  await simulators.close();
  await rm(folder, { recursive: true, force: true });
});

const order = { outTradeNo: 'P1', subject: '物业费 <b>', amountFen: 25_060, expireAt: null, notifyUrl: null };
const post = (path: string, body: unknown, type = 'application/json') =>
  fetch(simulators.origin + path, { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) });
const page = async (path: string): Promise<string> => {
  const answer = await fetch(simulators.origin + path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
  return answer.text();
};
const invoiceOf = (name: string) => {
  const line = { name: '物业费', taxCode: '3040801010000000000', amountFen: 100, taxRateBp: 600 };
  const { sellerTaxNo, sellerName } = simulators.control.invoice.setup;
  const title = { kind: 'personal' as const, name };
  return { requestNo: 'I1', sellerTaxNo, sellerName, title, lines: [line], totalFen: 100, remark: '' };
};

test('a restart keeps what was paid, issued and signed, and the keys that the community holds', async () => {
  const { alipay, invoice, papay } = simulators.control;
  const { setup } = alipay;
  alipay.pay(alipay.putTrade(order));
  invoice.issue(invoiceOf('林娜'));
  invoice.settleAll();
  const variables = providerVariables(simulators, folder);
  const apiV2Key = papay.setup.apiV2Key;
  await simulators.close();
  simulators = await start();
  const again = simulators.control;
  expect(again.alipay.setup).toEqual(setup);
  expect(again.alipay.trade('P1')).toMatchObject({ state: 'TRADE_SUCCESS', amountFen: 25_060 });
  expect(again.invoice.invoice('I1')).toMatchObject({ state: 'issued' });
  expect(again.papay.setup.apiV2Key).toBe(apiV2Key);
  const { INVOICE_APP_SECRET, ALIPAY_APP_ID } = providerVariables(simulators, folder);
  expect({ INVOICE_APP_SECRET, ALIPAY_APP_ID }).toEqual({
    INVOICE_APP_SECRET: variables.INVOICE_APP_SECRET,
    ALIPAY_APP_ID: variables.ALIPAY_APP_ID,
  });
});

test('the console shows every provider, and nothing of it unescaped', async () => {
  const { alipay, invoice } = simulators.control;
  alipay.putTrade(order);
  invoice.issue(invoiceOf('<script>alert(1)</script>'));
  const shown = await Promise.all(['alipay', 'invoice', 'papay'].map((name) => page(`/simulators/${name}`)));
  expect(shown[0]).toContain('物业费 &#60;b&#62;');
  expect(shown[0]).toContain('250.60');
  expect(shown[1]).not.toContain('<script>alert');
  expect(shown[2]).toContain('银行代扣文件');
  expect(await page('/simulators/')).toContain('href="/simulators/alipay"');
});

test('a payer pays at the console, and the same code not twice', async () => {
  simulators.control.alipay.putTrade(order);
  expect((await post('/simulators/alipay/pay', { outTradeNo: 'P1' })).status).toBe(200);
  expect((await post('/simulators/alipay/pay', { outTradeNo: 'P1' })).status).toBe(409);
  expect((await post('/simulators/alipay/pay', { outTradeNo: 'P2' })).status).toBe(404);
  expect((await post('/simulators/alipay/pay', { outTradeNo: 'P1' }, 'text/plain')).status).toBe(415);
  expect((await post('/simulators/alipay/pay', { outTradeNo: 'P1', notice: 'never' })).status).toBe(422);
});

test('outages are arranged, listed and cancelled', async () => {
  const made = (await (await post('/simulators/invoice/outages', { api: 'issue', kind: 'busy' })).json()) as {
    id: string;
  };
  expect(simulators.control.invoice.outages.list()).toEqual([
    { id: made.id, api: 'issue', kind: 'busy', ms: 15_000, times: 1 },
  ]);
  expect((await post('/simulators/invoice/outages', { api: 'nothing', kind: 'busy' })).status).toBe(422);
  await fetch(`${simulators.origin}/simulators/invoice/outages?id=${made.id}`, { method: 'DELETE' });
  expect(simulators.control.invoice.outages.list()).toEqual([]);
});

test('the bank answers a batch row by row', async () => {
  const text = '\ufeff序号,金额(元),单号\r\n1,1.00,A\r\n2,"2.00",B\r\n';
  const answer = (await (await post('/simulators/papay/bank', { text, failEvery: 2 })).json()) as { text: string };
  expect(answer.text).toBe('\ufeff序号,金额(元),单号,结果,原因\r\n1,1.00,A,成功,\r\n2,2.00,B,失败,余额不足\r\n');
});

test('a pretended invoice says that it is one, and can be looked at', async () => {
  simulators.control.invoice.issue(invoiceOf('林娜'));
  expect((await fetch(`${simulators.origin}/simulators/invoice/paper?requestNo=I1`)).status).toBe(404);
  simulators.control.invoice.settleAll();
  const answer = await fetch(`${simulators.origin}/simulators/invoice/paper?requestNo=I1`);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const pdf = Buffer.from(await answer.arrayBuffer());
  // It stands in the document's own facts as UTF-16.
  const title = Buffer.from('模拟开具', 'utf16le').swap16();
  expect(pdf.includes(title)).toBe(true);
});
