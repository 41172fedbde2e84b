import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { inTransaction } from '../../platform/database/transaction.js';
import {
  applyImport,
  excludeDoubtfulRows,
  type Importer,
  mapImport,
  mendImportRow,
  startImport,
} from './commands/importLedger.js';
import { addCommunity, findHousesOfPhone } from './community.door.js';
import { findHousesByText } from './house.door.js';
import { listImportRowViews, readImportView } from './import.queries.js';
import { readKnownLedger } from './import.state.js';
import { workbookOf } from './layouts.fixture.js';
import { oddLedgers, phoneOf } from './odd.ledgers.fixture.js';

let t: TestDeps;

beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const start = async (bytes: Buffer, fileName = '台账.xlsx'): Promise<{ who: Importer; id: string }> => {
  const communityId = await inTransaction(t.deps.db, (tx) =>
    addCommunity(tx, t.deps, { name: '阳光花园', servicePhone: null }),
  );
  const who: Importer = { communityId, name: '陈静', call: { kind: 'background', communityId, cause: 'test' } };
  return { who, id: (await startImport(t.deps, who, { fileName, bytes })).id };
};

const rowsOf = async ({ who, id }: { who: Importer; id: string }) =>
  (await listImportRowViews(t.deps, who.communityId, { id, limit: 1000 })).items;

const known = ({ who }: { who: Importer }) => readKnownLedger(t.deps, t.deps.db.reader, who.communityId);

const ledgerOf = (title: string) => {
  const ledger = oddLedgers[title];
  if (!ledger) throw new Error(`no ledger ${title}`);
  return ledger;
};

const titleWith = (words: string): string => Object.keys(oddLedgers).find((title) => title.includes(words)) ?? '';

