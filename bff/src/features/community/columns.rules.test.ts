import { readFile } from 'node:fs/promises';
import { guessSheet, remapSheet } from './columns.rules.js';
import type { GridSheet } from './grid.rules.js';
import { type Layout, layouts, workbookOf } from './layouts.fixture.js';
import { readSheets } from './readSheet.js';

const read = async (file: Buffer, name = '台账.xlsx'): Promise<GridSheet[]> => {
  const sheets = await readSheets(file, name);
  if (!sheets.ok) throw new Error(sheets.refusal.detail);
  return sheets.value;
};

const fieldsOf = (sheet: GridSheet) => {
  const { kind, headerRow, columns } = guessSheet(sheet);
  return { kind, headerRow, fields: columns.map((column) => column.field) };
};

describe('columns of a ledger', () => {
  it('are guessed in the ledger of the demo community', async () => {
    const file = await readFile(new URL('../../../seed/阳光花园房产台账.xlsx', import.meta.url));
    expect((await read(file)).map(fieldsOf)).toEqual([
      {
        kind: 'houses',
        headerRow: 3,
        fields: [
          'sequence',
          'building',
          'unit',
          'number',
          'layout',
          'area',
          'usage',
          'ownerNames',
          'phones',
          'idLastFour',
          'handedOverOn',
          'occupancy',
          'remark',
        ],
      },
      { kind: 'parking', headerRow: 1, fields: ['spaceNumber', 'zone', 'tenure', 'boundHouse', 'plate'] },
    ]);
  });

  it.each(layouts.map((layout): [string, Layout] => [layout.title, layout]))(
    'are guessed with %s',
    async (_title, layout) => {
      const sheets = await read(await workbookOf(layout.sheets));
      expect(sheets.map(fieldsOf)).toEqual(layout.expected);
    },
  );

  it('are surer where heading and values agree', async () => {
    const [sheet] = await read(
      await workbookOf([
        {
          name: '台账',
          rows: [
            ['房号', '业主', '电话'],
            ['1-1-101', '林娜', '19901007919'],
            ['1-1-102', '徐涛', '问前台'],
          ],
        },
      ]),
    );
    const phones = sheet && guessSheet(sheet).columns[2];
    expect(phones?.field).toBe('phones');
    expect(phones?.confidence).toBeLessThan(0.8);
  });

  it('show samples in which telephone numbers are masked', async () => {
    const [sheet] = await read(
      await workbookOf([
        {
          name: '台账',
          rows: [
            ['房号', '业主', '电话'],
            ['101', '林娜', '19901007919'],
          ],
        },
      ]),
    );
    const text = JSON.stringify(sheet && guessSheet(sheet));
    expect(text).toContain('199****7919');
    expect(text).not.toContain('19901007919');
  });

  it('are what staff say they are', async () => {
    const [sheet] = await read(
      await workbookOf([
        {
          name: '甲',
          rows: [
            ['户', '谁', 'x'],
            ['1-1-101', '林娜', '旧'],
            ['1-1-102', '徐涛', '旧'],
          ],
        },
      ]),
    );
    if (!sheet) throw new Error('no sheet');
    expect(guessSheet(sheet).kind).toBe('ignore');
    const mapped = remapSheet(sheet, {
      kind: 'houses',
      headerRow: 1,
      columns: [
        { index: 0, field: 'address' },
        { index: 1, field: 'ownerNames' },
        { index: 2, field: null },
      ],
    });
    expect(mapped).toMatchObject({ kind: 'houses', headerRow: 1, rows: 2 });
    expect(mapped.columns.map((column) => [column.field, column.confidence])).toEqual([
      ['address', 1],
      ['ownerNames', 1],
      [null, 1],
    ]);
  });
});
