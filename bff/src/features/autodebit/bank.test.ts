import * as api from 'shared-types/autodebit';
import { newKey } from 'shared-types/client';
import { collectPayment } from 'shared-types/staffPayment';
import { type DebitTown, debitTown, setTerms } from '../../../test/factories/debits.js';
import { billsNow, booksOf } from '../../../test/factories/payments.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { prepaidOf } from '../account/account.door.js';
import { balanceOf } from '../ledger/ledger.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { PaymentEntity } from '../payment/payment.entity.js';
import { BatchEntity, MandateEntity, ResultEntity } from './autodebit.entity.js';

let server: TestServer;
let town: DebitTown;
let first: string;
let second: string;
let bills: string[];

beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  server.deps.clock.set('2026-12-18T10:00:00+08:00');
  town = await debitTown(server);
  first = await town.register(0, '林建国');
  second = await town.register(1, '王,强"');
  bills = [
    await town.owe(25_060, { houseId: first }),
    await town.owe(4_940, { houseId: first }),
    await town.owe(12_345, { houseId: second }),
  ];
});
afterEach(async () => {
  expect(await balanceOf(server.deps.db.reader, town.home.id, {})).toBe(0);
});

const books = () => booksOf(server.deps, town.home.id, ['1002', '1122.property', '2203', '2243']);
const statuses = async (): Promise<string[]> =>
  (await billsNow(server.deps, town.home.id, bills)).map(({ status, heldBy }) => `${status}${heldBy ? ' held' : ''}`);
const payments = () => server.deps.db.reader.findBy(PaymentEntity, { communityId: town.home.id });

describe('a mandate on paper', () => {
  it('keeps name and number encrypted, shows neither whole, and its form', async () => {
    const { items } = await town.finance(api.listMandates, { query: { kind: 'bank' } });
    expect(items.map(({ payer }) => payer)).toEqual(['王***（工商银行 尾号 4321）', '林**（工商银行 尾号 4321）']);
    const view = await town.finance(api.readMandate, { params: { id: items[1]?.id ?? '' } });
    expect(view).toMatchObject({ agreementNo: 'AG-0-2026', registeredBy: '何芳', files: [{ kind: 'image' }] });
    const rows = await server.deps.db.reader.findBy(MandateEntity, { communityId: town.home.id });
    expect(JSON.stringify([items, view, rows])).not.toMatch(/林建国|6222 ?0210/);
  });

  it('is the only one of its house', async () => {
    await expect(town.register(0, '林建国')).rejects.toMatchObject({
      code: 'autodebit.illegal_transition',
      problem: { detail: '这户已经有一份代扣，请先结束旧的' },
    });
    expect(await codeOf(town.start())).toBe('autodebit.illegal_transition');
  });

  it('is seen by its owner, who ends it at the desk', async () => {
    expect(await town.view()).toMatchObject({ mandate: { kind: 'bank', state: 'active', nextOn: null }, actions: [] });
    const end = town.call(api.endAutoDebit, { ...town.house, idempotencyKey: newKey() });
    expect(await codeOf(end)).toBe('autodebit.illegal_transition');
  });

  it('is not taken where auto debit is off', async () => {
    await setTerms(server, town.home.manager, { on: false }, 1);
    expect(await codeOf(town.register(2, '赵敏'))).toBe('autodebit.off');
    expect(await codeOf(town.exportFile())).toBe('autodebit.off');
    expect(await town.finance(api.readAutoDebitDesk)).toMatchObject({ on: false, actions: [] });
  });
});

