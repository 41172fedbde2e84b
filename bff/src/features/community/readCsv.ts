import type { GridRow } from './grid.rules.js';

const decode = (file: Buffer): string | null => {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder('utf-16be').decode(file);
  if (file.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    // Excel on a Chinese Windows saves CSV as GBK.
  }
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(file);
  } catch {
    return null;
  }
};

/** The sign that parts the first lines most often, outside quotes. */
const findDelimiter = (text: string): string => {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length - 1;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
};

/** Rows of a CSV in UTF-8, UTF-16 or GBK, with commas, tabs or semicolons; null when it is no text. */
export const readCsv = (file: Buffer): GridRow[] | null => {
  const text = decode(file)?.replace(/^\ufeff/, '');
  if (text === undefined) return null;
  const delimiter = findDelimiter(text);
  const rows: GridRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    cells.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    while (cells.at(-1)?.trim() === '') cells.pop();
    rows.push({ rowNumber: rows.length + 1, cells });
    cells = [];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (sign === delimiter) endCell();
    else if (sign === '\n') endRow();
    else if (sign === '\r') {
      if (text[at + 1] !== '\n') endRow();
    } else cell += sign;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
};
