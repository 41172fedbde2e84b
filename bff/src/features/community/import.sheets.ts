import { inflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { AppError } from '../../kernel/appError.js';
import { importTexts } from '../../locales/ledgerImport.js';
import type { Sheet } from './import.columns.rules.js';

/** A ledger's file as plain grids of text: .xlsx as offices save it, .csv in UTF-8, UTF-16 or GBK. */

export const mostBytes = 10 * 1024 * 1024;
const mostRows = 20_000;
const mostColumns = 200;
const mostSheets = 50;
const mostUnpackedBytes = 150 * 1024 * 1024;

const unreadable = (detail: string): AppError => new AppError('import.unreadable', { detail });

/** Unpacks every entry within a budget, whatever sizes the file claims: a bomb ends here and not in the parser. */
const checkArchive = (bytes: Buffer): void => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw unreadable(importTexts.broken);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let left = mostUnpackedBytes;
  for (let n = 0; n < count; n++) {
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + packed);
    if (method === 8) left -= inflateRawSync(body, { maxOutputLength: Math.max(1, left) }).length;
    else left -= body.length;
    if (left <= 0) throw unreadable(importTexts.tooMuch);
  }
};

const dateText = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10));

const numberText = (value: number): string =>
  Number.isInteger(value) ? value.toFixed(0) : String(Math.round(value * 1e8) / 1e8);

const cellText = (value: ExcelJS.CellValue): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return dateText(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return cellText(value.text as ExcelJS.CellValue);
  if ('result' in value && value.result !== undefined) return cellText(value.result as ExcelJS.CellValue);
  if ('formula' in value || 'sharedFormula' in value) return `=${'formula' in value ? (value.formula ?? '') : ''}`;
  return '';
};

const readWorksheet = (worksheet: ExcelJS.Worksheet): Sheet => {
  if (worksheet.rowCount > mostRows) throw unreadable(importTexts.tooManyRows(mostRows));
  const rows: string[][] = [];
  for (let n = 1; n <= worksheet.rowCount; n++) {
    const texts: string[] = [];
    const row = worksheet.findRow(n);
    // A merged cell gives its text to every cell that it covers.
    row?.eachCell({ includeEmpty: false }, (cell, column) => {
      if (column > mostColumns) throw unreadable(importTexts.tooManyColumns(mostColumns));
      texts[column - 1] = cellText(cell.value);
    });
    rows.push(Array.from(texts, (text) => text ?? ''));
  }
  return { name: worksheet.name, rows: withoutEmptyEnd(rows) };
};

const withoutEmptyEnd = (rows: string[][]): string[][] => {
  let length = rows.length;
  while (length > 0 && (rows[length - 1] ?? []).every((text) => text.trim() === '')) length--;
  return rows.slice(0, length);
};

const readWorkbook = async (bytes: Buffer): Promise<Sheet[]> => {
  const workbook = new ExcelJS.Workbook();
  try {
    checkArchive(bytes);
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const tooMuch = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw unreadable(tooMuch ? importTexts.tooMuch : importTexts.broken);
  }
  if (workbook.worksheets.length > mostSheets) throw unreadable(importTexts.tooManySheets(mostSheets));
  return workbook.worksheets.map(readWorksheet);
};

const decode = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

const separatorOf = (text: string): string => {
  const head = text.slice(0, 4000);
  const count = (sign: string): number => head.split(sign).length;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

/** RFC 4180, with whatever separator the file uses. */
export const parseCsv = (text: string): string[][] => {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
    if (row.length > mostColumns) throw unreadable(importTexts.tooManyColumns(mostColumns));
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
    if (rows.length > mostRows) throw unreadable(importTexts.tooManyRows(mostRows));
  };
  for (let n = 0; n < text.length; n++) {
    const sign = text[n] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[n + 1] === '"') cell += text[n++];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
};

/** The sheets of an uploaded file. Errors: import.unreadable, file.too_large, file.type_refused. */
export const readSheets = async (fileName: string, bytes: Buffer): Promise<Sheet[]> => {
  if (bytes.length > mostBytes) throw new AppError('file.too_large');
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return readWorkbook(bytes);
  if (bytes.length > 4 && bytes.readUInt32BE(0) === 0xd0cf11e0) throw unreadable(importTexts.oldFormat);
  if (/\.xlsx$/i.test(fileName)) throw unreadable(importTexts.broken);
  const text = decode(bytes).replace(/^\uFEFF/, '');
  if (!/\.(?:csv|txt)$/i.test(fileName) || text.includes('\0')) throw new AppError('file.type_refused');
  const name = fileName.replace(/\.\w+$/, '');
  return [{ name, rows: withoutEmptyEnd(parseCsv(text)) }];
};
