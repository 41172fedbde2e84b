import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { ledgerFileTexts } from '../../locales/ledgerFile.js';
import { workbookOf } from './layouts.fixture.js';
import { limits, readSheets } from './readSheet.js';

const cells = async (file: Buffer, name = '台账.xlsx') => {
  const sheets = await readSheets(file, name);
  return sheets.ok
    ? sheets.value.map((sheet) => sheet.rows.map((row) => [row.rowNumber, ...row.cells]))
    : sheets.refusal.detail;
};

/** GBK of 房号,业主 / 101,林娜, as Excel on a Chinese Windows saves it. */
const gbk = Buffer.from('b7bfbac52cd2b5d6f70d0a3130312cc1d6c4c80d0a', 'hex');

interface Entry {
  name: string;
  data: Buffer;
  /** What the zip says of its size. */
  claims?: number;
}

const zip = (entries: Entry[]): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims } of entries) {
    const packed = deflateRawSync(data);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims ?? data.length, 22);
    local.writeUInt16LE(nameBytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 10, 8, 28);
    central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, nameBytes, packed);
    centrals.push(central, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
};

const bomb = (): Buffer =>
  zip([{ name: 'xl/workbook.xml', data: Buffer.alloc(limits.unpackedBytes + 1024), claims: 100 }]);

/** The least that is a workbook: 房号 and 状态, 101 and 自住, and whatever stands behind the cells. */
const workbookWith = (behind: string): Buffer => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const links = (target: string, type: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`;
  const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = `<row r="1">${cell('A1', '房号')}${cell('B1', '状态')}</row><row r="2">${cell('A2', '101')}${cell('B2', '自住')}</row>`;
  const parts: [string, string][] = [
    ['_rels/.rels', links('xl/workbook.xml', 'officeDocument')],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', links('worksheets/sheet1.xml', 'worksheet')],
    ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${behind}</worksheet>`],
  ];
  return zip(parts.map(([name, text]) => ({ name, data: Buffer.from(text) })));
};

const merged = (range: string): Buffer =>
  workbookWith(`<mergeCells count="1"><mergeCell ref="${range}"/></mergeCells>`);

describe('a ledger’s file', () => {
  it('gives every kind of cell as the text that staff see', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('台账');
    sheet.addRow([
      101,
      118.36000000000001,
      new Date('2016-09-23T00:00:00Z'),
      { richText: [{ text: '林' }, { text: '娜' }] },
    ]);
    sheet.addRow([
      { formula: 'A1*2', result: 202 },
      { formula: 'SUM(B:B)' },
      { error: '#REF!' },
      { text: '徐涛', hyperlink: 'http://x' },
    ]);
    sheet.addRow([]);
    sheet.addRow([null, 19901007919, '=HYPERLINK("http://x","陆霞")', true]);
    expect(await cells(Buffer.from(await workbook.xlsx.writeBuffer()))).toEqual([
      [
        [1, '101', '118.36', '2016-09-23', '林娜'],
        [2, '202', '=SUM(B:B)', '#REF!', '徐涛'],
        [4, '', '19901007919', '=HYPERLINK("http://x","陆霞")', 'TRUE'],
      ],
    ]);
  });

  it('carries a merged cell to each of its places', async () => {
    const file = await workbookOf([
      {
        name: '1',
        rows: [
          ['1栋', '101'],
          [null, '102'],
          [null, '103'],
        ],
        merges: ['A1:A3'],
      },
    ]);
    expect(await cells(file)).toEqual([
      [
        [1, '1栋', '101'],
        [2, '1栋', '102'],
        [3, '1栋', '103'],
      ],
    ]);
  });

  it('may be CSV in UTF-8, UTF-16 or GBK, with commas, tabs or semicolons, with quotes and line ends in cells', async () => {
    const rows = [
      [
        [1, '房号', '业主'],
        [2, '101', '林娜'],
      ],
    ];
    expect(await cells(Buffer.from('房号,业主\r\n101,林娜\r\n'), '台账.csv')).toEqual(rows);
    expect(await cells(Buffer.from('\ufeff房号\t业主\n101\t林娜'), '台账.csv')).toEqual(rows);
    expect(await cells(Buffer.from('房号;业主\r101;林娜'), '台账.csv')).toEqual(rows);
    expect(await cells(Buffer.from('\ufeff房号,业主\n101,林娜', 'utf16le'), '台账.csv')).toEqual(rows);
    expect(await cells(gbk, '台账.csv')).toEqual(rows);
    expect(await cells(Buffer.from('"周明\n徐涛","说""好"""\n\n1,'), 'a.csv')).toEqual([
      [
        [1, '周明\n徐涛', '说"好"'],
        [3, '1'],
      ],
    ]);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['is empty', () => Buffer.alloc(0), ledgerFileTexts.empty],
    ['is too large', () => Buffer.alloc(limits.fileBytes + 1, 'a'), ledgerFileTexts.tooLarge(10)],
    ['is an old .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), ledgerFileTexts.oldExcel],
    [
      'is cut off',
      async () => (await workbookOf([{ name: '1', rows: [['房号'], ['101']] }])).subarray(0, 900),
      ledgerFileTexts.broken,
    ],
    ['is a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), ledgerFileTexts.notATable],
    ['is a web page', () => Buffer.from('<html><table></table></html>'), ledgerFileTexts.webPage],
    ['blows up when unpacked', bomb, ledgerFileTexts.unpacksTooLarge],
    ['merges a whole sheet', () => merged('A1:XFD1048576'), ledgerFileTexts.mergedTooLarge],
    ['has too many rows', () => Buffer.from('1\n'.repeat(limits.rows + 1)), ledgerFileTexts.tooManyRows(limits.rows)],
    [
      'has too many columns',
      () => Buffer.from(`${'1,'.repeat(limits.columns)}1`),
      ledgerFileTexts.tooManyColumns(limits.columns),
    ],
    ['says nothing', () => Buffer.from(' \n , \n'), ledgerFileTexts.noRows],
  ])('that %s is refused with a reason, and at once', async (_title, make, reason) => {
    const file = await make();
    const startedAt = performance.now();
    expect(await cells(file, 'a.csv')).toBe(reason);
    // Unpacked whole it would take minutes and all the memory; a busy machine takes some seconds to say no.
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['an encrypted workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), ledgerFileTexts.oldExcel],
    ['a web page', () => Buffer.from('<html><table></table></html>'), ledgerFileTexts.webPage],
    [
      'another kind of package',
      () => zip([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]),
      ledgerFileTexts.notATable,
    ],
    [
      'a workbook with more rows than a ledger may have',
      () => workbookOf([{ name: '1', rows: Array.from({ length: limits.rows + 1 }, (_, n) => [n, '101']) }]),
      ledgerFileTexts.tooManyRows(limits.rows),
    ],
  ])('that is called .xlsx and is %s is refused with a reason', async (_title, make, reason) => {
    const file = await make();
    const startedAt = performance.now();
    expect(await cells(file, '台账.xlsx')).toBe(reason);
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });

  it('with a rule for every cell of the sheet is read at once', async () => {
    const rule = '<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"自住"</formula1></dataValidation>';
    const startedAt = performance.now();
    const file = workbookWith(`<dataValidations count="1">${rule}</dataValidations>`);
    expect(await cells(file)).toEqual([
      [
        [1, '房号', '状态'],
        [2, '101', '自住'],
      ],
    ]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