describe('a ledger with', () => {
  it.each(Object.keys(oddLedgers))('%s is understood, and asked about where it is unsure', async (title) => {
    const { sheets, understood } = ledgerOf(title);
    const rows = await rowsOf(await start(await workbookOf(sheets)));
    const read = rows.map((row): [string, string[]] => [
      `${row.sheetIndex}/${row.rowNumber}`,
      [row.understood, ...row.problems.map(({ severity, text }) => `${severity} ${text}`)],
    ]);
    expect(Object.fromEntries(read.filter(([place]) => understood[place]))).toEqual(understood);
    for (const { state, problems } of rows)
      if (state !== 'skipped') expect(state).toBe(problems.length === 0 ? 'ready' : 'doubtful');
  });

  it('hidden sheets shows them as hidden, and takes them when staff say so', async () => {
    const begun = await start(await workbookOf(ledgerOf(titleWith('hidden')).sheets));
    const view = await readImportView(t.deps, begun.who.communityId, begun.id);
    const sheet = view.sheets[2];
    expect(sheet).toMatchObject({ name: '3栋（隐藏的表）', kind: 'ignore' });
    const columns = (sheet?.columns ?? []).map(({ index, field }) => ({ index, field }));
    await mapImport(t.deps, begun.who, {
      id: begun.id,
      sheets: [{ index: 2, kind: 'houses', headerRow: 1, columns }],
    });
    const row = (await rowsOf(begun)).find(({ sheetIndex, rowNumber }) => sheetIndex === 2 && rowNumber === 2);
    expect(row).toMatchObject({ state: 'ready', understood: '3栋101 · 旧人' });
  });

  it('a number without a name gives it to the owner whom staff name', async () => {
    const begun = await start(await workbookOf(ledgerOf(titleWith('hidden')).sheets));
    const row = (await rowsOf(begun)).find(({ rowNumber }) => rowNumber === 8);
    await mendImportRow(t.deps, begun.who, { id: begun.id, rowId: row?.id ?? '', values: { ownerNames: '卢敏' } });
    await excludeDoubtfulRows(t.deps, begun.who, begun);
    await applyImport(t.deps, begun.who, begun);
    expect((await known(begun)).houses.get('1|2|302')?.people).toMatchObject([{ name: '卢敏', phones: [phoneOf(3)] }]);
  });

  it.each(['strangers', 'a full column'])('%s binds none of the people to call in need', async (words) => {
    const begun = await start(await workbookOf(ledgerOf(titleWith(words)).sheets));
    await excludeDoubtfulRows(t.deps, begun.who, begun);
    await applyImport(t.deps, begun.who, begun);
    const found = await findHousesOfPhone(t.deps, t.deps.db.reader, phoneOf(9));
    expect(found.filter(({ communityId }) => communityId === begun.who.communityId)).toEqual([]);
    const houses = [...(await known(begun)).houses.values()];
    expect(houses.length).toBeGreaterThan(1);
    expect(houses.flatMap(({ people }) => people.map(({ name }) => name))).not.toContain('林强');
  });

  it('numbers never stands in clear in the tables', async () => {
    const { who, id } = await start(await workbookOf(ledgerOf(titleWith('no headings')).sheets));
    const tables = ['import_run', 'import_row', 'audit_log', 'person_phone'];
    await applyImport(t.deps, who, { id });
    for (const table of tables) {
      const rows: unknown[] = await t.deps.db.reader.query(`SELECT * FROM ${table}`);
      expect(JSON.stringify(rows)).not.toContain(phoneOf(1));
    }
  });

  it('a space that leaves out the unit, or writes the number otherwise, finds the one house that it can mean', async () => {
    const begun = await start(
      await workbookOf([
        {
          name: '房屋',
          rows: [
            ['楼栋', '单元', '房号', '业主', '电话'],
            ['1栋', '1单元', '0501', '林娜', phoneOf(1)],
            ['1栋', '1单元', '502', '徐涛', phoneOf(2)],
            ['1栋', '2单元', '502', '袁霞', phoneOf(3)],
          ],
        },
        {
          name: '车位',
          rows: [
            ['车位号', '绑定房号', '产权/租赁'],
            ['B1-001', '1-1-501', '产权'],
            ['B1-002', '1栋0501', '产权'],
            ['B1-003', '1栋502', '产权'],
            ['B1-004', '9-9-999', '产权'],
          ],
        },
      ]),
    );
    const rows = (await rowsOf(begun)).filter(({ sheetIndex, state }) => sheetIndex === 1 && state !== 'skipped');
    expect(rows.map(({ problems }) => problems.map(({ text }) => text))).toEqual([
      [],
      [],
      ['绑定的 1栋502 有好几户，请写上单元；接受则不绑定'],
      ['绑定的 9栋9单元999 不在台账里，接受则不绑定'],
    ]);
    await excludeDoubtfulRows(t.deps, begun.who, begun);
    await applyImport(t.deps, begun.who, begun);
    const { spaces } = await known(begun);
    expect([spaces.get('B1-001')?.houseKey, spaces.get('B1-002')?.houseKey]).toEqual(['1|1|0501', '1|1|0501']);
  });

  it('GBK text keeps 0501 and 501 apart, and a search finds both', async () => {
    // 座号,房间,户主姓名,电话1,电话2,入伙时间 and two rows, as Excel saves them in China
    const gbk = Buffer.from(
      '1/m6xSy3v7zkLLun1vfQ1cP7LLXnu7AxLLXnu7AyLMjru+/KsbzkDQpD1/ksMDUwMSzB1sTILDE5OTAxMDA3MDAxLDA3NTUtMjY1NTAwMDAsMjAxNsTqNtTCMTjI1Q0KQ9f5LDUwMSzQ7MzOLDE5OTAxMDA3MDAyLCwyMDE2MDYxOA0K',
      'base64',
    );
    const begun = await start(gbk, '台账.csv');
    await applyImport(t.deps, begun.who, begun);
    const { houses } = await known(begun);
    // Two rows of one insert may come back in either order.
    const byKey = [...houses.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(byKey.map(({ key, people, handedOverOn }) => [key, people[0]?.phones, handedOverOn])).toEqual([
      ['C||0501', ['19901007001', '075526550000'], '2016-06-18'],
      ['C||501', ['19901007002'], '2016-06-18'],
    ]);
    for (const q of ['501', '0501', 'C座501']) {
      const { items } = await findHousesByText(t.deps.db.reader, begun.who.communityId, q);
      expect(items.map(({ label }) => label).sort()).toEqual(['C栋0501', 'C栋501']);
    }
  });
});
