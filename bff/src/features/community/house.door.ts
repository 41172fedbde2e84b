import type { BuildingView, Occupancy } from 'shared-types/community';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { placeTexts } from '../../locales/places.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { HouseEntity, HousePersonEntity } from './community.entity.js';
import { lastFourIndex, openIdLastFour, openPhone, phoneIndex } from './community.secrets.js';
import * as store from './community.store.js';
import * as lists from './house.lists.store.js';
import * as stream from './house.stream.store.js';
import { parseHouseQuery } from './houseQuery.rules.js';
import { maskPhone } from './phone.rules.js';
import { onlyPhoneOf } from './phone.text.js';
import { readPlate } from './plate.rules.js';

/** What other features may ask of houses, parking spaces and the ledger's people: lists, grid, one house. */

export type HouseRowBrief = lists.HouseListRow;

/** What was typed, first as it was surely meant, then as widely as it may be meant. */
interface Understood {
  exact: lists.HouseWords;
  wide: lists.HouseWords;
}

const understandPlace = (q: string): Understood => {
  const house = parseHouseQuery(q) ?? undefined;
  return { exact: { house }, wide: { house, numberPrefix: true, labelPart: q } };
};

/** Staff also look for a name, a telephone number or its last four digits. */
const understandForStaff = (deps: Pick<Deps, 'keys'>, q: string): Understood => {
  const phone = onlyPhoneOf(q);
  const person: lists.HouseWords = {
    personPart: /\d/.test(q) ? undefined : q,
    lastFourIndex: /^\d{4}$/.test(q) ? lastFourIndex(deps, q) : undefined,
    numberIndex: phone ? phoneIndex(deps, phone) : undefined,
  };
  const { exact, wide } = understandPlace(q);
  return { exact: { ...exact, ...person }, wide: { ...wide, ...person } };
};

type Filter = Omit<lists.HouseFilter, 'words'>;

/** The sure reading, unless nothing fits it. */
const choose = async (
  reader: Reader,
  communityId: string,
  filter: Filter,
  understood: Understood | null,
): Promise<{ filter: lists.HouseFilter; total: number }> => {
  if (!understood) return { filter, total: await lists.countHouses(reader, communityId, filter) };
  const exact = { ...filter, words: understood.exact };
  const sure = await lists.countHouses(reader, communityId, exact);
  if (sure > 0) return { filter: exact, total: sure };
  const wide = { ...filter, words: understood.wide };
  return { filter: wide, total: await lists.countHouses(reader, communityId, wide) };
};

const badCursor = (): never => {
  throw new AppError('request.invalid', { fields: { cursor: placeTexts.badCursor } });
};

const wholeNumber = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : badCursor();
};

const positionOf = (cursor: string | undefined): lists.HousePosition | null => {
  const [building, unit, length, number, id] = decodeCursor(cursor, 5);
  if (number === undefined || id === undefined) return null;
  return [wholeNumber(building), wholeNumber(unit), wholeNumber(length), number, id];
};

const searchLimit = 30;

/** Houses that fit what an owner typed; labels only, with the honest total. */
export const findHousesByText = async (
  reader: Reader,
  communityId: string,
  q: string,
): Promise<{ items: { id: string; label: string }[]; total: number }> => {
  const { filter, total } = await choose(reader, communityId, {}, understandPlace(q));
  const rows =
    total > 0 ? await lists.listHouses(reader, communityId, filter, { after: null, limit: searchLimit }) : [];
  return { items: rows.map(({ id, label }) => ({ id, label })), total };
};

