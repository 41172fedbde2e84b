import type { Occupancy } from 'shared-types/community';
import type { Reader } from '../../platform/database/access.js';
import { contains, marks, toNumber } from '../../platform/database/rows.js';
import type { HouseEntity } from './community.entity.js';
import { numberSpellings } from './houseQuery.rules.js';

/** Lists of houses, read with SQL (house.md, Two databases). */

/** Codes as building.code, unit.code and house.number have them. */
export interface HouseQuery {
  building?: string | undefined;
  unit?: string | undefined;
  number?: string | undefined;
}

/** What was typed into a search box, understood in every way in which it may be meant: one of them suffices. */
export interface HouseWords {
  house?: HouseQuery | undefined;
  /** The number need only begin so. */
  numberPrefix?: boolean;
  labelPart?: string | undefined;
  personPart?: string | undefined;
  lastFourIndex?: string | undefined;
  numberIndex?: string | undefined;
}

export interface HouseFilter {
  words?: HouseWords | undefined;
  buildingId?: string | undefined;
  occupancy?: Occupancy | undefined;
  onlyIds?: string[] | undefined;
  exceptIds?: string[] | undefined;
}

/** Building, unit, number as they stand on the doors; the id makes it unique. */
export type HousePosition = [building: number, unit: number, numberLength: number, number: string, id: string];

export type HouseListRow = Pick<
  HouseEntity,
  | 'id'
  | 'communityId'
  | 'buildingId'
  | 'unitId'
  | 'number'
  | 'label'
  | 'kind'
  | 'floor'
  | 'layout'
  | 'areaHundredths'
  | 'occupancy'
  | 'placeCode'
> & { position: HousePosition };

type Raw = Record<string, unknown>;

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numberOrNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : toNumber(value);

const from = `house h JOIN building b ON b.community_id = h.community_id AND b.id = h.building_id
  LEFT JOIN building_unit u ON u.community_id = h.community_id AND u.id = h.unit_id`;
const sortParts = ['b.position', 'COALESCE(u.position, -1)', 'LENGTH(h.number)', 'h.number', 'h.id'];

const toRow = (raw: Raw): HouseListRow => ({
  id: String(raw.id),
  communityId: String(raw.community_id),
  buildingId: String(raw.building_id),
  unitId: textOrNull(raw.unit_id),
  number: String(raw.number),
  label: String(raw.label),
  kind: raw.kind as HouseEntity['kind'],
  floor: numberOrNull(raw.floor),
  layout: textOrNull(raw.layout),
  areaHundredths: numberOrNull(raw.area_hundredths),
  occupancy: raw.occupancy as Occupancy,
  placeCode: String(raw.place_code),
  position: [toNumber(raw.s0), toNumber(raw.s1), toNumber(raw.s2), String(raw.number), String(raw.id)],
});

interface Condition {
  sql: string;
  values: unknown[];
}

const prefixOf = (text: string): string => contains(text).slice(1);

/** One number in any of the ways in which it is written: 501, 0501. */
const numberCondition = (spellings: string[], numberPrefix: boolean): Condition =>
  numberPrefix
    ? {
        sql: `(${spellings.map(() => "h.number LIKE ? ESCAPE '!'").join(' OR ')})`,
        values: spellings.map(prefixOf),
      }
    : { sql: `h.number IN (${marks(spellings)})`, values: spellings };

/** A house by its codes; a part that was not named may be anything. */
const houseCondition = (house: HouseQuery, numberPrefix: boolean): Condition | null => {
  const parts: Condition[] = [];
  if (house.building) parts.push({ sql: 'b.code = ?', values: [house.building] });
  if (house.unit) parts.push({ sql: 'u.code = ?', values: [house.unit] });
  if (house.number) parts.push(numberCondition(numberSpellings(house.number), numberPrefix));
  if (parts.length === 0) return null;
  return { sql: `(${parts.map((part) => part.sql).join(' AND ')})`, values: parts.flatMap((part) => part.values) };
};