describe('a file for the bank', () => {
  it('holds what is due of each house, once, numbered and with its hash; its bytes are the same each time', async () => {
    expect(await town.finance(api.readAutoDebitDesk)).toMatchObject({
      active: { papay: 0, bank: 2 },
      next: { houses: 2, totalFen: 42_345 },
      actions: ['register', 'export'],
    });
    const batch = await town.exportFile();
    expect(batch).toMatchObject({
      state: 'sent',
      count: 2,
      totalFen: 42_345,
      waiting: 2,
      rows: [
        { houseLabel: '1栋1单元101', payer: '林**（工商银行 尾号 4321）', amountFen: 30_000, state: 'asking' },
        { amountFen: 12_345, state: 'asking' },
      ],
      actions: ['import', 'withdraw'],
    });
    expect(batch.number).toMatch(/^代-261218-[0-9A-Z]{4}$/);
    const text = await town.textOf(batch.id);
    const numbers = batch.rows.map(({ debitNo }) => debitNo);
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      '\ufeff序号,协议号,户名,账号尾号,金额(元),摘要,单号',
      expect.stringMatching(new RegExp(`^1,AG-0-2026,林建国,4321,300.00,.+等 2 笔,${numbers[0]}$`)),
      expect.stringMatching(new RegExp(`^2,AG-1-2026,"王,强""",4321,123.45,.+,${numbers[1]}$`)),
    ]);
    expect(await town.textOf(batch.id)).toBe(text);
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(text).digest('hex')).toBe(batch.fileHash);
    expect(await statuses()).toEqual(['due held', 'due held', 'due held']);
    const row = await server.deps.db.reader.findOneByOrFail(BatchEntity, { id: batch.id });
    expect(JSON.stringify(row)).not.toContain('林建国');
    const audited = await server.deps.db.reader.findBy(AuditEntity, { communityId: town.home.id });
    expect(
      audited
        .map(({ action }) => action)
        .filter((one) => one.startsWith('autodebit'))
        .sort(),
    ).toEqual([
      'autodebit.downloaded',
      'autodebit.downloaded',
      'autodebit.exported',
      'autodebit.registered',
      'autodebit.registered',
    ]);
  });

  it('asked for twice with one key is one; asked for again holds nothing twice', async () => {
    const idempotencyKey = newKey();
    const batch = await town.finance(api.exportBatch, { idempotencyKey });
    expect((await town.finance(api.exportBatch, { idempotencyKey })).id).toBe(batch.id);
    expect(await codeOf(town.exportFile())).toBe('payment.nothing_due');
    expect(await payments()).toHaveLength(2);
  });

  it('asked for by two at once takes every bill once', async () => {
    const made = await Promise.all([codeOf(town.exportFile()), codeOf(town.exportFile())]);
    const answered = made.filter(
      (one): one is { answered: api.BatchView } => typeof one === 'object' && one !== null && 'answered' in one,
    );
    expect(answered.reduce((sum, { answered: batch }) => sum + batch.totalFen, 0)).toBe(42_345);
    expect((await payments()).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(42_345);
  });

  it('keeps hands off the same bills meanwhile', async () => {
    await town.exportFile();
    const collect = server.client(town.home.desk.token)(collectPayment, {
      params: { id: first },
      body: { method: 'cash', billIds: bills.slice(0, 1), amountFen: 25_060 },
      idempotencyKey: newKey(),
    });
    expect(await codeOf(collect)).toBe('payment.open_elsewhere');
  });

  it('withdrawn before it went out gives the bills back; what the bank took all the same is credited', async () => {
    const batch = await town.exportFile();
    const withdrawn = await town.finance(api.withdrawBatch, {
      params: { id: batch.id },
      body: { reason: '没有交给银行' },
      idempotencyKey: newKey(),
    });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawnWhy: '没有交给银行', actions: ['import'] });
    expect(await statuses()).toEqual(['due', 'due', 'due']);
    await server.client(town.home.desk.token)(collectPayment, {
      params: { id: first },
      body: { method: 'transfer', reference: 'T1', billIds: bills.slice(0, 2), amountFen: 30_000 },
      idempotencyKey: newKey(),
    });
    await town.send(batch.id, await town.bank(batch.id));
    // The second house's is settled late, the first one's money has nothing left to pay and waits in its prepayment.
    expect(await statuses()).toEqual(['paid', 'paid', 'paid']);
    expect(await prepaidOf(server.deps.db.reader, town.home.id, first)).toBe(30_000);
    expect(await books()).toEqual({ '1002': 72_345, '2203': -30_000 });
  });
});