export interface HouseListQuery {
  q?: string | undefined;
  buildingId?: string | undefined;
  occupancy?: Occupancy | undefined;
  /** Only these houses, or all but these: what another feature knows of them. */
  onlyIds?: string[] | undefined;
  exceptIds?: string[] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of houses for staff, in the order of their doors. */
export const listHouseRows = async (
  deps: Pick<Deps, 'keys'>,
  reader: Reader,
  communityId: string,
  { q, cursor, limit, ...rest }: HouseListQuery,
): Promise<{ rows: HouseRowBrief[]; nextCursor: string | null; total: number }> => {
  const words = q?.trim();
  const after = positionOf(cursor);
  const { filter, total } = await choose(reader, communityId, rest, words ? understandForStaff(deps, words) : null);
  const found = await lists.listHouses(reader, communityId, filter, { after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor(...last.position.map(String)) : null, total };
};

/** Buildings with their units and how many houses stand in each. */
export const readBuildings = async (reader: Reader, communityId: string): Promise<BuildingView[]> => {
  const [buildings, units, counts] = await Promise.all([
    store.findBuildings(reader, communityId),
    store.findUnits(reader, communityId),
    lists.countByBuilding(reader, communityId),
  ]);
  return buildings.map(({ id, name }) => ({
    id,
    name,
    units: units.filter((unit) => unit.buildingId === id).map((unit) => ({ id: unit.id, name: unit.name })),
    houseCount: counts.filter((count) => count.buildingId === id).reduce((sum, { count }) => sum + count, 0),
  }));
};

/** How many there are of what stands in a community. */
export const countPlaces = async (
  reader: Reader,
  communityId: string,
): Promise<{ houses: number; shops: number; parkingSpaces: number }> => {
  const [counts, parkingSpaces] = await Promise.all([
    lists.countByBuilding(reader, communityId),
    lists.countParking(reader, communityId, {}),
  ]);
  const sum = (kind: HouseEntity['kind']): number =>
    counts.filter((count) => count.kind === kind).reduce((total, { count }) => total + count, 0);
  return { houses: sum('house'), shops: sum('shop'), parkingSpaces };
};

/** One building with every house in it; null when it does not stand in this community. */
export const readGrid = async (
  reader: Reader,
  communityId: string,
  buildingId: string,
): Promise<{ building: BuildingView; houses: HouseRowBrief[] } | null> => {
  const [building, units, houses] = await Promise.all([
    store.findBuilding(reader, communityId, buildingId),
    store.findUnits(reader, communityId),
    lists.listHouses(reader, communityId, { buildingId }, { after: null, limit: null }),
  ]);
  if (!building) return null;
  const own = units.filter((unit) => unit.buildingId === buildingId).map(({ id, name }) => ({ id, name }));
  return { building: { id: building.id, name: building.name, units: own, houseCount: houses.length }, houses };
};

/** A house with the names of where it stands. */
export const readHouseDetail = async (
  reader: Reader,
  communityId: string,
  houseId: string,
): Promise<(HouseEntity & { buildingName: string; unitName: string | null }) | null> => {
  const house = await store.findHouse(reader, communityId, houseId);
  if (!house) return null;
  const [building, units] = await Promise.all([
    store.findBuilding(reader, communityId, house.buildingId),
    store.findUnits(reader, communityId),
  ]);
  const unit = units.find(({ id }) => id === house.unitId);
  return { ...house, buildingName: building?.name ?? '', unitName: unit?.name ?? null };
};

export interface PersonBrief {
  id: string;
  name: string;
  role: 'owner' | 'tenant';
  phonesMasked: string[];
  idLastFour: string | null;
}

/** Whom the ledger names for a house, their numbers masked. */
export const readPeople = async (
  deps: Pick<Deps, 'keys'>,
  reader: Reader,
  communityId: string,
  houseId: string,
): Promise<PersonBrief[]> => {
  const people = await store.findPeople(reader, communityId, [houseId]);
  const phones = await store.findPhones(
    reader,
    communityId,
    people.map(({ id }) => id),
  );
  return people.map(({ id, name, role, idLastFourEncrypted }) => ({
    id,
    name,
    role,
    phonesMasked: phones.filter((phone) => phone.personId === id).map((phone) => maskPhone(openPhone(deps, phone))),
    idLastFour: idLastFourEncrypted ? openIdLastFour(deps, idLastFourEncrypted) : null,
  }));
};

/** House id -> whom the ledger names there now, without numbers; houses without anybody are left out. */
export const readNamedPeople = async (
  reader: Reader,
  communityId: string,
  houseIds: string[],
): Promise<Map<string, { id: string; name: string; role: HousePersonEntity['role'] }[]>> => {
  const found = new Map<string, { id: string; name: string; role: HousePersonEntity['role'] }[]>();
  for (const { id, name, role, houseId } of await store.findPeople(reader, communityId, houseIds))
    found.set(houseId, [...(found.get(houseId) ?? []), { id, name, role }]);
  return found;
};

/** Whom the ledger names in the community now, with the house for which it does; null: nobody. */
export const readLedgerPerson = async (
  reader: Reader,
  communityId: string,
  personId: string,
): Promise<{ id: string; name: string; houseId: string } | null> => {
  const person = await store.findPerson(reader, communityId, personId);
  return person && { id: person.id, name: person.name, houseId: person.houseId };
};

/** Of people whom the ledger names in the community now: for which house. Whoever is not in it has left. */
export const readHousesOfPeople = (
  reader: Reader,
  communityId: string,
  personIds: readonly string[],
): Promise<Map<string, string>> => store.findHousesOfPeople(reader, communityId, personIds);

/** Whether the ledger names this person in the community now. */
export const isLedgerPerson = async (reader: Reader, communityId: string, personId: string): Promise<boolean> =>
  (await store.findPerson(reader, communityId, personId)) !== null;

/** One person with the whole numbers; the caller audits why. */
export const revealPerson = async (
  deps: Pick<Deps, 'keys'>,
  reader: Reader,
  communityId: string,
  personId: string,
): Promise<{ id: string; name: string; houseLabel: string; phones: string[] } | null> => {
  const person = await store.findPerson(reader, communityId, personId);
  if (!person) return null;
  const [house, phones] = await Promise.all([
    store.findHouse(reader, communityId, person.houseId),
    store.findPhones(reader, communityId, [personId]),
  ]);
  return {
    id: person.id,
    name: person.name,
    houseLabel: house?.label ?? '',
    phones: phones.map((phone) => openPhone(deps, phone)),
  };
};

export type ParkingBrief = lists.ParkingRow;

/** A page of parking spaces, by number; `q` is a number, a plate or a house. */
export const listParking = async (
  reader: Reader,
  communityId: string,
  { q, cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ rows: ParkingBrief[]; nextCursor: string | null; total: number }> => {
  const text = q?.trim() || undefined;
  const filter = { text, house: text ? (parseHouseQuery(text) ?? undefined) : undefined };
  const [length, number] = decodeCursor(cursor, 2);
  const after: [number, string] | null = number === undefined ? null : [wholeNumber(length), number];
  const [found, total] = await Promise.all([
    lists.listParking(reader, communityId, filter, { after, limit: limit + 1 }),
    lists.countParking(reader, communityId, filter),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor(String(last.numberLength), last.number) : null, total };
};

const mostSpacesOfHouse = 50;

export const parkingOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<ParkingBrief[]> =>
  lists.listParking(reader, communityId, { houseId }, { after: null, limit: mostSpacesOfHouse });

export type HouseFactsRow = stream.HouseFactsRow;

/** Houses in the order of their ids, from after one of them (empty: the first): for work on all of them in batches. */
export const readHousesAfter = (
  reader: Reader,
  communityId: string,
  afterId: string,
  limit: number,
): Promise<HouseFactsRow[]> => stream.findHousesAfter(reader, communityId, afterId, limit);

export const countAllHouses = (reader: Reader, communityId: string): Promise<number> =>
  stream.countAllHouses(reader, communityId);

/** Parking spaces of some houses. */
export const readSpacesOf = (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[],
): Promise<stream.SpaceRow[]> => stream.findSpacesOf(reader, communityId, houseIds);

/** A plate as it is compared and kept, 粤B12345; null: no Chinese plate of any kind. */
export const readPlateOf = (text: string): string | null => readPlate(text).value;

/** Whose car it is, by the office's ledger of parking spaces; null: nobody's. */
export const findSpaceByPlate = (
  reader: Reader,
  communityId: string,
  plate: string,
): Promise<{ houseId: string | null } | null> => stream.findSpaceByPlate(reader, communityId, plate);

/** Plates of residents' cars. */
export const listPlates = (reader: Reader, communityId: string): Promise<string[]> =>
  stream.findPlates(reader, communityId);
