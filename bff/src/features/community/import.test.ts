import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { ImportCounts, ImportRowView } from 'shared-types/ledgerImport';
import { ledgerMends } from '../../../seed/ledgerMends.js';
import { callOf } from '../../../test/factories/people.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { StaffActor } from '../../platform/call.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { projectRoot } from '../../platform/projectRoot.js';
import { exportLedger } from './commands/exportLedger.js';
import {
  applyImport,
  cancelImport,
  excludeDoubtfulRows,
  type Importer,
  mapImport,
  mendImportRow,
  startImport,
} from './commands/importLedger.js';
import { importLedgerFile, type RowDecision } from './commands/importLedgerFile.js';
import { addCommunity, findHousesOfPhone } from './community.door.js';
import { findBuildings } from './community.store.js';
import { listImportRowViews, readImportView } from './import.queries.js';
import { readKnownLedger } from './import.state.js';
import { findAllHouses } from './import.store.js';

let t: TestDeps;
let demo: Buffer;

beforeAll(async () => {
  t = await testDeps();
  demo = await readFile(join(projectRoot, 'bff/seed/阳光花园房产台账.xlsx'));
});
afterAll(() => t.close());

const newImporter = async (): Promise<Importer> => {
  const communityId = await inTransaction(t.deps.db, (tx) =>
    addCommunity(tx, t.deps, { name: '阳光花园', servicePhone: null }),
  );
  return { communityId, name: '陈静', call: { kind: 'background', communityId, cause: 'test' } };
};

const demoName = '阳光花园房产台账.xlsx';
const start = async (who: Importer, bytes: Buffer = demo, fileName = demoName): Promise<string> =>
  (await startImport(t.deps, who, { fileName, bytes })).id;
const rowsOf = async (who: Importer, id: string, state?: string): Promise<ImportRowView[]> =>
  (await listImportRowViews(t.deps, who.communityId, { id, state, limit: 10_000 })).items;
const countsOf = async (who: Importer, id: string): Promise<ImportCounts> =>
  (await readImportView(t.deps, who.communityId, id)).counts;
const known = (who: Importer) => readKnownLedger(t.deps, t.deps.db.reader, who.communityId);

const workbookOf = async (
  sheets: Record<string, unknown[][]>,
  more?: (book: ExcelJS.Workbook) => void,
): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  more?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
};

/** What the office must settle; the rest may be accepted. */
const mends: RowDecision[] = [
  { sheetIndex: 0, rowNumber: 41, values: { ownerNames: '卢敏' } },
  { sheetIndex: 0, rowNumber: 84, values: { number: '1003' } },
  { sheetIndex: 0, rowNumber: 103, values: { area: '89.5' } },
  { sheetIndex: 0, rowNumber: 154, values: { building: '2栋' } },
  { sheetIndex: 0, rowNumber: 209, values: { ownerNames: '陆霞' } },
];

