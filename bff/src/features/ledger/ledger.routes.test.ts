import ExcelJS from 'exceljs';
import * as api from 'shared-types/ledger';
import { makeCommunity, makeHouse, makeStaff } from '../../../test/factories/people.js';
import { codeOf, serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { leafHash, verifyProof } from '../../kernel/hashChain.js';
import { newId } from '../../kernel/ids.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { type EntryInput, postEntry, proofOf, reverseEntry, sealNow } from './ledger.door.js';
import { ledgerGates } from './ledger.gates.js';
import { ledgerHandlers } from './ledger.jobs.js';
import { ledgerRoutes } from './ledger.routes.js';

let server: TestServer;
beforeAll(async () => {
  server = await serve(await testDeps(), { routes: ledgerRoutes, gates: ledgerGates, handlers: ledgerHandlers });
});
afterAll(() => server.close());

const reader = () => server.deps.db.reader;
const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

/** October: 1,000.00 billed. November: 400.00 paid by WeChat, 250.60 of lift repair paid by bank, the payment taken back. */
const office = async () => {
  const communityId = await makeCommunity(server);
  const finance = await makeStaff(server, communityId, ['finance'], { name: '钱会计' });
  const houseId = await makeHouse(server, communityId, '3栋2单元1102');
  const call = server.client(finance.token);
  const post = (input: Omit<EntryInput, 'communityId'>) =>
    inTransaction(server.deps.db, (tx) => postEntry(tx, server.deps.clock, { communityId, ...input }));
  const billId = newId(server.deps.clock.now());
  const bill = await post({
    cause: { kind: 'bill-run', id: 'r1:0' },
    at: noon('2026-10-31'),
    memo: '10 月物业费',
    postings: [
      { account: '1122.property', amountFen: 100_000, houseId, billId, note: '89.5 m²' },
      { account: '6001.property', amountFen: -100_000 },
    ],
  });
  const payment = await post({
    cause: { kind: 'payment', id: 'p1' },
    at: noon('2026-11-03'),
    memo: '微信收款',
    postings: [
      { account: '1012.wechat', amountFen: 40_000 },
      { account: '1122.property', amountFen: -40_000, houseId, billId },
    ],
    by: finance.id,
  });
  const lift = await post({
    cause: { kind: 'spending', id: 's1' },
    at: noon('2026-11-04'),
    memo: '电梯钢丝绳',
    postings: [
      {
        account: '6602.lift',
        amountFen: 25_060,
        subject: { kind: 'device', id: 'lift-2', label: '二单元 2 号电梯' },
      },
      { account: '1002', amountFen: -25_060 },
    ],
  });
  const back = await inTransaction(server.deps.db, (tx) =>
    reverseEntry(tx, server.deps.clock, {
      communityId,
      cause: { kind: 'payment-reversal', id: 'p1' },
      of: { kind: 'payment', id: 'p1' },
      at: noon('2026-11-05'),
      memo: '微信收款冲销',
    }),
  );
  return { communityId, call, finance, houseId, billId, bill, payment, lift, back };
};

const november = { from: '2026-11-01', to: '2026-11-30' };

it('lists the accounts, in their order', async () => {
  const { call } = await office();
  const { items } = await call(api.listAccounts);
  expect(items[0]).toEqual({ code: '1001', name: '现金', group: 'asset', normal: 'debit' });
  expect(items.find(({ code }) => code === '6051.advert')).toEqual({
    code: '6051.advert',
    name: '广告收益',
    group: 'income',
    normal: 'credit',
  });
});

it('balances: opening, both sides and closing of every account that ever moved', async () => {
  const { call } = await office();
  const balance = await call(api.readTrialBalance, { query: november });
  expect(
    balance.rows.map(({ account, openingFen, debitFen, creditFen, closingFen, words }) => [
      account,
      openingFen,
      debitFen,
      creditFen,
      closingFen,
      words,
    ]),
  ).toEqual([
    ['1002', 0, 0, 25_060, -25_060, '期末贷方余额 ¥250.60'],
    ['1012.wechat', 0, 40_000, 40_000, 0, '期末没有余额'],
    ['1122.property', 100_000, 40_000, 40_000, 100_000, '期末借方余额 ¥1,000.00'],
    ['6001.property', -100_000, 0, 0, -100_000, '期末贷方余额 ¥1,000.00'],
    ['6602.lift', 0, 25_060, 0, 25_060, '期末借方余额 ¥250.60'],
  ]);
  expect(balance).toMatchObject({
    ...november,
    debitFen: 105_060,
    creditFen: 105_060,
    even: true,
    words: '借贷两边都是 ¥1,050.60，账是平的',
  });
  expect(await codeOf(call(api.readTrialBalance, { query: { from: '2026-11-02', to: '2026-11-01' } }))).toBe(
    'request.invalid',
  );
});

it('lists entries by account, cause, days, house, words and number, the latest first, page by page', async () => {
  const { call, communityId, houseId, billId } = await office();
  const memos = async (
    query: Parameters<typeof call<typeof api.listEntries>>[1] extends { query?: infer Q } | undefined ? Q : never,
  ) => (await call(api.listEntries, { query })).items.map(({ memo }) => memo);
  expect(await memos({})).toEqual(['微信收款冲销', '电梯钢丝绳', '微信收款', '10 月物业费']);
  expect(await memos({ account: '6602' })).toEqual(['电梯钢丝绳']);
  expect(await memos({ account: '1122.property', from: '2026-11-01' })).toEqual(['微信收款冲销', '微信收款']);
  expect(await memos({ cause: 'payment' })).toEqual(['微信收款']);
  expect(await memos({ from: '2026-11-03', to: '2026-11-04' })).toEqual(['电梯钢丝绳', '微信收款']);
  expect(await memos({ houseId, account: '1012' })).toEqual([]);
  expect(await memos({ houseId, billId, to: '2026-10-31' })).toEqual(['10 月物业费']);
  expect(await memos({ q: '钢丝' })).toEqual(['电梯钢丝绳']);
  expect(await memos({ q: '2 号电梯' })).toEqual(['电梯钢丝绳']);
  expect(await memos({ q: '89.5' })).toEqual(['10 月物业费']);
  expect(await memos({ q: '%' })).toEqual([]);
  await sealNow(server.deps, communityId);
  expect(await memos({ q: '记-1' })).toEqual(['10 月物业费']);
  expect(await memos({ q: '3' })).toEqual(['电梯钢丝绳']);
  expect(await memos({ q: '记-9' })).toEqual([]);
  const first = await call(api.listEntries, { query: { limit: 3 } });
  const rest = await call(api.listEntries, { query: { limit: 3, cursor: first.nextCursor ?? '' } });
  expect([first, rest].map(({ items }) => items.length)).toEqual([3, 1]);
  expect(rest).toEqual({
    items: [expect.objectContaining({ memo: '10 月物业费', number: '记-1' })],
    nextCursor: null,
  });
});

it('says of a list of one account what each entry moved there', async () => {
  const { call } = await office();
  const movedOf = async (account?: string) =>
    (await call(api.listEntries, { query: account ? { account } : {} })).items.map(({ memo, movedFen }) => [
      memo,
      movedFen,
    ]);
  expect(await movedOf('1122')).toEqual([
    ['微信收款冲销', 40_000],
    ['微信收款', -40_000],
    ['10 月物业费', 100_000],
  ]);
  expect(await movedOf('1002')).toEqual([['电梯钢丝绳', -25_060]]);
  expect((await movedOf()).map(([, moved]) => moved)).toEqual([null, null, null, null]);
});

it('opens an entry: postings in words, cause, page, seal with its proof, and what takes it back', async () => {
  const { call, communityId, houseId, billId, payment, back } = await office();
  expect((await call(api.readEntry, { params: { id: payment.entryId } })).seal).toBeNull();
  await sealNow(server.deps, communityId);
  const view = await call(api.readEntry, { params: { id: payment.entryId } });
  expect(view).toMatchObject({
    number: '记-2',
    cause: { kind: 'payment', id: 'p1', words: '收款' },
    source: { kind: 'payment', id: 'p1' },
    memo: '微信收款',
    amountFen: 40_000,
    debitWords: '微信支付在途',
    creditWords: '应收物业费',
    isReversal: false,
    byName: '钱会计',
    reverses: null,
    reversedBy: { id: back.entryId, number: '记-4', at: '2026-11-05T12:00:00.000+08:00' },
    postings: [
      { leg: 1, accountName: '微信支付在途', debitFen: 40_000, creditFen: 0, houseLabel: null },
      {
        leg: 2,
        accountName: '应收物业费',
        debitFen: 0,
        creditFen: 40_000,
        houseId,
        houseLabel: '3栋2单元1102',
        billId,
      },
    ],
  });
  const canonical = (await proofOf(reader(), communityId, payment.entryId))?.leafText ?? '';
  expect(view.seal?.leafHash).toBe(leafHash(canonical));
  expect(view.seal && verifyProof(view.seal.leafHash, view.seal.proof, view.seal.root)).toBe(true);
  const reversal = await call(api.readEntry, { params: { id: back.entryId } });
  expect(reversal).toMatchObject({
    isReversal: true,
    reverses: { id: payment.entryId, number: '记-2' },
    source: { kind: 'payment', id: 'p1' },
    byName: null,
  });
});

it('tells how the chain stands, and checks it when it is asked to', async () => {
  const { call, communityId } = await office();
  expect(await call(api.readChain)).toEqual({
    lastSeal: null,
    sealedCount: 0,
    unsealedCount: 4,
    verifiedAt: null,
    fault: null,
  });
  await sealNow(server.deps, communityId);
  expect(await call(api.readChain)).toMatchObject({
    lastSeal: { seq: 1 },
    sealedCount: 4,
    unsealedCount: 0,
    verifiedAt: null,
  });
  await call(api.checkChain);
  await server.drain();
  expect(await call(api.readChain)).toMatchObject({ verifiedAt: '2026-11-23T10:54:00.000+08:00', fault: null });
  for (const trigger of ['update', 'delete'])
    await server.deps.db.source.query(`DROP TRIGGER IF EXISTS guard_ledger_posting_${trigger}`);
  await server.deps.db.source.query(
    "UPDATE ledger_posting SET amount_fen = amount_fen + 1 WHERE community_id = ? AND account = '6602.lift'",
    [communityId],
  );
  await call(api.checkChain);
  await server.drain();
  expect((await call(api.readChain)).fault).toMatchObject({
    kind: 'entry-changed',
    seq: 1,
    number: '记-3',
    words: '记-3的内容和封存时不一样',
  });
});

const cellsOf = async (bytes: ArrayBuffer): Promise<unknown[][]> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as ExcelJS.Buffer);
  const rows: unknown[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    rows.push((row.values as unknown[]).slice(1));
  });
  return rows;
};

