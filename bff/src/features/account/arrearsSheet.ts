import type { FeeKind } from 'shared-types/billing';
import type { ArrearsImportRowView } from 'shared-types/staffAccount';
import { arrearsTexts } from '../../locales/arrears.js';
import {
  type HouseColumn,
  type HouseIndex,
  houseColumnOf,
  type OfficeRow,
  type OfficeSheet,
  officeHeading,
  plainCell,
} from '../community/sheet.door.js';
import {
  type CellFault,
  type MoneyColumn,
  moneyColumnOf,
  readAmount,
  readFee,
  readPeriod,
} from './arrearsRow.rules.js';

/** What the rows of an office's table of arrears and balances say, each by itself. */

type Column = HouseColumn | MoneyColumn;

export interface ReadRow {
  sheetName: string;
  rowNumber: number;
  cells: ArrearsImportRowView['cells'];
  houseId: string | null;
  label: string;
  fee: { kind: FeeKind; name: string } | null;
  period: string | null;
  arrearsFen: number;
  prepaidFen: number;
  problems: string[];
  /** A title, a total, an empty row, or one without any amount. */
  skipped: boolean;
}

/** Where headings are looked for; nobody writes a longer preface. */
const prefaceRows = 40;

const columnOf = (text: string): Column | null => {
  const heading = officeHeading(text);
  return moneyColumnOf(heading) ?? houseColumnOf(heading);
};

/** Which column of a row of headings means what; the first of two that mean the same. */
const columnsOf = (row: OfficeRow): Map<Column, number> => {
  const columns = new Map<Column, number>();
  for (const [index, cell] of row.cells.entries()) {
    const column = columnOf(cell);
    if (column && !columns.has(column)) columns.set(column, index);
  }
  return columns;
};

const isHeader = (columns: Map<Column, number>): boolean =>
  (columns.has('number') || columns.has('address')) && (columns.has('arrears') || columns.has('prepaid'));

interface Header {
  position: number;
  columns: Map<Column, number>;
}

/** The row of headings of a sheet; null: it is no table of arrears. */
const findHeader = (sheet: OfficeSheet): Header | null => {
  for (const [position, row] of sheet.rows.slice(0, prefaceRows).entries()) {
    const columns = columnsOf(row);
    if (isHeader(columns)) return { position, columns };
  }
  return null;
};

const isTotal = (row: OfficeRow): boolean =>
  row.cells.slice(0, 4).some((cell) => /^(?:合计|总计|小计|总数|共计)/.test(plainCell(cell)));

type Cell = (column: Column) => string;

const skippedRow = (sheetName: string, rowNumber: number, cells: ReadRow['cells']): ReadRow => ({
  sheetName,
  rowNumber,
  cells,
  houseId: null,
  label: '',
  fee: null,
  period: null,
  arrearsFen: 0,
  prepaidFen: 0,
  problems: [],
  skipped: true,
});

/** The house as the row writes it, to show it again. */
const houseText = (cell: Cell): string =>
  [cell('address'), cell('building'), cell('unit'), cell('number')].filter((part) => part !== '').join(' ');

const cellsOf = (cell: Cell): ReadRow['cells'] => ({
  house: houseText(cell),
  fee: cell('fee'),
  period: cell('period'),
  arrears: cell('arrears'),
  prepaid: cell('prepaid'),
  remark: cell('remark'),
});

const readRow = (sheetName: string, rowNumber: number, cell: Cell, around: Around): ReadRow => {
  const cells = cellsOf(cell);
  const problems: string[] = [];
  const say = (fault: CellFault | null, text = ''): void => {
    if (fault) problems.push(arrearsTexts.fault(fault, text));
  };
  const arrears = readAmount(cells.arrears);
  const prepaid = readAmount(cells.prepaid);
  if (arrears.value === 0 && prepaid.value === 0) return skippedRow(sheetName, rowNumber, cells);
  say(arrears.fault, cells.arrears);
  say(prepaid.fault, cells.prepaid);
  const { building, unit, number, address } = {
    building: cell('building'),
    unit: cell('unit'),
    number: cell('number'),
    address: cell('address'),
  };
  const house = around.index.find(
    { ...(building && { building }), ...(unit && { unit }), ...(number && { number }), ...(address && { address }) },
    around.building,
  );
  if (house.problem) problems.unshift(house.problem);
  const owes = arrears.value !== 0;
  const fee = owes ? readFee(cells.fee) : null;
  const period = owes ? readPeriod(cells.period, around.today) : null;
  say(fee?.fault ?? null, cells.fee);
  say(period?.fault ?? null, cells.period);
  return {
    sheetName,
    rowNumber,
    cells,
    houseId: house.id,
    label: house.label,
    fee: fee?.value ?? null,
    period: period?.value ?? null,
    arrearsFen: arrears.value ?? 0,
    prepaidFen: prepaid.value ?? 0,
    problems,
    skipped: false,
  };
};

interface Around {
  index: HouseIndex;
  /** YYYY-MM-DD */
  today: string;
  /** Written once for the rows below it, as offices do. */
  building: string | null;
}

const readSheet = (sheet: OfficeSheet, index: HouseIndex, today: string): ReadRow[] => {
  const header = findHeader(sheet);
  if (!header) return [];
  let building: string | null = null;
  return sheet.rows.map((row, position) => {
    const cell: Cell = (column) => plainCell(row.cells[header.columns.get(column) ?? -1]);
    if (position <= header.position || isTotal(row)) return skippedRow(sheet.name, row.rowNumber, cellsOf(cell));
    building = index.buildingOf(cell('building')) ?? building;
    return readRow(sheet.name, row.rowNumber, cell, { index, today, building: cell('building') ? null : building });
  });
};

/** Every row of every sheet that holds such a table; null: none does. */
export const readArrearsSheets = (
  sheets: readonly OfficeSheet[],
  index: HouseIndex,
  today: string,
): ReadRow[] | null => {
  const rows = sheets.flatMap((sheet) => readSheet(sheet, index, today));
  return rows.length > 0 ? rows : null;
};
