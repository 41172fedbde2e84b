import type { Occupancy } from 'shared-types/community';
import { floorOf, type HouseCodes, houseKey, houseLabel, isShopAddress } from './address.rules.js';
import { readArea } from './area.rules.js';
import { readDay, readVacantSince } from './date.rules.js';
import { error, type Fault, warning } from './fault.rules.js';
import { type Doubt, doubt, readCodes, type Surroundings, type Values } from './houseCodes.rules.js';
import { readOccupancy } from './occupancy.rules.js';
import {
  giveOwners,
  type LedgerPerson,
  phoneFaultsOf,
  readIdLastFour,
  readNames,
  readTenants,
  takeTenants,
} from './people.rules.js';
import { maskNumbersIn, maskPhone, readPhones } from './phone.rules.js';
import { cut, halfWidth, saysNothing } from './text.rules.js';

/** What one row of a sheet of houses says: a house with its people. */

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
  tenants: LedgerPerson[];
}

export interface Understood<T> {
  entry: T | null;
  doubts: Doubt[];
}

const longest = { layout: 40, usage: 20, remark: 300 } as const;

type TextField = keyof typeof longest;

/** A text as it is kept, or null; too long a one is cut and said to be. */
const readText = (field: TextField, text: string, doubts: Doubt[]): string | null => {
  const plain = halfWidth(text);
  if (saysNothing(plain)) return null;
  if (plain.length > longest[field]) doubts.push(doubt(field, warning('textCut', longest[field])));
  return cut(plain, longest[field]);
};

const numberInNames = /\+?\d[\d\s-]{5,}\d/g;

/** 张三13800000000 in the cell of names belongs to both cells. */
const separate = (names: string, phones: string): { names: string; phones: string } => {
  if (/^\s*[=+\-@]/.test(names) || readPhones(names).numbers.length === 0) return { names, phones };
  const withNumbers = names.replace(/[()（）]/g, ' ');
  return {
    names: withNumbers.replace(numberInNames, '、'),
    phones: phones.trim() ? `${phones} / ${withNumbers}` : withNumbers,
  };
};

/** 王五、赵六 13800000002 in the only column that tells of people. */
const namesBesideNumbers = (phones: string): string => {
  const words = halfWidth(phones).replace(numberInNames, '、').replace(/[():]/g, '、');
  return /\p{Script=Han}/u.test(words) && !/[=+@]/.test(words) ? words : '';
};

interface Owners {
  owners: LedgerPerson[];
  idLastFour: string | null;
}

const readOwners = (values: Values, asksNames: boolean, doubts: Doubt[]): Owners => {
  const cells = separate(values.ownerNames ?? '', values.phones ?? '');
  const phones = readPhones(cells.phones);
  const names = readNames(saysNothing(cells.names) && !asksNames ? namesBesideNumbers(cells.phones) : cells.names);
  const idLastFour = readIdLastFour(values.idLastFour ?? '');
  const given = giveOwners(names.value, phones, idLastFour.value);
  const tell = (field: 'ownerNames' | 'phones' | 'idLastFour', faults: Fault[]): void => {
    doubts.push(...faults.map((fault) => doubt(field, fault)));
  };
  tell('ownerNames', names.faults);
  const strange = phones.faults.filter(({ piece }) => !names.value.includes(piece));
  tell('phones', [...phoneFaultsOf({ ...phones, faults: strange }), ...given.faults]);
  tell('idLastFour', idLastFour.faults);
  const nameless = names.value.length === 0 && names.faults.length === 0;
  const [first] = phones.numbers;
  if (nameless && first) tell('ownerNames', [error('nameMissingWithPhone', maskPhone(first))]);
  else if (nameless && asksNames) tell('ownerNames', [warning('nameMissing')]);
  return {
    owners: names.value.length > 0 ? given.value : [],
    idLastFour: names.value.length > 0 ? idLastFour.value : null,
  };
};

/** What a number without a name is called. */
const tenantWithoutName = '租户';

const readTenantCells = (
  tenantCell: string,
  remark: string,
  doubts: Doubt[],
): { tenants: LedgerPerson[]; rest: string } => {
  const own = readTenants(tenantCell);
  const { value, faults } = takeTenants(remark);
  doubts.push(...own.faults.map((fault) => doubt('tenant', fault)));
  doubts.push(...faults.map((fault) => doubt('remark', fault)));
  const names = new Set(own.value.map(({ name }) => name));
  const tenants = [...own.value, ...value.tenants.filter(({ name }) => !names.has(name))];
  return { tenants: tenants.map((one) => ({ ...one, name: one.name || tenantWithoutName })), rest: value.rest };
};

/** Remarks are no secret: a number in them is masked. */
const readRemark = (rest: string, doubts: Doubt[]): string | null => {
  const text = readText('remark', rest, doubts);
  const masked = text === null ? null : maskNumbersIn(text);
  if (masked !== text) doubts.push(doubt('remark', warning('remarkPhone')));
  return masked;
};

export interface Asked {
  /** Whether the sheet has a column of them, so that an empty cell is a question. */
  area: boolean;
  ownerNames: boolean;
}

const tenantsName = (tenants: LedgerPerson[]): string => tenants.map(({ name }) => name).join('、');

export const readHouse = (values: Values, around: Surroundings, asked: Asked): Understood<HouseEntry> => {
  const { codes, doubts } = readCodes(values, around);
  const take = <T>(field: 'area' | 'handedOverOn' | 'occupancy', read: { value: T; faults: Fault[] }): T => {
    doubts.push(...read.faults.map((fault) => doubt(field, fault)));
    return read.value;
  };
  const areaHundredths = asked.area ? take('area', readArea(values.area ?? '')) : null;
  const { owners, idLastFour } = readOwners(values, asked.ownerNames, doubts);
  const handedOverOn = take('handedOverOn', readDay(values.handedOverOn ?? ''));
  const occupancy = take('occupancy', readOccupancy(values.occupancy ?? ''));
  const { tenants, rest } = readTenantCells(values.tenant ?? '', values.remark ?? '', doubts);
  const remark = readRemark(rest, doubts);
  const layout = readText('layout', values.layout ?? '', doubts);
  const usage = readText('usage', values.usage ?? '', doubts);
  if (tenants.length > 0 && (occupancy === 'self' || occupancy === 'vacant'))
    doubts.push(doubt('occupancy', warning('occupancyAndTenant', values.occupancy ?? '', tenantsName(tenants))));
  if (!codes) return { entry: null, doubts };
  const entry: HouseEntry = {
    kind: 'house',
    codes,
    key: houseKey(codes),
    label: houseLabel(codes),
    isShop: isShopAddress(codes) || /商业|商铺|底商/.test(values.usage ?? ''),
    floor: floorOf(codes),
    layout,
    areaHundredths,
    usage,
    occupancy: occupancy ?? (tenants.length > 0 && saysNothing(values.occupancy ?? '') ? 'let' : null),
    vacantSince: readVacantSince(values.remark ?? ''),
    handedOverOn,
    remark,
    owners,
    idLastFour,
    tenants,
  };
  return { entry, doubts };
};