const inLedger = 'SELECT 1 FROM house_person p WHERE p.community_id = h.community_id AND p.house_id = h.id';
const byPhone = 'SELECT t.house_id FROM person_phone t WHERE t.community_id = ?';

const wordsCondition = (communityId: string, words: HouseWords): Condition => {
  const ways: Condition[] = [];
  const house = words.house ? houseCondition(words.house, words.numberPrefix ?? false) : null;
  if (house) ways.push(house);
  if (words.labelPart) ways.push({ sql: "h.label LIKE ? ESCAPE '!'", values: [contains(words.labelPart)] });
  if (words.personPart)
    ways.push({
      sql: `EXISTS (${inLedger} AND p.ended_at IS NULL AND p.name LIKE ? ESCAPE '!')`,
      values: [contains(words.personPart)],
    });
  if (words.lastFourIndex)
    ways.push({ sql: `h.id IN (${byPhone} AND t.last_four_index = ?)`, values: [communityId, words.lastFourIndex] });
  if (words.numberIndex)
    ways.push({ sql: `h.id IN (${byPhone} AND t.number_index = ?)`, values: [communityId, words.numberIndex] });
  if (ways.length === 0) return { sql: '(1 = 0)', values: [] };
  return { sql: `(${ways.map((way) => way.sql).join(' OR ')})`, values: ways.flatMap((way) => way.values) };
};

const idsCondition = (ids: string[], inside: boolean): Condition => {
  if (ids.length === 0) return { sql: inside ? '(1 = 0)' : '(1 = 1)', values: [] };
  return { sql: `h.id ${inside ? 'IN' : 'NOT IN'} (${marks(ids)})`, values: ids };
};

const whereOf = (communityId: string, filter: HouseFilter): Condition => {
  const all: Condition[] = [{ sql: 'h.community_id = ?', values: [communityId] }];
  if (filter.buildingId) all.push({ sql: 'h.building_id = ?', values: [filter.buildingId] });
  if (filter.occupancy) all.push({ sql: 'h.occupancy = ?', values: [filter.occupancy] });
  if (filter.onlyIds) all.push(idsCondition(filter.onlyIds, true));
  if (filter.exceptIds) all.push(idsCondition(filter.exceptIds, false));
  if (filter.words) all.push(wordsCondition(communityId, filter.words));
  return { sql: all.map((one) => one.sql).join(' AND '), values: all.flatMap((one) => one.values) };
};

/** Houses in the order of their doors; `limit` null reads them all, for one building's grid. */
export const listHouses = async (
  reader: Reader,
  communityId: string,
  filter: HouseFilter,
  page: { after: HousePosition | null; limit: number | null },
): Promise<HouseListRow[]> => {
  const where = whereOf(communityId, filter);
  const values = [...where.values, ...(page.after ?? [])];
  const rows: Raw[] = await reader.query(
    `SELECT h.community_id, h.id, h.building_id, h.unit_id, h.number, h.label, h.kind, h.floor, h.layout,
       h.area_hundredths, h.occupancy, h.place_code, ${sortParts
         .slice(0, 3)
         .map((part, n) => `${part} AS s${n}`)
         .join(', ')}
     FROM ${from} WHERE ${where.sql}
       ${page.after ? `AND (${sortParts.join(', ')}) > (${marks(page.after)})` : ''}
     ORDER BY ${sortParts.join(', ')} ${page.limit === null ? '' : `LIMIT ${page.limit}`}`,
    values,
  );
  return rows.map(toRow);
};

export const countHouses = async (reader: Reader, communityId: string, filter: HouseFilter): Promise<number> => {
  const where = whereOf(communityId, filter);
  const [row]: Raw[] = await reader.query(`SELECT COUNT(*) AS n FROM ${from} WHERE ${where.sql}`, where.values);
  return toNumber(row?.n);
};

