import type { ImportField, ImportSheet } from 'shared-types/ledgerImport';
import { importTexts } from '../../locales/ledgerImport.js';
import {
  floorOf,
  type HouseCodes,
  houseKey,
  houseLabel,
  isShopAddress,
  parseAddress,
  parseBuilding,
  parseNumber,
  parseUnit,
} from './address.rules.js';
import {
  areaText,
  type Occupancy,
  type Problem,
  readArea,
  readDate,
  readIdLastFour,
  readNames,
  readOccupancy,
  readPhoneCell,
  readPlate,
  readRemark,
  readTenant,
  readTenure,
  type Tenant,
  type Tenure,
} from './import.cells.rules.js';
import { fieldOfHeading } from './import.columns.rules.js';
import { maskPhone } from './phone.rules.js';
import { compact, cut, halfWidth, saysNothing, unescapeFormula } from './text.rules.js';

/** What one row of a ledger says: a house with its people, a parking space, or nothing. */

export type Values = Partial<Record<ImportField, string>>;

/** One row as it is kept: the office's cells, and what staff wrote over them. */
export interface RawRow {
  sheetIndex: number;
  rowNumber: number;
  cells: string[];
  mended: Values;
  excluded: boolean;
  accepted: boolean;
}

export interface LedgerPerson {
  name: string;
  phones: string[];
}

