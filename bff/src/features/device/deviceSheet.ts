import type { DeviceLifecycle } from 'shared-types/device';
import { deviceTexts as t } from '../../locales/device.js';
import {
  type HouseIndex,
  type OfficeRow,
  type OfficeSheet,
  officeDay,
  officeHeading,
  plainCell,
} from '../community/sheet.door.js';
import type { DeviceFields } from './device.fields.js';
import {
  type DeviceColumn,
  deviceColumnOf,
  longest,
  type RowFault,
  readKind,
  readLifecycle,
  readProtocol,
  unitKey,
} from './deviceRow.rules.js';
import { type PlaceColumns, type Places, placeFrom } from './place.js';

/** What the rows of an office's table of devices say, each by itself. */

export interface ReadRow {
  sheetName: string;
  rowNumber: number;
  /** As it was written. */
  cells: string;
  /** What the row says; a column that the table has not is left out, and stays as it is. */
  fields: Partial<DeviceFields>;
  place: PlaceColumns | null;
  lifecycle: DeviceLifecycle | null;
  problems: string[];
  skipped: boolean;
}

export interface Around {
  index: HouseIndex;
  /** With every house that the table may name. */
  places: Places;
}

/** Where headings are looked for; nobody writes a longer preface. */
const prefaceRows = 40;

const columnsOf = (row: OfficeRow): Map<DeviceColumn, number> => {
  const columns = new Map<DeviceColumn, number>();
  for (const [position, cell] of row.cells.entries()) {
    const column = deviceColumnOf(officeHeading(cell));
    if (column && !columns.has(column)) columns.set(column, position);
  }
  return columns;
};

const findHeader = (sheet: OfficeSheet): { position: number; columns: Map<DeviceColumn, number> } | null => {
  for (const [position, row] of sheet.rows.slice(0, prefaceRows).entries()) {
    const columns = columnsOf(row);
    if (columns.has('code') && columns.has('name')) return { position, columns };
  }
  return null;
};

interface Cells {
  has(column: DeviceColumn): boolean;
  of(column: DeviceColumn): string;
}

type Say = (fault: RowFault, cell?: string) => void;

const textColumns = ['vendor', 'brand', 'model', 'serial', 'remark'] as const;
const dayColumns = ['installedOn', 'warrantyUntil'] as const;

const readFields = (cells: Cells, say: Say): Partial<DeviceFields> => {
  const fields: Partial<DeviceFields> = {};
  const code = cells.of('code');
  if (code === '') say('codeMissing');
  else if (code.length > longest.code) say('codeLong');
  else fields.code = code;
  const name = cells.of('name');
  if (name.length > longest.name) say('nameLong');
  else if (name !== '') fields.name = name;
  if (cells.of('kind') !== '') {
    const kind = readKind(cells.of('kind'));
    if (kind) fields.kind = kind;
    else say('kindUnknown', cells.of('kind'));
  }
  if (cells.of('protocol') !== '') {
    const protocol = readProtocol(cells.of('protocol'));
    if (protocol) fields.protocol = protocol;
    else say('protocolUnknown', cells.of('protocol'));
  }
  for (const column of textColumns) {
    if (!cells.has(column)) continue;
    const text = cells.of(column);
    if (text.length > longest[column]) say('tooLong', text);
    else fields[column] = text || null;
  }
  for (const column of dayColumns) {
    if (!cells.has(column)) continue;
    const day = officeDay(cells.of(column));
    if (day === undefined) say('dayUnreadable', cells.of(column));
    else fields[column] = day;
  }
  return fields;
};

const placeColumns = ['house', 'building', 'unit', 'number', 'area', 'spot'] as const;

/** The house, area or building that a row names; null where something is wrong, which has been said. */
const readPlace = (cells: Cells, { index, places }: Around, say: Say, tell: (words: string) => void) => {
  const [building, unit, number, house] = (['building', 'unit', 'number', 'house'] as const).map(cells.of);
  const spot = cells.of('spot');
  if (spot.length > longest.spot) {
    say('tooLong', spot);
    return null;
  }
  if (house || number) {
    const found = index.find(
      house ? { address: house } : { ...(building && { building }), ...(unit && { unit }), ...(number && { number }) },
    );
    if (found.problem === null) return placeFrom(places, { houseId: found.id, spot });
    tell(found.problem);
    return null;
  }
  const area = cells.of('area');
  if (area) {
    const found = [...places.areas.values()].find(({ name }) => name === area);
    if (found) return placeFrom(places, { areaId: found.id, spot });
    say('areaUnknown', area);
    return null;
  }
  if (!building) {
    if (!unit) return placeFrom(places, { spot });
    say('unitAlone');
    return null;
  }
  const code = index.buildingOf(building);
  const buildingId = [...places.buildings].find(
    ([, name]) => name === building || (code !== null && index.buildingOf(name) === code),
  )?.[0];
  if (!buildingId) {
    say('buildingUnknown', building);
    return null;
  }
  if (!unit) return placeFrom(places, { buildingId, spot });
  const unitId = places.units.find((one) => one.buildingId === buildingId && unitKey(one.name) === unitKey(unit))?.id;
  if (unitId) return placeFrom(places, { buildingId, unitId, spot });
  say('unitUnknown', unit);
  return null;
};

const readRow = (sheetName: string, row: OfficeRow, cells: Cells, around: Around): ReadRow => {
  const problems: string[] = [];
  const tell = (words: string): void => {
    problems.push(words);
  };
  const say: Say = (fault, cell = '') => tell(t.rowFault(fault, cell));
  const fields = readFields(cells, say);
  const place = placeColumns.some(cells.has) ? readPlace(cells, around, say, tell) : null;
  let lifecycle: DeviceLifecycle | null = null;
  if (cells.of('lifecycle') !== '') {
    lifecycle = readLifecycle(cells.of('lifecycle'));
    if (!lifecycle) say('lifecycleUnknown', cells.of('lifecycle'));
  }
  const written = row.cells.map(plainCell).filter(Boolean).join('，').slice(0, 300);
  return { sheetName, rowNumber: row.rowNumber, cells: written, fields, place, lifecycle, problems, skipped: false };
};

const skippedRow = (sheetName: string, row: OfficeRow): ReadRow => ({
  ...{ sheetName, rowNumber: row.rowNumber, cells: row.cells.map(plainCell).filter(Boolean).join('，').slice(0, 300) },
  ...{ fields: {}, place: null, lifecycle: null, problems: [], skipped: true },
});

const isTotal = (row: OfficeRow): boolean =>
  row.cells.slice(0, 3).some((cell) => /^(?:合计|总计|小计|共计)/.test(plainCell(cell)));

const readSheet = (sheet: OfficeSheet, around: Around): ReadRow[] => {
  const header = findHeader(sheet);
  if (!header) return [];
  return sheet.rows.map((row, position) => {
    const cells: Cells = {
      has: (column) => header.columns.has(column),
      of: (column) => plainCell(row.cells[header.columns.get(column) ?? -1]),
    };
    const empty = row.cells.every((cell) => plainCell(cell) === '');
    return position <= header.position || empty || isTotal(row)
      ? skippedRow(sheet.name, row)
      : readRow(sheet.name, row, cells, around);
  });
};

/** Every row of every sheet that holds such a table; null: none does. */
export const readDeviceSheets = (sheets: readonly OfficeSheet[], around: Around): ReadRow[] | null => {
  const rows = sheets.flatMap((sheet) => readSheet(sheet, around));
  return rows.length > 0 ? rows : null;
};
