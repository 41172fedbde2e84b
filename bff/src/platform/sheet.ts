import ExcelJS from 'exceljs';
import { escapeFormula } from '../kernel/formula.js';

/** Text, a whole number, or an amount in fen, which is written in yuan. */
export type Cell = string | number | { fen: number };

export interface Sheet {
  name: string;
  headings: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Content type of an Excel workbook. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const addRow = (sheet: ExcelJS.Worksheet, cells: readonly Cell[]): void => {
  const row = sheet.addRow(
    cells.map((cell) => {
      if (typeof cell === 'string') return escapeFormula(cell);
      return typeof cell === 'number' ? cell : cell.fen / 100;
    }),
  );
  cells.forEach((cell, index) => {
    row.getCell(index + 1).numFmt = typeof cell === 'string' ? '@' : typeof cell === 'number' ? '0' : '#,##0.00';
  });
};

/** An Excel workbook of tables. Every text is a cell of text: nothing that somebody typed can become a formula. */
export const writeWorkbook = async (sheets: readonly Sheet[]): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  for (const { name, headings, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.addRow([...headings]).font = { bold: true };
    for (const row of rows) addRow(sheet, row);
    for (const column of sheet.columns) column.width = 16;
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
};
