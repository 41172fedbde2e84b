import ExcelJS from 'exceljs';
import * as api from 'shared-types/staffAccount';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { placeHouse } from '../../../test/factories/places.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { readDueBills } from '../billing/billing.door.js';
import { prepaidOf } from './account.door.js';
import { ArrearsImportRowEntity } from './account.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

type Cell = string | number | Date | null;

const headings = ['楼栋', '单元', '房号', '费用', '所属期', '欠费金额(元)', '预存金额', '备注'];

const workbookOf = async (rows: Cell[][]): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('欠费表');
  sheet.addRow(['阳光花园 2026 年 11 月移交欠费表']);
  sheet.addRow(headings);
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await workbook.xlsx.writeBuffer());
};

/** Houses 3栋1单元101, 3栋1单元102, 3栋2单元101 and 商铺S1, beside the fixture's 1栋. */
const town = async () => {
  const made = await moneyTown(server);
  const wish = { building: '3', unit: '1' };
  const [a, b, c] = [
    await placeHouse(server, made.communityId, { ...wish, number: '101' }),
    await placeHouse(server, made.communityId, { ...wish, number: '102' }),
    await placeHouse(server, made.communityId, { building: '3', unit: '2', number: '101' }),
  ];
  const finance = await made.staff('finance');
  const send = async (rows: Cell[][], name = '欠费.xlsx') => {
    const bytes = await workbookOf(rows);
    const { status, body } = await upload(server, finance.token, bytes, { name, path: '/staff/arrears-imports' });
    return { status, body, id: String(body.id) };
  };
  const rowsOf = async (id: string, query: { state?: 'create' | 'same' | 'bad' | 'skipped' } = {}) =>
    (await finance.call(api.listArrearsImportRows, { params: { id }, query: { ...query, limit: 100 } })).items;
  const apply = (id: string, leaveBad = false) =>
    finance.call(api.applyArrearsImport, { params: { id }, body: { leaveBad } });
  const owed = async (house: { id: string }) =>
    (await readDueBills(server.deps.db.reader, made.communityId, house.id)).map(
      ({ feeKind, feeName, period, amountFen, dueOn }) => [feeKind, feeName, period, amountFen, dueOn],
    );
  return { ...made, a, b, c, finance, send, rowsOf, apply, owed };
};

const good: Cell[][] = [
  ['3栋', '1单元', '101', '物业费', '2025-12', '250.6', null, '张先生 19900001234'],
  ['3栋', '1单元', '101', '水费', new Date('2026-01-01'), 36.3, 100.05, null],
  ['3', '1', '102', '垃圾清运费', '2026年2月', '1,200.00', null, null],
  [null, '2', '101', null, null, null, '0.10', null],
  ['合计', null, null, null, null, 1486.9, 100.15, null],
  ['3栋', '1单元', '103', null, null, 0, null, '没有欠费的户跳过'],
];

it('previews every row, changes nothing, then makes bills and balances against the opening balance', async () => {
  const { send, rowsOf, apply, owed, a, b, c, communityId, finance, ledger } = await town();
  const { status, id, body } = await send(good);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'draft',
    counts: { create: 4, same: 0, bad: 0, skipped: 4 },
    arrearsFen: 148_690,
    prepaidFen: 10_015,
    actions: ['apply', 'cancel'],
  });
  expect((await rowsOf(id, { state: 'create' })).map(({ rowNumber, understood }) => [rowNumber, understood])).toEqual([
    [3, '3栋1单元101 · 2025-12 物业费 欠 ¥250.60'],
    [4, '3栋1单元101 · 2026-01 水费 欠 ¥36.30 · 预存 ¥100.05'],
    [5, '3栋1单元102 · 2026-02 垃圾清运费 欠 ¥1,200.00'],
    [6, '3栋2单元101 · 预存 ¥0.10'],
  ]);
  expect(await owed(a)).toEqual([]);
  expect(await ledger('3201')).toBe(0);
  expect(await apply(id)).toMatchObject({ status: 'applied', actions: [] });
  expect(await owed(a)).toEqual([
    ['property', '物业费', '2025-12', 25_060, '2025-12-31'],
    ['water', '水费', '2026-01', 3_630, '2026-01-31'],
  ]);
  expect(await owed(b)).toEqual([['one-off', '垃圾清运费', '2026-02', 120_000, '2026-02-28']]);
  expect([await prepaidOf(server.deps.db.reader, communityId, a.id)]).toEqual([10_005]);
  expect([await prepaidOf(server.deps.db.reader, communityId, c.id)]).toEqual([10]);
  // Dr 1122 148,690 and Cr 2203 10,015: the opening balance is what is left.
  expect([await ledger('1122.property'), await ledger('1122.water'), await ledger('1122.one-off')]).toEqual([
    25_060, 3_630, 120_000,
  ]);
  expect([await ledger('2203'), await ledger('3201')]).toEqual([-10_015, 10_015 - 148_690]);
  expect(await codeOf(apply(id))).toBe('import.closed');
  const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId, actorId: finance.id });
  expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
    ['arrears_import.started', '欠费.xlsx：8 行'],
    ['arrears_import.applied', '欠费.xlsx：4 行'],
  ]);
});

it('keeps no telephone number in the clear', async () => {
  const { send, communityId } = await town();
  await send(good);
  const rows = await server.deps.db.reader.findBy(ArrearsImportRowEntity, { communityId });
  expect(rows).toHaveLength(8);
  expect(JSON.stringify(rows)).not.toContain('19900001234');
});

