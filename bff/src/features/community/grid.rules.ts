/** A sheet as plain text, whatever file it came from. Days are YYYY-MM-DD, numbers have no needless digits. */
export interface GridRow {
  /** 1-based, as the table program shows it. */
  rowNumber: number;
  /** One text a column; empty where the cell is. A merged cell's text stands in each of its places. */
  cells: string[];
}

export interface GridSheet {
  index: number;
  name: string;
  hidden: boolean;
  /** Rows that hold anything, in order. */
  rows: GridRow[];
}

/** The cell of a column; empty beyond the row's end. */
export const cellAt = (row: GridRow, column: number): string => row.cells[column] ?? '';

/** The different texts of a row: a title that is merged over all columns has one. */
export const distinctTexts = (row: GridRow): string[] => [
  ...new Set(row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')),
];

export const columnCount = (sheet: GridSheet): number =>
  sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
