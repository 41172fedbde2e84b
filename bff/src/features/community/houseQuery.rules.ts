import { type HouseCodes, parseAddress, parseBuilding, parseNumber, parseUnit, plainCode } from './address.rules.js';
import { compact } from './text.rules.js';

/** Which houses the words of a search mean. */

/** Ways in which one number is written: 501, 0501. */
export const numberSpellings = (number: string): string[] => {
  const plain = plainCode(number);
  return /^\d+$/.test(plain) ? [...new Set([plain, `0${plain}`, number])] : [number];
};

/** Parts of a house that a search names; a part that is left out may be anything. */
export interface HouseQuery {
  building?: string;
  unit?: string;
  number?: string;
}

/** 1栋101 (any unit), 1-1-101, 一号楼101, 3栋, 2单元, 101; null when the words name no house. */
export const parseHouseQuery = (words: string): HouseQuery | null => {
  const address = parseAddress(words);
  if (address) {
    const query: HouseQuery = {};
    if (address.building !== null) query.building = address.building;
    if (address.unit !== null) query.unit = address.unit;
    if (address.number !== null) query.number = address.number;
    return query;
  }
  const unit = /单元$/.test(compact(words)) ? parseUnit(words) : null;
  if (unit) return { unit };
  const pair = /^([A-Z]?\d{1,2})-(\d)$/.exec(compact(words).toUpperCase());
  if (pair?.[1] && pair[2]) return { building: plainCode(pair[1]), unit: pair[2] };
  const number = parseNumber(words);
  if (number) return { number: number.number };
  const building = parseBuilding(words);
  return building ? { building: building.building, ...(building.unit ? { unit: building.unit } : {}) } : null;
};

/** Whether a house is one that a search means. */
export const matchesQuery = (query: HouseQuery, house: HouseCodes): boolean =>
  (query.building === undefined || query.building === house.building) &&
  (query.unit === undefined || query.unit === house.unit) &&
  (query.number === undefined || plainCode(query.number) === plainCode(house.number));