/** House counts by building and kind. */
export const countByBuilding = async (
  reader: Reader,
  communityId: string,
): Promise<{ buildingId: string; kind: HouseEntity['kind']; count: number }[]> => {
  const rows: Raw[] = await reader.query(
    'SELECT building_id, kind, COUNT(*) AS n FROM house WHERE community_id = ? GROUP BY building_id, kind',
    [communityId],
  );
  return rows.map((raw) => ({
    buildingId: String(raw.building_id),
    kind: raw.kind as HouseEntity['kind'],
    count: toNumber(raw.n),
  }));
};

export interface ParkingRow {
  id: string;
  number: string;
  zone: string | null;
  tenure: 'owned' | 'leased' | 'unknown';
  houseId: string | null;
  houseLabel: string | null;
  plate: string | null;
  numberLength: number;
}

const toParking = (raw: Raw): ParkingRow => ({
  id: String(raw.id),
  number: String(raw.number),
  zone: textOrNull(raw.zone),
  tenure: raw.tenure as ParkingRow['tenure'],
  houseId: textOrNull(raw.house_id),
  houseLabel: textOrNull(raw.house_label),
  plate: textOrNull(raw.plate),
  numberLength: toNumber(raw.number_length),
});

const parkingFrom = `parking_space s LEFT JOIN house h ON h.community_id = s.community_id AND h.id = s.house_id
  LEFT JOIN building b ON b.community_id = h.community_id AND b.id = h.building_id
  LEFT JOIN building_unit u ON u.community_id = h.community_id AND u.id = h.unit_id`;

export interface ParkingFilter {
  /** Part of the space's number, of the plate, or of the house's label. */
  text?: string | undefined;
  house?: HouseQuery | undefined;
  houseId?: string | undefined;
}

const parkingWhere = (communityId: string, filter: ParkingFilter): Condition => {
  const all: Condition[] = [{ sql: 's.community_id = ?', values: [communityId] }];
  if (filter.houseId) all.push({ sql: 's.house_id = ?', values: [filter.houseId] });
  if (filter.text) {
    const pattern = contains(filter.text);
    const ways: Condition[] = ['UPPER(s.number)', 'UPPER(s.plate)', 'h.label'].map((column, n) => ({
      sql: `${column} LIKE ? ESCAPE '!'`,
      values: [n < 2 ? pattern.toUpperCase() : pattern],
    }));
    const house = filter.house ? houseCondition(filter.house, false) : null;
    if (house) ways.push(house);
    all.push({ sql: `(${ways.map((way) => way.sql).join(' OR ')})`, values: ways.flatMap((way) => way.values) });
  }
  return { sql: all.map((one) => one.sql).join(' AND '), values: all.flatMap((one) => one.values) };
};

/** Parking spaces by number; numbers are unique in a community. */
export const listParking = async (
  reader: Reader,
  communityId: string,
  filter: ParkingFilter,
  page: { after: [numberLength: number, number: string] | null; limit: number },
): Promise<ParkingRow[]> => {
  const where = parkingWhere(communityId, filter);
  const rows: Raw[] = await reader.query(
    `SELECT s.id, s.number, s.zone, s.tenure, s.house_id, s.plate, h.label AS house_label,
       LENGTH(s.number) AS number_length
     FROM ${parkingFrom} WHERE ${where.sql} ${page.after ? 'AND (LENGTH(s.number), s.number) > (?, ?)' : ''}
     ORDER BY LENGTH(s.number), s.number LIMIT ${page.limit}`,
    [...where.values, ...(page.after ?? [])],
  );
  return rows.map(toParking);
};

export const countParking = async (reader: Reader, communityId: string, filter: ParkingFilter): Promise<number> => {
  const where = parkingWhere(communityId, filter);
  const [row]: Raw[] = await reader.query(`SELECT COUNT(*) AS n FROM ${parkingFrom} WHERE ${where.sql}`, where.values);
  return toNumber(row?.n);
};
