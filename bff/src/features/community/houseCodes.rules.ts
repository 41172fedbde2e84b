import type { ImportField } from 'shared-types/ledgerImport';
import {
  type Address,
  type HouseCodes,
  namesShop,
  parseAddress,
  parseBuilding,
  parseNumber,
  parseUnit,
  parseUnitAndRoom,
  shopBuilding,
} from './address.rules.js';
import { error, type Fault, warning } from './fault.rules.js';
import { compact, cut, saysNothing } from './text.rules.js';

/** Which house a row of a ledger means: from one cell or from several, and from where it stands. */

/** What is doubtful, and in which field. */
export interface Doubt {
  field: ImportField | null;
  fault: Fault;
}

const longestWord = 24;

export const doubt = (field: ImportField | null, fault: Fault): Doubt => ({
  field,
  fault: { ...fault, words: fault.words.map((word) => cut(word, longestWord)) },
});

export type Values = Partial<Record<ImportField, string>>;

export interface Surroundings {
  /** Building of the sheet's name, or of a cell further up that stands for the rows below. */
  building: string | null;
  unit: string | null;
  communityName: string;
  /** Buildings in which every 3-101 begins with the building's own number: it may be the building, not a unit. */
  ownNumberOnly: ReadonlySet<string>;
}

const longestCode = 20;

/** A room's cell: 101, 2-101, 3栋2单元101, 8号商铺. */
const readPlace = (cell: string, building: string | null): (Partial<Address> & { isPair?: boolean }) | null => {
  if (saysNothing(cell)) return null;
  if (namesShop(cell)) {
    const shop = parseAddress(cell);
    // A shop in the foot of a tower must not be taken for the flat with the same number.
    if (shop?.building === shopBuilding && building !== null && building !== shopBuilding)
      return { ...shop, building: null, number: `${shopBuilding}${shop.number}` };
    if (shop) return shop;
  }
  const plain = parseNumber(cell);
  if (plain) return plain;
  const pair = building === null ? null : parseUnitAndRoom(cell);
  return pair ? { ...pair, isPair: true } : parseAddress(cell);
};

/** 3 and A区3 do not contradict each other: the longer one says more. */
const moreExact = (a: string, b: string): string | null => {
  if (a.endsWith(b)) return a;
  return b.endsWith(a) ? b : null;
};

const streets = /^.*?(?:省|自治区|(?<!小)区(?!块)|市|县|镇|乡|街道|大道|路|街|巷|弄)(?:\d+(?:弄|号)?)?/;

/** What is left of the words before a building when streets and this community's name are taken off: another community's name. */
export const foreignPrefix = (prefix: string, communityName: string): string => {
  let rest = compact(prefix);
  const own = compact(communityName).toUpperCase();
  if (own !== '' && (rest.includes(own) || (rest.length >= 2 && own.includes(rest)))) return '';
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(streets, '');
  }
  const core = own.replace(/(?:小区|花园|家园|苑|园)$/, '');
  if (core.length >= 2 && rest.includes(core)) return '';
  return /[\p{Script=Han}A-Z]{2}/u.test(rest) ? rest : '';
};

/** An odd way of writing a number is asked for; one that stands in the ledger as it is written is not. */
const notedDoubts = (cell: string, place: Partial<Address> | null, number: string): Doubt[] => {
  const odd = (place?.notes ?? []).some((note) => note !== 'floorJoined');
  return odd && cell.trim() !== number ? [doubt('number', warning('numberOdd', cell.trim(), number))] : [];
};

const isPlace = (text: string | undefined): text is string => text !== undefined && !saysNothing(text);

interface Named {
  building: string | null;
  unit: string | null;
  doubts: Doubt[];
}

/** What the columns of building and unit say. */
const readColumns = (values: Values): Named => {
  const doubts: Doubt[] = [];
  const cell = isPlace(values.building) ? values.building : null;
  const building = cell === null ? null : (parseBuilding(cell) ?? parseAddress(cell));
  if (cell !== null && !building?.building) doubts.push(doubt('building', error('buildingUnreadable', cell.trim())));
  const unit = isPlace(values.unit) ? parseUnit(values.unit) : null;
  if (isPlace(values.unit) && unit === null) doubts.push(doubt('unit', error('unitUnreadable', values.unit.trim())));
  return { building: building?.building ?? null, unit: unit || building?.unit || null, doubts };
};

/** The house of a row, as far as it is told, and what is doubtful about it. */
export const readCodes = (values: Values, around: Surroundings): { codes: HouseCodes | null; doubts: Doubt[] } => {
  const { building: columnBuilding, unit: columnUnit, doubts } = readColumns(values);
  const outer = columnBuilding ?? around.building;
  const field: ImportField = isPlace(values.number) || values.address === undefined ? 'number' : 'address';
  const cell = (field === 'number' ? values.number : values.address) ?? '';
  const place = readPlace(cell, outer);
  const whole = field === 'number' && isPlace(values.address) ? parseAddress(values.address) : null;
  const contradict = (name: string): void => {
    doubts.push(doubt(field, error('addressAndColumns', cell.trim(), name)));
  };
  let building = outer;
  for (const named of [place?.building, whole?.building]) {
    if (!named) continue;
    building = building === null ? named : (moreExact(building, named) ?? building);
    if (moreExact(building, named) === null) contradict(around.building && !columnBuilding ? '表名' : '楼栋');
  }
  const ownPair = place?.isPair === true && place.unit === outer && columnUnit !== null;
  const placeUnit = ownPair ? null : place?.unit;
  if (columnUnit && placeUnit && columnUnit !== placeUnit) contradict('单元');
  const unit = columnUnit || placeUnit || whole?.unit || around.unit || '';
  const number = place?.number ?? whole?.number ?? null;
  if (!building && doubts.length === 0)
    doubts.push(doubt(values.address === undefined ? 'building' : 'address', error('buildingMissing')));
  if (!number)
    doubts.push(doubt(field, saysNothing(cell) ? error('numberMissing') : error('numberUnreadable', cell.trim())));
  // A row that contradicts itself names no house, not even one that another row could double.
  if (!building || !number || doubts.some(({ fault }) => fault.code === 'addressAndColumns'))
    return { codes: null, doubts };
  const codes = { building, unit, number };
  const long = Object.values(codes).find((code) => code.length > longestCode);
  if (long) return { codes: null, doubts: [...doubts, doubt(field, error('codeTooLong', long))] };
  doubts.push(...notedDoubts(cell, place, number));
  if (place?.isPair && !ownPair && unit === building && around.ownNumberOnly.has(building))
    doubts.push(doubt(field, warning('unitGuessed', cell.trim(), `${building}栋${unit}单元${number}`)));
  const foreign = foreignPrefix(place?.prefix || whole?.prefix || '', around.communityName);
  if (foreign) doubts.push(doubt('address', warning('addressPrefix', foreign)));
  return { codes, doubts };
};