it('changes nothing when the same file comes again, also at the same time', async () => {
  const { send, apply, ledger } = await town();
  const [one, two] = [await send(good), await send(good)];
  const answers = await Promise.all([codeOf(apply(one.id)), codeOf(apply(two.id))]);
  expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(2);
  expect([await ledger('2203'), await ledger('1122.property')]).toEqual([-10_015, 25_060]);
  const again = await send(good);
  expect(again.body).toMatchObject({ counts: { create: 0, same: 4, bad: 0 }, arrearsFen: 0, prepaidFen: 0 });
  await apply(again.id);
  expect(await ledger('3201')).toBe(10_015 - 148_690);
});

it('says of every bad row what is wrong with it', async () => {
  const { send, rowsOf } = await town();
  const { id, body } = await send([
    ['3栋', '1单元', '999', '物业费', '2025-12', '250.60', null, null],
    ['3栋', null, '101', '物业费', '2025-12', '250.60', null, null],
    ['3栋', '1单元', '101', null, '2025-12', '1', null, null],
    ['3栋', '1单元', '101', '电费', '去年', '1', null, null],
    ['3栋', '1单元', '101', '电费', '2025-12', '三百', '-5', null],
    ['3栋', '1单元', '101', '电费', '2027-01', '1.005', null, null],
    ['3栋', '1单元', '102', '电费', '2025-12', '1', '3', null],
    ['3栋', '1单元', '102', '电费', '2025-12', '1', null, null],
    ['3栋', '1单元', '102', '水费', '2025-12', '1', '3', null],
  ]);
  expect(body).toMatchObject({ counts: { create: 1, bad: 8 } });
  expect((await rowsOf(id, { state: 'bad' })).map(({ rowNumber, problems }) => [rowNumber, problems])).toEqual([
    [3, ['台账里没有这一户']],
    [4, ['不止一户：3栋1单元101、3栋2单元101，请写上单元']],
    [5, ['有欠费，但没有写是什么费用']],
    [6, ['所属期“去年”看不懂，请写成 2025-03 这样']],
    [7, ['金额“三百”不是数字', '金额“-5”是负数，多交的钱请写在预存一栏']],
    [8, ['金额“1.005”多于两位小数', '所属期“2027-01”还没有到']],
    [10, ['和第 9 行是同一户、同一种费用、同一个月，请合成一行']],
    [11, ['这户的预存在第 9 行写过了，一户只写一次']],
  ]);
});

it('is applied with bad rows only when they are left out knowingly, and mended by another upload', async () => {
  const { send, apply, owed, a, b } = await town();
  const rows: Cell[][] = [
    ['3栋', '1单元', '101', '物业费', '2025-12', '250.60', null, null],
    ['3栋', '1单元', '102', '物业费', '2025.1', '250.60', null, null],
  ];
  const first = await send(rows);
  expect(await codeOf(apply(first.id))).toBe('import.doubtful_left');
  await apply(first.id, true);
  expect([await owed(a), await owed(b)].map(({ length }) => length)).toEqual([1, 0]);
  const second = await send([rows[0] ?? [], ['3栋', '1单元', '102', '物业费', '2025-10', '250.60', null, null]]);
  expect(second.body).toMatchObject({ counts: { create: 1, same: 1, bad: 0 } });
  await apply(second.id);
  expect(await owed(b)).toEqual([['property', '物业费', '2025-10', 25_060, '2025-10-31']]);
});

it('does not overwrite what was imported with other amounts', async () => {
  const { send, apply, rowsOf } = await town();
  const row = (arrears: string, prepaid: string): Cell[] => [
    '3栋',
    '1单元',
    '101',
    '物业费',
    '2025-12',
    arrears,
    prepaid,
    null,
  ];
  await apply((await send([row('250.60', '100')])).id);
  const { id } = await send([row('250.61', '99')]);
  expect((await rowsOf(id)).at(-1)).toMatchObject({
    state: 'bad',
    problems: ['以前导入过这笔欠费，是 ¥250.60，和表里不一样', '以前导入过这户的预存，是 ¥100.00，和表里不一样'],
  });
  expect(await codeOf(apply(id, true))).toBe('import.nothing_to_do');
});

it('refuses tables of something else, and those who may not import', async () => {
  const { send, finance, staff, communityId } = await town();
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('台账').addRows([
    ['房号', '姓名'],
    ['3-1-101', '林娜'],
  ]);
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
  const path = '/staff/arrears-imports';
  expect(await upload(server, finance.token, bytes, { name: 'x.xlsx', path })).toMatchObject({
    status: 422,
    body: { code: 'import.unreadable' },
  });
  const worker = await staff('engineer');
  expect(await upload(server, worker.token, bytes, { name: 'x.xlsx', path })).toMatchObject({ status: 403 });
  const draft = await send(good);
  const other = await moneyTown(server);
  const foreign = await other.staff('finance');
  const params = { id: draft.id };
  expect(await codeOf(foreign.call(api.readArrearsImport, { params }))).toBe('arrears_import.not_found');
  expect(await finance.call(api.cancelArrearsImport, { params })).toMatchObject({ status: 'cancelled', actions: [] });
  expect((await finance.call(api.listArrearsImports)).items.map(({ id }) => id)).toEqual([draft.id]);
  expect(communityId).not.toBe(other.communityId);
});
