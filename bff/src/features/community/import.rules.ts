import type { ImportField, ImportSheet } from 'shared-types/ledgerImport';
import { unescapeFormula } from '../../kernel/formula.js';
import {
  buildingName,
  houseKey,
  houseLabel,
  parseAddress,
  parseBuilding,
  parseUnit,
  parseUnitAndRoom,
} from './address.rules.js';
import { error, type Fault, warning } from './fault.rules.js';
import { guessHeading } from './heading.rules.js';
import { type HouseEntry, readHouse, type Understood } from './house.rows.rules.js';
import { type Doubt, doubt, type Surroundings, type Values } from './houseCodes.rules.js';
import { readTenure, type Tenure } from './occupancy.rules.js';
import { readPlate } from './plate.rules.js';
import { compact, cut, halfWidth, saysNothing } from './text.rules.js';

/** What the rows of one sheet say: houses with their people, parking spaces, or nothing. */

/** One row as it is kept: the office's cells, and what staff wrote over them. */
export interface RawRow {
  sheetIndex: number;
  rowNumber: number;
  cells: string[];
  mended: Values;
  excluded: boolean;
  accepted: boolean;
}

export interface SpaceEntry {
  kind: 'space';
  key: string;
  number: string;
  zone: string | null;
  tenure: Tenure | null;
  boundKey: string | null;
  boundLabel: string | null;
  plate: string | null;
}

export type Entry = HouseEntry | SpaceEntry;

export interface RowReading extends Understood<Entry> {
  values: Values;
  /** Passed over; the one doubt says why. */
  skipped: boolean;
}

const joints: Partial<Record<ImportField, string>> = { phones: ' / ', ownerNames: '、', tenant: ' ', remark: '；' };

/** The cells of a row by what their columns mean, with what staff mended in their place. */
const valuesOf = (sheet: ImportSheet, row: Pick<RawRow, 'cells' | 'mended'>): Values => {
  const values: Values = {};
  for (const { index, field } of sheet.columns) {
    if (field === null) continue;
    const text = unescapeFormula(row.cells[index] ?? '');
    const before = values[field];
    const joint = joints[field];
    // One cell that is merged over two columns says its text once.
    if (!before?.trim()) values[field] = text;
    else if (joint && text.trim() && text.trim() !== before.trim()) values[field] = `${before}${joint}${text}`;
  }
  return { ...values, ...row.mended };
};

const distinct = (cells: string[]): string[] => [...new Set(cells.map(compact).filter((text) => text !== ''))];

const isHeading = (sheet: ImportSheet, cells: string[]): boolean => {
  const texts = distinct(cells);
  const kind = sheet.kind === 'parking' ? 'parking' : 'houses';
  return texts.length >= 3 && texts.every((text) => guessHeading(text, kind) !== null && !/\d{3}/.test(text));
};

const headingFault = (sheet: ImportSheet): Fault => {
  const left = sheet.columns.filter(({ field, heading }) => {
    const field2 = field === null && sheet.kind === 'houses' ? guessHeading(heading, 'parking')?.field : undefined;
    return field2 === 'spaceNumber' || field2 === 'plate';
  });
  if (left.length === 0) return warning('headingRow');
  return warning('headingRowLeavingOut', left.map(({ heading }) => heading).join('、'));
};

/** Why a row is none of the ledger's rows; null when it is one. */
const skipFault = (sheet: ImportSheet, row: RawRow): Fault | null => {
  if (sheet.kind === 'ignore') return warning('ignoredSheet');
  if (row.rowNumber < sheet.headerRow) return warning('titleRow');
  if (row.rowNumber === sheet.headerRow) return headingFault(sheet);
  if (Object.keys(row.mended).length > 0) return null;
  const texts = distinct(row.cells);
  if (texts.length === 0) return warning('emptyRow');
  if (texts.slice(0, 3).some((text) => /^(?:[\d.]+)?(?:合计|总计|小计|总数|共计)/.test(text)))
    return warning('totalRow');
  const [first = ''] = texts;
  if (/^(?:制表|审核|填表|编制|打印|说明|注)(?:人|单位|日期|时间)?[:：]/.test(first)) return warning('noteRow');
  if (texts.length === 1 && first.length > 1 && parseAddress(first) === null) return warning('noteRow');
  return isHeading(sheet, row.cells) ? warning('headingRow') : null;
};

const textOrNull = (text: string | undefined, max: number): string | null => {
  const plain = halfWidth(text ?? '');
  return saysNothing(plain) ? null : cut(plain, max);
};

const longestSpaceNumber = 20;

const readSpace = (values: Values): Understood<SpaceEntry> => {
  const number = textOrNull(values.spaceNumber, 100)?.toUpperCase() ?? null;
  const plate = readPlate(values.plate ?? '');
  const tenure = readTenure(values.tenure ?? '');
  const doubts: Doubt[] = [
    ...plate.faults.map((fault) => doubt('plate', fault)),
    ...tenure.faults.map((fault) => doubt('tenure', fault)),
  ];
  const bound = textOrNull(values.boundHouse, 60);
  const address = bound ? parseAddress(bound) : null;
  const codes =
    address?.building && address.number
      ? { building: address.building, unit: address.unit ?? '', number: address.number }
      : null;
  if (bound && !codes) doubts.push(doubt('boundHouse', warning('houseUnreadable', bound)));
  if (!number) return { entry: null, doubts: [...doubts, doubt('spaceNumber', error('spaceMissing'))] };
  if (number.length > longestSpaceNumber)
    return { entry: null, doubts: [...doubts, doubt('spaceNumber', error('spaceTooLong', number))] };
  const entry: SpaceEntry = {
    kind: 'space',
    key: number,
    number,
    zone: textOrNull(values.zone, 20),
    tenure: tenure.value,
    boundKey: codes ? houseKey(codes) : null,
    boundLabel: codes ? houseLabel(codes) : null,
    plate: plate.value,
  };
  return { entry, doubts };
};