describe('the bank’s answer', () => {
  it('looked at first changes nothing; read in, it books what was paid and gives back what was not', async () => {
    const batch = await town.exportFile();
    const text = await town.bank(batch.id, 2);
    const preview = await town.send(batch.id, text, 'preview');
    expect(preview.body).toMatchObject({
      paid: 1,
      paidFen: 30_000,
      failed: 1,
      known: 0,
      missing: 0,
      faults: [],
      seenBefore: false,
    });
    expect(await statuses()).toEqual(['due held', 'due held', 'due held']);
    expect((await town.send(batch.id, text)).body).toMatchObject({ paid: 1, failed: 1 });
    expect(await statuses()).toEqual(['paid', 'paid', 'due']);
    expect(await books()).toEqual({ '1002': 30_000, '1122.property': 12_345 });
    const view = await town.finance(api.readBatch, { params: { id: batch.id } });
    expect(view).toMatchObject({
      state: 'answered',
      paid: 1,
      failed: 1,
      paidFen: 30_000,
      rows: [{ state: 'paid' }, { state: 'failed', reason: '余额不足' }],
      imports: [{ by: '何芳', fileName: '结果.csv', paid: 1, failed: 1, faults: 0 }],
    });
    const titles = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: town.home.owner.id });
    expect(titles.map(({ title }) => title)).toEqual(['自动缴了 ¥300.00']);
  });

  it('twice is once: the same bytes, the same rows in another file, and two at the same time', async () => {
    const batch = await town.exportFile();
    const text = await town.bank(batch.id);
    const both = await Promise.all([town.send(batch.id, text), town.send(batch.id, text)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await town.send(batch.id, text)).body).toMatchObject({ paid: 0, known: 2, seenBefore: true });
    expect((await town.send(batch.id, `${text}\r\n`)).body).toMatchObject({ paid: 0, known: 2, seenBefore: false });
    expect(await books()).toEqual({ '1002': 42_345 });
    expect(await server.deps.db.reader.countBy(ResultEntity, { batchId: batch.id })).toBe(2);
    expect((await payments()).map(({ status }) => status)).toEqual(['settled', 'settled']);
  });

  it('altered on the way is not believed: another amount, an unknown number, two words about one', async () => {
    const batch = await town.exportFile();
    const [one, two] = batch.rows.map(({ debitNo }) => debitNo);
    const text = [
      '单号,金额(元),结果,原因',
      `${one},3000.00,成功,`,
      `${two},123.45,成功,`,
      `${two},123.45,失败,余额不足`,
      'P01ZZZZZZZZZZZZZZZZZZZZZZZZZ,1.00,成功,',
      `${one},300.00,大概成功,`,
    ].join('\r\n');
    const { body } = await town.send(batch.id, text);
    expect(body).toMatchObject({ paid: 0, failed: 0 });
    expect(body.faults.map(({ line, words }) => `${line} ${words}`)).toEqual([
      '2 金额和我们发出的不一样，没有入账，请向银行核对',
      '3 同一个单号有两种结果，都没有入账，请向银行核对',
      '4 同一个单号有两种结果，都没有入账，请向银行核对',
      '5 这个批次里没有这个单号，没有入账',
      '6 结果要写“成功”或“失败”',
    ]);
    expect(await statuses()).toEqual(['due held', 'due held', 'due held']);
    expect(await books()).toEqual({ '1122.property': 42_345 });
  });

  it('of another batch, or no table at all, is told so', async () => {
    const batch = await town.exportFile();
    expect((await town.send(batch.id, 'abc')).body.faults).toMatchObject([
      { line: 1, words: expect.stringContaining('单号') },
    ]);
    const { status, body } = await town.send(batch.id, Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
    expect([status, (body as unknown as { code: string }).code]).toEqual([422, 'import.unreadable']);
  });

  it('that a failure was money after all is believed, late', async () => {
    const batch = await town.exportFile();
    await town.send(batch.id, await town.bank(batch.id, 1));
    expect(await statuses()).toEqual(['due', 'due', 'due']);
    expect((await town.send(batch.id, await town.bank(batch.id))).body).toMatchObject({ paid: 2 });
    expect(await statuses()).toEqual(['paid', 'paid', 'paid']);
    expect(await books()).toEqual({ '1002': 42_345 });
  });

  it('is for finance: the desk reads and imports nothing', async () => {
    const batch = await town.exportFile();
    const desk = server.client(town.home.desk.token);
    const read = desk(api.readBatch, { params: { id: batch.id } });
    expect(await codeOf(read)).toBe('auth.forbidden');
  });
});