it('writes both tables for Excel: amounts are numbers, no text is a formula, and it is audited', async () => {
  const { communityId, finance, lift } = await office();
  await inTransaction(server.deps.db, (tx) =>
    postEntry(tx, server.deps.clock, {
      communityId,
      cause: { kind: 'spending', id: 's2' },
      at: noon('2026-11-06'),
      memo: '=HYPERLINK("http://x")',
      postings: [
        { account: '6602.office', amountFen: 1 },
        { account: '1001', amountFen: -1 },
      ],
    }),
  );
  const download = async (path: string): Promise<ArrayBuffer> => {
    const answer = await fetch(`${server.origin}/api/v1${path}`, {
      headers: { authorization: `Bearer ${finance.token}` },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    return answer.arrayBuffer();
  };
  const balance = await cellsOf(await download('/staff/books/trial-balance.xlsx?from=2026-11-01&to=2026-11-30'));
  expect(balance.find(([code]) => code === '1122.property')).toEqual([
    '1122.property',
    '应收物业费',
    '资产',
    1000,
    400,
    400,
    1000,
  ]);
  expect(balance.at(-1)).toEqual(['合计', '', '', '', 1050.61, 1050.61, '']);
  await sealNow(server.deps, communityId);
  const rows = await cellsOf(await download('/staff/books/entries.xlsx?from=2026-11-04&to=2026-11-06&account=6602'));
  expect(rows.slice(1)).toEqual([
    ['记-5', '2026-11-06', '收支', '\'=HYPERLINK("http://x")', '6602.office', '办公', 0.01, 0, ''],
    ['记-5', '2026-11-06', '收支', '\'=HYPERLINK("http://x")', '1001', '现金', 0, 0.01, ''],
    ['记-3', '2026-11-04', '收支', '电梯钢丝绳', '6602.lift', '电梯维保', 250.6, 0, '二单元 2 号电梯'],
    ['记-3', '2026-11-04', '收支', '电梯钢丝绳', '1002', '银行存款', 0, 250.6, ''],
  ]);
  expect(lift.posted).toBe(true);
  const audited = await reader().findBy(AuditEntity, { communityId, action: 'books.exported' });
  expect(audited.map(({ subject, actorName }) => [subject, actorName]).sort()).toEqual([
    ['科目余额表 2026-11-01 至 2026-11-30', '钱会计'],
    ['记账凭证 4 行', '钱会计'],
  ]);
});

it('shows another community’s entries to nobody, and the books only to those who may read them', async () => {
  const { payment, communityId } = await office();
  const elsewhere = await office();
  for (const id of [payment.entryId, newId(server.deps.clock.now())])
    expect(await codeOf(elsewhere.call(api.readEntry, { params: { id } }))).toBe('entry.not_found');
  const desk = await makeStaff(server, communityId, ['customer-service']);
  for (const contract of [api.listAccounts, api.listEntries, api.readChain])
    expect(await codeOf(server.client(desk.token)(contract))).toBe('auth.forbidden');
});