describe('the demo ledger', () => {
  it('lists every doubt with its row and its reason, and passes over what is no house', async () => {
    const who = await newImporter();
    const id = await start(who);
    const doubts = await rowsOf(who, id, 'doubtful');
    expect(
      doubts.map(({ rowNumber, problems }) => [rowNumber, problems.map(({ severity, text }) => `${severity} ${text}`)]),
    ).toEqual([
      [14, ['warning 面积是空的']],
      [41, ['error 没有业主姓名，却有电话 199****3869，请补上姓名']],
      [
        84,
        [
          'warning 房号写作“一七〇二”，读作 1702',
          'warning 前后两行是 1002 和 1101，夹在中间不像',
          'error 与第 104 行都是 1栋2单元1702，内容却不同，请改对或放一边',
        ],
      ],
      [103, ['error 面积是负数']],
      [104, ['error 与第 84 行都是 1栋2单元1702，内容却不同，请改对或放一边']],
      [124, ['warning 电话 1990000 只有 7 位，接受则不登记这个号码']],
      [137, ['warning 没有 2016.2.30 这一天，接受则留空']],
      [154, ['error 没有楼栋，前后两行都是 2栋，是不是漏填了？']],
      [175, ['warning 状态“?”不认识，接受则记为未知']],
      [194, ['warning 面积“约90”不是准数，接受则按 90.00 记']],
      [209, ['error 名字“=HYPERLINK("http://x","点”像公式，请改成真名']],
      [234, ['warning 房号写作“9 03”，读作 903']],
    ]);
    const skipped = await rowsOf(who, id, 'skipped');
    expect(skipped.map(({ sheetIndex, rowNumber, problems }) => [sheetIndex, rowNumber, problems[0]?.text])).toEqual([
      [0, 1, '表头以上的标题或说明'],
      [0, 2, '表头以上的标题或说明'],
      [0, 3, '表头'],
      [0, 55, '与第 54 行完全相同，合并'],
      [0, 325, '空行'],
      [0, 326, '合计行'],
      [1, 1, '表头'],
    ]);
    // 321 rows of houses, 160 of parking spaces; 12 of them doubtful, one a double
    expect(await countsOf(who, id)).toEqual({ create: 468, update: 0, same: 0, doubtful: 12, excluded: 0, skipped: 7 });
    expect((await known(who)).houses.size).toBe(0);
  });

  it('is refused while doubts are open; a mended row frees its double', async () => {
    const who = await newImporter();
    const id = await start(who);
    await expect(applyImport(t.deps, who, { id })).rejects.toMatchObject({ code: 'import.doubtful_left' });
    const row = (await rowsOf(who, id, 'doubtful')).find(({ rowNumber }) => rowNumber === 84);
    await mendImportRow(t.deps, who, { id, rowId: row?.id ?? '', values: { number: '1003' } });
    expect((await rowsOf(who, id, 'doubtful')).map(({ rowNumber }) => rowNumber)).not.toContain(104);
    expect((await rowsOf(who, id, 'doubtful')).map(({ rowNumber }) => rowNumber)).not.toContain(84);
    await excludeDoubtfulRows(t.deps, who, { id });
    expect(await countsOf(who, id)).toMatchObject({ create: 470, doubtful: 0, excluded: 10 });
    await applyImport(t.deps, who, { id });
    await expect(cancelImport(t.deps, who, { id })).rejects.toMatchObject({ code: 'import.closed' });
    expect((await known(who)).houses.size).toBe(310);
  });

  it('comes whole into the ledger, and again changes nothing', async () => {
    const who = await newImporter();
    const from = performance.now();
    const done = await importLedgerFile(t.deps, { ...who, fileName: demoName, bytes: demo, staffName: '系统' }, mends);
    const tookMs = performance.now() - from;
    expect(done.setAside).toEqual([]);
    const kinds = (await findAllHouses(t.deps.db.reader, who.communityId)).map(({ kind }) => kind);
    expect([kinds.filter((kind) => kind === 'house').length, kinds.filter((kind) => kind === 'shop').length]).toEqual([
      311, 9,
    ]);
    expect(tookMs).toBeLessThan(12_000);
    const ledger = await known(who);
    expect(ledger.spaces.size).toBe(160);
    expect(ledger.houses.get('1|1|101')).toMatchObject({
      areaHundredths: 8950,
      handedOverOn: '2016-09-23',
      occupancy: 'self',
    });
    expect(ledger.houses.get('1|1|102')?.people.map(({ name, phones }) => [name, phones])).toEqual([
      ['周明', ['19901015838']],
      ['徐涛', []],
    ]);
    expect(ledger.houses.get('1|1|201')).toMatchObject({ occupancy: 'let', remark: null });
    expect(ledger.houses.get('1|1|201')?.people[1]).toMatchObject({
      role: 'tenant',
      name: '梁子轩',
      phones: ['19901039595'],
    });
    expect(ledger.houses.get('1|1|303')).toMatchObject({ occupancy: 'vacant', vacantSince: '2024-03' });
    expect(ledger.houses.get('1|1|802')?.people[0]?.phones).toEqual(['075526550000']);
    expect(ledger.spaces.get('B1-001')).toMatchObject({ houseKey: '1|2|1001', tenure: 'owned', plate: '粤BF36150' });
    expect(await findHousesOfPhone(t.deps, t.deps.db.reader, '19901007919')).toContainEqual(
      expect.objectContaining({ communityId: who.communityId, name: '林娜' }),
    );
    const again = await importLedgerFile(t.deps, { ...who, fileName: demoName, bytes: demo, staffName: '系统' }, mends);
    expect(again.view.counts).toMatchObject({ create: 0, update: 0, same: 480, doubtful: 0 });
    expect((await known(who)).houses.size).toBe(320);
  });

  it('is settled by the office row by row: nothing is set aside, nothing left to accept', async () => {
    const who = await newImporter();
    const id = await start(who);
    for (const { sheetIndex, rowNumber, values = {} } of ledgerMends) {
      const row = (await rowsOf(who, id)).find((one) => one.sheetIndex === sheetIndex && one.rowNumber === rowNumber);
      await mendImportRow(t.deps, who, { id, rowId: row?.id ?? '', values });
    }
    expect((await rowsOf(who, id, 'doubtful')).map(({ rowNumber, problems }) => [rowNumber, problems])).toEqual([]);
    await applyImport(t.deps, who, { id });
    const { houses } = await known(who);
    expect(houses.size).toBe(320);
    const mended = [...houses.values()].find(({ people: [first] }) =>
      first?.phones.some((one) => one.endsWith('3869')),
    );
    expect(mended?.people[0]?.name).toBe('卢敏');
  });

  it('exports what comes back as the same', async () => {
    const who = await newImporter();
    await importLedgerFile(t.deps, { ...who, fileName: demoName, bytes: demo, staffName: '系统' }, mends);
    const actor = { kind: 'staff', id: 'S', name: '陈静', communityId: who.communityId } as StaffActor;
    const file = await exportLedger(t.deps, callOf(actor));
    const id = await start(who, file.bytes, 'export.xlsx');
    const counts = await countsOf(who, id);
    expect(await rowsOf(who, id, 'doubtful')).toEqual([]);
    expect(counts).toMatchObject({ create: 0, update: 0, same: 480 });
    const fresh = await newImporter();
    await importLedgerFile(t.deps, { ...fresh, fileName: 'export.xlsx', bytes: file.bytes, staffName: '系统' });
    const plain = async (one: Importer) =>
      [...(await known(one)).houses.values()]
        .map(({ id: _, people, ...house }) => ({ ...house, people: people.map(({ id: __, ...person }) => person) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(await plain(fresh)).toEqual(await plain(who));
  });

  it('is written by one of two who apply at once', async () => {
    const who = await newImporter();
    const id = await start(who);
    await excludeDoubtfulRows(t.deps, who, { id });
    const ends = await Promise.allSettled([applyImport(t.deps, who, { id }), applyImport(t.deps, who, { id })]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'import.closed' } });
    expect((await known(who)).houses.size).toBe(308);
  });

  it('leaves nothing when the last of its writes fails', async () => {
    const who = await newImporter();
    const id = await start(who);
    await excludeDoubtfulRows(t.deps, who, { id });
    // Parking spaces are written last, when buildings, houses and people are already there.
    const refusal = process.env.TEST_MYSQL_URL
      ? "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no more spaces'"
      : "SELECT RAISE(ABORT, 'no more spaces');";
    const [when, end] = process.env.TEST_MYSQL_URL
      ? ['FOR EACH ROW', '']
      : ["WHEN NEW.number = 'B1-160' BEGIN", ' END'];
    await inTransaction(t.deps.db, (tx) =>
      tx.query(`CREATE TRIGGER no_more BEFORE INSERT ON parking_space ${when} ${refusal}${end}`),
    );
    try {
      await expect(applyImport(t.deps, who, { id })).rejects.toThrow('no more spaces');
    } finally {
      await inTransaction(t.deps.db, (tx) => tx.query('DROP TRIGGER no_more'));
    }
    const { houses, spaces } = await known(who);
    expect([houses.size, spaces.size]).toEqual([0, 0]);
    expect(await findBuildings(t.deps.db.reader, who.communityId)).toEqual([]);
    expect((await readImportView(t.deps, who.communityId, id)).status).toBe('draft');
    await applyImport(t.deps, who, { id });
    expect((await known(who)).spaces.size).toBe(160);
  });
});

const people = ['林娜', '周明', '袁霞', '萧强'];
const phone = (n: number): string => `1990100${String(7000 + n)}`;

describe('other offices', () => {
  const layouts: Record<string, () => Promise<{ name: string; bytes: Buffer; keys: string[] }>> = {
    'whole addresses, other headings, no title': async () => ({
      name: 'a.xlsx',
      keys: ['1|1|101', '1|1|102', '1|2|0301', '3||1102'],
      bytes: await workbookOf({
        Sheet1: [
          ['房屋地址', '客户名称', '手机', '计费面积', '入伙日期', '入住情况', '管家'],
          ...['1栋1单元101', '1-1-102', '1号楼2单元0301室', '阳光花园3栋1102'].map((address, n) => [
            address,
            people[n],
            phone(n),
            89.5 + n,
            '2016-06-18',
            '已入住',
            '王',
          ]),
        ],
      }),
    }),
    'two rows of headings, columns in another order': async () => ({
      name: 'b.xlsx',
      keys: ['A|1|101', 'A|1|102', 'B|2|301'],
      bytes: await workbookOf(
        {
          业主资料: [
            ['某某物业服务中心业主资料表'],
            ['产权人信息', '', '房产信息', '', '', '租户信息', ''],
            ['姓名', '电话1', '楼号', '单元', '室号', '姓名', '电话'],
            [people[0], phone(0), 'A座', '一单元', '101室', '梁子轩', phone(9)],
            [people[1], phone(1), 'A座', '一单元', '102室', '', ''],
            [people[2], phone(2), 'B座', '二单元', '301室', '', ''],
          ],
        },
        (book) => {
          for (const range of ['A1:G1', 'A2:B2', 'C2:E2', 'F2:G2']) book.worksheets[0]?.mergeCells(range);
        },
      ),
    }),
    'merged building cells': async () => ({
      name: 'c.xlsx',
      keys: ['5||101', '5||102', '6||101'],
      bytes: await workbookOf(
        {
          明细: [
            ['幢', '门牌', '户主', '联系方式', '产权面积'],
            ['5幢', 101, people[0], Number(phone(0)), '89.5平方米'],
            ['', 102, people[1], phone(1), '100㎡'],
            ['6幢', 101, people[2], phone(2), 76.04],
          ],
        },
        (book) => book.worksheets[0]?.mergeCells('A2:A3'),
      ),
    }),
    'a sheet for each building, CSV-like headings': async () => ({
      name: 'd.xlsx',
      keys: ['1|2|101', '1|2|102', '2|1|501'],
      bytes: await workbookOf({
        '1栋': [
          ['单元', '房间号', '业主', '电话'],
          ['2', '101', people[0], phone(0)],
          ['2', '102', people[1], phone(1)],
        ],
        '2号楼': [
          ['单元', '房间号', '业主', '电话'],
          ['1', '501', people[2], phone(2)],
        ],
      }),
    }),
    'CSV in GBK': async () => ({
      name: 'e.csv',
      keys: ['1|1|101', '1|1|102'],
      // 楼栋,单元,房号,业主姓名,电话 and two rows, as Excel saves them in China
      bytes: Buffer.concat([
        Buffer.from('c2a5b6b02cb5a5d4aa2cb7bfbac52cd2b5d6f7d0d5c3fb2cb5e7bbb00d0a', 'hex'),
        Buffer.concat([Buffer.from('1,1,101,'), Buffer.from('c1d6c4c8', 'hex'), Buffer.from(`,${phone(0)}\r\n`)]),
        Buffer.concat([Buffer.from('1,1,102,'), Buffer.from('d6dcc3f7', 'hex'), Buffer.from(`,${phone(1)}\r\n`)]),
      ]),
    }),
    'CSV in UTF-8 with quotes': async () => ({
      name: 'f.csv',
      keys: ['7|1|101', '7|1|102'],
      bytes: Buffer.from(
        `\uFEFF楼宇,单元,房号,产权人,电话1,电话2\r\n7座,1,101,"林娜,周明",${phone(0)},${phone(1)}\r\n7座,1,102,袁霞,${phone(2)},\r\n`,
      ),
    }),
  };

  it.each(Object.keys(layouts))('%s', async (layout) => {
    const make = layouts[layout];
    if (!make) throw new Error('no layout');
    const { name, bytes, keys } = await make();
    const who = await newImporter();
    const id = await start(who, bytes, name);
    expect(await rowsOf(who, id, 'doubtful')).toEqual([]);
    await applyImport(t.deps, who, { id });
    const ledger = await known(who);
    expect([...ledger.houses.keys()].sort()).toEqual([...keys].sort());
    const first = ledger.houses.get(keys[0] ?? '');
    expect(first?.people[0]).toMatchObject({ name: '林娜', role: 'owner', phones: [phone(0)] });
  });

  it('keeps the tenant of a two-row heading apart from the owner', async () => {
    const make = layouts['two rows of headings, columns in another order'];
    const who = await newImporter();
    await importLedgerFile(t.deps, {
      ...who,
      fileName: 'b.xlsx',
      bytes: (await make?.())?.bytes ?? demo,
      staffName: '系统',
    });
    expect(
      (await known(who)).houses.get('A|1|101')?.people.map(({ name, role, phones }) => [name, role, phones]),
    ).toEqual([
      ['林娜', 'owner', [phone(0)]],
      ['梁子轩', 'tenant', [phone(9)]],
    ]);
  });
});

describe('columns', () => {
  it('are not taken for what they only look like', async () => {
    const headings = [
      '楼栋号',
      '房间号',
      '业主',
      '电话',
      '套内面积',
      '建筑面积',
      '管家',
      '管家电话',
      '房产性质',
      '紧急联系人',
    ];
    const line = ['01栋', '1单元0101', '林娜', phone(0), '80', '100', '王管家', phone(5), '住宅', '赵六'];
    const who = await newImporter();
    const id = await start(who, await workbookOf({ 台账: [headings, line] }), 'a.xlsx');
    const [sheet] = (await readImportView(t.deps, who.communityId, id)).sheets;
    expect(sheet?.columns.map(({ field }) => field)).toEqual([
      'building',
      'number',
      'ownerNames',
      'phones',
      null,
      'area',
      null,
      null,
      'usage',
      null,
    ]);
    const page = await listImportRowViews(t.deps, who.communityId, { id, limit: 1 });
    expect(page).toMatchObject({ total: 2, items: [{ rowNumber: 1, state: 'skipped' }] });
    const next = await listImportRowViews(t.deps, who.communityId, { id, limit: 1, cursor: page.nextCursor ?? '' });
    expect(next).toMatchObject({
      nextCursor: null,
      items: [
        { rowNumber: 2, state: 'ready', understood: `1栋1单元0101 · 100.00 ㎡ · 林娜 199****${phone(0).slice(-4)}` },
      ],
    });
  });
});

describe('a ledger that was changed', () => {
  const file = (area: number, name: string, tel: string): Promise<Buffer> =>
    workbookOf({
      台账: [
        ['楼栋', '单元', '房号', '建筑面积', '业主姓名', '电话'],
        ['1栋', '1', '101', area, name, tel],
      ],
    });

  it('says what changes; other names end the old people', async () => {
    const who = await newImporter();
    const give = (bytes: Buffer) => importLedgerFile(t.deps, { ...who, fileName: 'a.xlsx', bytes, staffName: '系统' });
    await give(await file(89.5, '林娜', phone(0)));
    const id = await start(who, await file(90, '周明', phone(1)), 'b.xlsx');
    const [row] = await rowsOf(who, id, 'ready');
    expect(row?.changes).toEqual(['面积 89.50 → 90.00', '业主 林娜 → 周明']);
    await applyImport(t.deps, who, { id });
    expect((await known(who)).houses.get('1|1|101')?.people).toMatchObject([{ name: '周明', phones: [phone(1)] }]);
    const blank = await give(
      await workbookOf({
        台账: [
          ['楼栋', '单元', '房号', '业主姓名'],
          ['1栋', '1', '101', ''],
        ],
      }),
    );
    expect(blank.view.counts).toMatchObject({ same: 1, update: 0 });
    expect((await known(who)).houses.get('1|1|101')?.people).toMatchObject([{ name: '周明' }]);
  });

  it('is understood anew when staff map a column', async () => {
    const who = await newImporter();
    const id = await start(
      who,
      await workbookOf({
        台账: [
          ['楼栋', '房号', '某某', '电话'],
          ['1栋', '101', 'Smith', phone(0)],
        ],
      }),
      'a.xlsx',
    );
    const sheet = (await readImportView(t.deps, who.communityId, id)).sheets[0];
    if (!sheet) throw new Error('no sheet');
    const columns = sheet.columns.map(({ index, field }) => ({
      index,
      field: index === 2 ? ('ownerNames' as const) : field,
    }));
    await mapImport(t.deps, who, { id, sheets: [{ index: 0, kind: 'houses', headerRow: 1, columns }] });
    await applyImport(t.deps, who, { id });
    expect((await known(who)).houses.get('1||101')?.people).toMatchObject([{ name: 'Smith', phones: [phone(0)] }]);
  });

  it.each([
    ['broken.xlsx', Buffer.from('PK\u0003\u0004 and nothing more'), 'import.unreadable'],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import.unreadable'],
    ['picture.png', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'import.unreadable'],
    ['empty.csv', Buffer.from('\r\n'), 'import.unreadable'],
  ])('refuses %s', async (name, bytes, code) => {
    await expect(start(await newImporter(), bytes, name)).rejects.toMatchObject({ code });
  });

  it('takes five thousand rows without letting anybody wait', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => [
      `${Math.floor(n / 500) + 1}栋`,
      String(Math.floor((n % 500) / 125) + 1),
      String((Math.floor((n % 125) / 5) + 1) * 100 + (n % 5) + 1),
      89.5,
      '林娜',
      `1${3_000_000_000 + n}`,
    ]);
    const who = await newImporter();
    const bytes = await workbookOf({ 台账: [['楼栋', '单元', '房号', '建筑面积', '业主姓名', '电话'], ...rows] });
    const from = performance.now();
    await importLedgerFile(t.deps, { ...who, fileName: 'big.xlsx', bytes, staffName: '系统' });
    expect(performance.now() - from).toBeLessThan(40_000);
    expect((await known(who)).houses.size).toBe(5000);
  }, 60_000);
});
