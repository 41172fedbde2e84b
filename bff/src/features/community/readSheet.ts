import { inflateRaw } from 'node:zlib';
import ExcelJS from 'exceljs';
import { ok, type Result, refuse } from '../../kernel/result.js';
import { ledgerFileTexts } from '../../locales/ledgerFile.js';
import type { GridRow, GridSheet } from './grid.rules.js';
import { readCsv } from './readCsv.js';

export const limits = {
  fileBytes: 10 * 1024 * 1024,
  unpackedBytes: 80 * 1024 * 1024,
  mergedCells: 200_000,
  rows: 20_000,
  columns: 200,
  sheets: 50,
} as const;

const unreadable = (detail: string): Result<never> => refuse('import.unreadable', { detail });

const startsWith = (file: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => file[index] === byte);

/** A ledger's file (.xlsx or .csv, whatever its name says) as plain sheets; or why it cannot be read. */
export const readSheets = async (file: Buffer, fileName: string): Promise<Result<GridSheet[]>> => {
  if (file.length === 0) return unreadable(ledgerFileTexts.empty);
  if (file.length > limits.fileBytes) return unreadable(ledgerFileTexts.tooLarge(limits.fileBytes / 1024 / 1024));
  if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)) return unreadable(ledgerFileTexts.oldExcel);
  const sheets = startsWith(file, 0x50, 0x4b) ? await readWorkbook(file) : readText(file, fileName);
  return sheets.ok ? withinLimits(sheets.value) : sheets;
};

const readText = (file: Buffer, fileName: string): Result<GridSheet[]> => {
  const rows = readCsv(file);
  if (rows === null) return unreadable(ledgerFileTexts.notATable);
  if (/^\s*<(?:!doctype|html|\?xml|table|meta)/i.test(rows[0]?.cells[0] ?? ''))
    return unreadable(ledgerFileTexts.webPage);
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return ok([{ index: 0, name, hidden: false, rows: rows.filter(hasText) }]);
};

const hasText = (row: GridRow): boolean => row.cells.some((cell) => cell.trim() !== '');

const withinLimits = (sheets: GridSheet[]): Result<GridSheet[]> => {
  if (sheets.length > limits.sheets) return unreadable(ledgerFileTexts.tooManySheets(limits.sheets));
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  if (rows === 0) return unreadable(ledgerFileTexts.noRows);
  if (rows > limits.rows) return unreadable(ledgerFileTexts.tooManyRows(limits.rows));
  if (sheets.some((sheet) => sheet.rows.some((row) => row.cells.length > limits.columns)))
    return unreadable(ledgerFileTexts.tooManyColumns(limits.columns));
  return ok(sheets);
};

interface ZipEntry {
  name: string;
  method: number;
  data: Buffer;
}

/** Entries as the zip's directory lists them; null when the directory is not whole. */
const zipEntries = (file: Buffer): ZipEntry[] | null => {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length) return null;
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let n = 0; n < count; n++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return null;
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) return null;
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (start + size > file.length) return null;
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      data: file.subarray(start, start + size),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
};

const unpack = (entry: ZipEntry, most: number): Promise<Buffer | null> =>
  entry.method === 0
    ? Promise.resolve(entry.data.length <= most ? entry.data : null)
    : new Promise((resolve, reject) => {
        inflateRaw(entry.data, { maxOutputLength: Math.max(most, 1) }, (failure, out) => {
          if (!failure) resolve(out);
          else if ((failure as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') resolve(null);
          else reject(failure);
        });
      });

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** Cells of all merged ranges; exceljs makes every one of them. */
const mergedCells = (xml: string): number => {
  let cells = 0;
  for (const [, left = 'A', top, right = 'A', bottom] of xml.matchAll(
    /<mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g,
  ))
    cells += (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1);
  return cells;
};

/** Unpacks with a hard limit whatever the file says of its size, and counts what exceljs would blow up. */
const inspect = async (file: Buffer): Promise<Result<null>> => {
  const entries = zipEntries(file);
  if (!entries) return unreadable(ledgerFileTexts.broken);
  if (!entries.some((entry) => /(^|\/)workbook\.xml$/.test(entry.name))) return unreadable(ledgerFileTexts.notATable);
  let left: number = limits.unpackedBytes;
  for (const entry of entries) {
    const out = await unpack(entry, left);
    if (!out) return unreadable(ledgerFileTexts.unpacksTooLarge);
    left -= out.length;
    if (!/worksheets\/[^/]*\.xml$/.test(entry.name)) continue;
    const xml = out.toString('utf8');
    if (mergedCells(xml) > limits.mergedCells) return unreadable(ledgerFileTexts.mergedTooLarge);
    if ((xml.match(/<row[\s>]/g)?.length ?? 0) > limits.rows * 3)
      return unreadable(ledgerFileTexts.tooManyRows(limits.rows));
  }
  return ok(null);
};

/** Parts of a sheet that a ledger's reader needs nothing of; exceljs makes an entry for every cell of their ranges. */
const ignored = [
  'dataValidations',
  'conditionalFormatting',
  'autoFilter',
  'picture',
  'drawing',
  'extLst',
  'sheetProtection',
];

const readWorkbook = async (file: Buffer): Promise<Result<GridSheet[]>> => {
  const workbook = new ExcelJS.Workbook();
  try {
    const inspected = await inspect(file);
    if (!inspected.ok) return inspected;
    const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
    await workbook.xlsx.load(bytes, { ignoreNodes: ignored });
    return ok(workbook.worksheets.map(readWorksheet));
  } catch {
    return unreadable(ledgerFileTexts.broken);
  }
};

const readWorksheet = (sheet: ExcelJS.Worksheet, index: number): GridSheet => {
  const rows: GridRow[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, rowNumber) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      const text = cellText(cell.master.value);
      if (text === '') return;
      while (cells.length < column - 1) cells.push('');
      cells[column - 1] = text;
    });
    if (cells.length > 0) rows.push({ rowNumber, cells });
  });
  return { index, name: sheet.name.trim(), hidden: sheet.state !== 'visible', rows };
};

/** A formula gives its result; without one it stands as it is, for the reader of the field to refuse. */
const cellText = (value: ExcelJS.CellValue): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dayText(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return cellText(value.text as ExcelJS.CellValue);
  if ('formula' in value || 'sharedFormula' in value) {
    const formula = 'formula' in value ? value.formula : value.sharedFormula;
    return value.result === undefined ? `=${formula ?? ''}` : cellText(value.result as ExcelJS.CellValue);
  }
  return '';
};

/** 118.36, not 118.36000000000001; whole numbers never as 1.99e10. */
const numberText = (value: number): string => {
  if (Number.isInteger(value)) return BigInt(value).toString();
  const short = Number(value.toPrecision(12));
  return String(short);
};

/** Excel's days have no zone: exceljs gives them as midnight in UTC. */
const dayText = (value: Date): string => {
  const at = value.getTime() + 500;
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
};