const cellsOf = (sheet: ImportSheet, rows: RawRow[], field: ImportField): string[] => {
  const column = sheet.columns.find((one) => one.field === field);
  if (!column) return [];
  return rows.filter((row) => skipFault(sheet, row) === null).map((row) => (row.cells[column.index] ?? '').trim());
};

/** An office that writes a building only beside its first house means it for the rows below: most cells are empty, none repeats the one before. */
const fillsDown = (cells: string[], once: boolean): boolean => {
  const filled = cells.filter((cell) => cell !== '');
  if (!cells[0] || filled.length > cells.length / 2) return false;
  return once ? new Set(filled).size === filled.length : cells.every((cell, n) => cell === '' || cell !== cells[n - 1]);
};

const buildingOfName = (name: string): string | null => {
  const plain = name.replace(/（隐藏的表）$/, '');
  return /栋|幢|座|号楼|#|商铺|底商|^\d+$/.test(plain) ? (parseBuilding(plain)?.building ?? null) : null;
};

/** Buildings in which every room that is written 3-101 begins with the building's own number. */
const ownNumberOnly = (pairs: { building: string; unit: string }[]): Set<string> => {
  const own = new Set<string>();
  for (const { building } of pairs)
    if (building !== '1' && pairs.every((pair) => pair.building !== building || pair.unit === building))
      own.add(building);
  return own;
};

const asks = (sheet: ImportSheet, field: ImportField): boolean =>
  sheet.columns.some((column) => column.field === field);

/** For each row the building and the unit that its place in the sheet tells. */
const surroundingsOf = (
  sheet: ImportSheet,
  rows: RawRow[],
  values: Values[],
  communityName: string,
): Surroundings[] => {
  const buildings = cellsOf(sheet, rows, 'building');
  const downBuilding = fillsDown(buildings, true);
  const downUnit = downBuilding && fillsDown(cellsOf(sheet, rows, 'unit'), false);
  let building = buildings.some((cell) => cell !== '') ? null : buildingOfName(sheet.name);
  let unit: string | null = null;
  const pairs: { building: string; unit: string }[] = [];
  const around = values.map((row) => {
    const own = row.building ? (parseBuilding(row.building)?.building ?? null) : null;
    if (downBuilding && own && own !== building) [building, unit] = [own, null];
    if (downUnit && row.unit) unit = parseUnit(row.unit) || unit;
    const pair = parseUnitAndRoom(row.number || row.address || '');
    const known = own ?? building;
    if (pair && known) pairs.push({ building: known, unit: pair.unit });
    return { building, unit };
  });
  const own = ownNumberOnly(pairs);
  return around.map((one) => ({ ...one, communityName, ownNumberOnly: own }));
};

/** A row that names no building, or an odd number, beside what its neighbours say. */
const askNeighbours = (readings: RowReading[]): void => {
  const listed = readings.filter(({ skipped }) => !skipped);
  listed.forEach((reading, n) => {
    const [before, after] = [listed[n - 1]?.entry, listed[n + 1]?.entry];
    if (before?.kind !== 'house' || after?.kind !== 'house' || before.codes.building !== after.codes.building) return;
    const name = buildingName(before.codes.building);
    reading.doubts = reading.doubts.map((one) =>
      one.fault.code === 'buildingMissing' ? doubt(one.field, error('buildingMissingBetween', name)) : one,
    );
    if (reading.entry?.kind !== 'house' || !reading.doubts.some(({ fault }) => fault.code === 'numberOdd')) return;
    const [low, own, high] = [before, reading.entry, after].map((entry) => Number(entry.codes.number));
    if (low === undefined || own === undefined || high === undefined) return;
    if (before.codes.unit === after.codes.unit && low < high && (own <= low || own >= high))
      reading.doubts = [
        ...reading.doubts,
        doubt('number', warning('numberOutOfOrder', before.codes.number, after.codes.number)),
      ];
  });
};

/** Reads the rows of one sheet, in their order. */
export const readRows = (sheet: ImportSheet, rows: RawRow[], communityName: string): RowReading[] => {
  const values = rows.map((row) => (skipFault(sheet, row) ? {} : valuesOf(sheet, row)));
  const around = surroundingsOf(sheet, rows, values, communityName);
  const readings = rows.map((row, n): RowReading => {
    const skipped = skipFault(sheet, row);
    const own = values[n] ?? {};
    const place = around[n];
    if (skipped || !place)
      return { values: {}, entry: null, doubts: skipped ? [doubt(null, skipped)] : [], skipped: true };
    if (sheet.kind === 'parking') return { ...readSpace(own), values: own, skipped: false };
    const asked = {
      area: asks(sheet, 'area') || own.area !== undefined,
      ownerNames: asks(sheet, 'ownerNames'),
    };
    return { ...readHouse(own, place, asked), values: own, skipped: false };
  });
  askNeighbours(readings);
  return readings;
};