/** Null: the row says nothing about it, so what is known stays. */
export interface HouseEntry {
  kind: 'house';
  codes: HouseCodes;
  key: string;
  label: string;
  isShop: boolean;
  floor: number | null;
  layout: string | null;
  areaHundredths: number | null;
  usage: string | null;
  occupancy: Occupancy | null;
  vacantSince: string | null;
  handedOverOn: string | null;
  remark: string | null;
  owners: LedgerPerson[];
  idLastFour: string | null;
  tenants: Tenant[];
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

export interface RowReading {
  values: Values;
  entry: Entry | null;
  problems: Problem[];
  /** Why the row was passed over. */
  skipped: string | null;
}

const joined: Partial<Record<ImportField, string>> = { phones: ' / ', ownerNames: '、', tenant: ' ', remark: '；' };

/** The cells of a row by what their columns mean, with what staff mended in their place. */
export const valuesOf = (sheet: ImportSheet, row: Pick<RawRow, 'cells' | 'mended'>): Values => {
  const values: Values = {};
  for (const { index, field } of sheet.columns) {
    const text = row.cells[index] ?? '';
    if (field === null || (text.trim() === '' && values[field] !== undefined)) continue;
    const before = values[field];
    values[field] = before && joined[field] && text.trim() ? `${before}${joined[field]}${text}` : before || text;
  }
  return { ...values, ...row.mended };
};

const distinct = (cells: string[]): string[] => [...new Set(cells.map(compact).filter((text) => text !== ''))];

const isRepeatedHeading = (cells: string[]): boolean =>
  distinct(cells).length >= 3 && distinct(cells).every((text) => fieldOfHeading(text) !== null && !/\d{3}/.test(text));

/** Why a row is none of the ledger's rows; null when it is one. */
const skipReason = (sheet: ImportSheet, row: RawRow): string | null => {
  const { skipped } = importTexts;
  if (sheet.kind === 'ignore') return skipped.ignored;
  if (row.rowNumber < sheet.headerRow) return skipped.title;
  if (row.rowNumber === sheet.headerRow) return skipped.heading;
  if (Object.keys(row.mended).length > 0) return null;
  const texts = distinct(row.cells);
  if (texts.length === 0) return skipped.empty;
  if (texts.slice(0, 3).some((text) => /^(?:[\d.]+)?(?:合计|总计|小计|总数|共计)/.test(text))) return skipped.total;
  if (texts.length === 1 && (texts[0] ?? '').length > 1 && parseAddress(texts[0] ?? '') === null) return skipped.note;
  return isRepeatedHeading(row.cells) ? skipped.heading : null;
};

const textOrNull = (text: string | undefined, max: number): string | null => {
  const plain = halfWidth(unescapeFormula(text ?? ''));
  return saysNothing(plain) ? null : cut(plain, max);
};

const withoutZeros = (number: string): string => number.replace(/^0+(?=\d{3})/, '');

interface Context {
  sheet: ImportSheet;
  /** Building that stood further up in the column, or in the sheet's name. */
  building: string | null;
  unit: string | null;
}

const numberNote = (written: string, number: string, notes: string[]): Problem[] =>
  notes.some((note) => note === 'chineseDigits' || note === 'spacesRemoved' || note === 'unusual')
    ? [{ field: 'number', severity: 'warning', text: `房号写作“${cut(written.trim(), 20)}”，读作 ${number}` }]
    : [];

/** Which house a row means, from one cell or from several. */
const readCodes = (values: Values, context: Context): { codes: HouseCodes | null; problems: Problem[] } => {
  const whole = values.address ? parseAddress(values.address) : null;
  const inNumber = values.number && !parseNumber(values.number) ? parseAddress(values.number) : null;
  const inBuilding = values.building ? parseAddress(values.building) : null;
  const buildingCell = values.building ? parseBuilding(values.building) : null;
  const building =
    buildingCell?.building ?? whole?.building ?? inNumber?.building ?? inBuilding?.building ?? context.building;
  const unitCell = values.unit ? parseUnit(values.unit) : null;
  const unit =
    unitCell || whole?.unit || inNumber?.unit || inBuilding?.unit || buildingCell?.unit || context.unit || '';
  const written = values.number || values.address || '';
  const plain = parseNumber(values.number ?? '') ?? (whole ? null : parseNumber(values.address ?? ''));
  const number = plain?.number ?? inNumber?.number ?? whole?.number ?? inBuilding?.number ?? null;
  const problems: Problem[] = [];
  if (values.building && !saysNothing(values.building) && !buildingCell && !inBuilding)
    problems.push({ field: 'building', severity: 'error', text: `楼栋“${cut(values.building, 20)}”看不懂` });
  else if (!building)
    problems.push({ field: values.address ? 'address' : 'building', severity: 'error', text: '没有楼栋' });
  if (values.unit && !saysNothing(values.unit) && unitCell === null && !whole?.unit)
    problems.push({ field: 'unit', severity: 'error', text: `单元“${cut(values.unit, 20)}”看不懂` });
  if (!number)
    problems.push({
      field: values.address !== undefined && values.number === undefined ? 'address' : 'number',
      severity: 'error',
      text: saysNothing(written) ? '没有房号' : `房号“${cut(written, 20)}”看不懂`,
    });
  if (!building || !number) return { codes: null, problems };
  const notes = plain?.notes ?? inNumber?.notes ?? whole?.notes ?? [];
  const codes = { building, unit, number: withoutZeros(number) };
  return { codes, problems: [...problems, ...numberNote(written, codes.number, notes)] };
};

/** Several phones of several owners go in their order; what is left over is the last one's. */
const withPhones = (names: string[], phones: string[]): LedgerPerson[] =>
  names.map((name, index) => ({
    name,
    phones: phones.filter((_, n) => n === index || (n >= names.length && index === 0)),
  }));

const has = (sheet: ImportSheet, field: ImportField): boolean => sheet.columns.some((column) => column.field === field);

const readHouse = (values: Values, context: Context): RowReading => {
  const { sheet } = context;
  const { codes, problems } = readCodes(values, context);
  const area =
    has(sheet, 'area') || values.area !== undefined ? readArea(values.area ?? '') : { value: null, problems: [] };
  const names = readNames(values.ownerNames ?? '');
  const phones = readPhoneCell(values.phones ?? '');
  const idLastFour = readIdLastFour(values.idLastFour ?? '');
  const date = readDate(values.handedOverOn ?? '');
  const occupancy = readOccupancy(values.occupancy ?? '');
  const remark = readRemark(values.remark ?? '');
  const tenant = readTenant(values.tenant ?? '') ?? remark.tenant;
  problems.push(...area.problems, ...names.problems, ...phones.problems, ...idLastFour.problems, ...date.problems);
  problems.push(...occupancy.problems);
  if (has(sheet, 'ownerNames') && names.value.length === 0 && names.problems.length === 0)
    problems.push({ field: 'ownerNames', severity: 'warning', text: '没有业主姓名，接受则这户先不登记业主和电话' });
  if (!codes) return { values, entry: null, problems, skipped: null };
  const entry: HouseEntry = {
    kind: 'house',
    codes,
    key: houseKey(codes),
    label: houseLabel(codes),
    isShop: isShopAddress(codes) || /商业|商铺|底商/.test(values.usage ?? ''),
    floor: floorOf(codes),
    layout: textOrNull(values.layout, 40),
    areaHundredths: area.value,
    usage: textOrNull(values.usage, 20),
    occupancy: occupancy.value ?? (tenant && !values.occupancy ? 'let' : null),
    vacantSince: remark.vacantSince,
    handedOverOn: date.value,
    remark: remark.remark,
    owners: withPhones(names.value, phones.value),
    idLastFour: names.value.length > 0 ? idLastFour.value : null,
    tenants: tenant ? [tenant] : [],
  };
  return { values, entry, problems, skipped: null };
};

const readSpace = (values: Values): RowReading => {
  const number = textOrNull(values.spaceNumber, 20)?.toUpperCase() ?? null;
  const plate = readPlate(values.plate ?? '');
  const problems: Problem[] = [...plate.problems];
  if (!number) problems.push({ field: 'spaceNumber', severity: 'error', text: '没有车位号' });
  const bound = textOrNull(values.boundHouse, 60);
  const address = bound ? parseAddress(bound) : null;
  const codes =
    address?.building && address.number
      ? { building: address.building, unit: address.unit ?? '', number: withoutZeros(address.number) }
      : null;
  if (bound && !codes)
    problems.push({ field: 'boundHouse', severity: 'warning', text: `绑定的房号“${bound}”看不懂，接受则不绑定` });
  if (!number) return { values, entry: null, problems, skipped: null };
  const entry: SpaceEntry = {
    kind: 'space',
    key: number,
    number,
    zone: textOrNull(values.zone, 20),
    tenure: readTenure(values.tenure ?? ''),
    boundKey: codes ? houseKey(codes) : null,
    boundLabel: codes ? houseLabel(codes) : null,
    plate: plate.value,
  };
  return { values, entry, problems, skipped: null };
};

/** An office that writes a building only beside its first house means it for the rows below as well. */
const fillsDown = (sheet: ImportSheet, rows: RawRow[], field: ImportField): boolean => {
  const column = sheet.columns.find((one) => one.field === field);
  const body = rows.filter((row) => row.rowNumber > sheet.headerRow && distinct(row.cells).length > 1);
  if (!column || body.length === 0 || !(body[0]?.cells[column.index] ?? '').trim()) return false;
  return body.filter((row) => !(row.cells[column.index] ?? '').trim()).length > body.length * 0.3;
};

const buildingOfName = (name: string): string | null =>
  /栋|幢|座|号楼|#|商铺|底商|^\d+$/.test(name) ? (parseBuilding(name)?.building ?? null) : null;

/** Reads the rows of one sheet, in their order. */
export const readRows = (sheet: ImportSheet, rows: RawRow[]): RowReading[] => {
  const downBuilding = fillsDown(sheet, rows, 'building');
  const downUnit = downBuilding && fillsDown(sheet, rows, 'unit');
  const ownBuilding = buildingOfName(sheet.name);
  const context: Context = { sheet, building: has(sheet, 'building') ? null : ownBuilding, unit: null };
  return rows.map((row) => {
    const skipped = skipReason(sheet, row);
    const values = valuesOf(sheet, row);
    if (skipped)
      return { values: {}, entry: null, problems: [{ field: null, severity: 'warning', text: skipped }], skipped };
    if (sheet.kind === 'parking') return readSpace(values);
    const building = values.building ? (parseBuilding(values.building)?.building ?? null) : null;
    if (downBuilding && building && building !== context.building) Object.assign(context, { building, unit: null });
    const unit = values.unit ? parseUnit(values.unit) : null;
    if (downUnit && unit) context.unit = unit;
    return readHouse(values, context);
  });
};

const personText = ({ name, phones }: LedgerPerson): string => [name, ...phones.map(maskPhone)].join(' ');

/** 1栋1单元101 · 89.50 ㎡ · 林娜 199****7919 */
export const understoodText = (entry: Entry | null): string => {
  if (!entry) return '';
  const parts =
    entry.kind === 'house'
      ? [
          entry.label,
          entry.layout,
          entry.areaHundredths === null ? null : `${areaText(entry.areaHundredths)} ㎡`,
          ...entry.owners.map(personText),
          ...entry.tenants.map((tenant) => `租户 ${personText(tenant)}`),
        ]
      : [entry.number, entry.zone, entry.boundLabel, entry.plate];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
};
