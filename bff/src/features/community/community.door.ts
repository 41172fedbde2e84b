import type { Occupancy } from 'shared-types/community';
import { newId } from '../../kernel/ids.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type RowDecision as Decision, importLedgerFile as importFile } from './commands/importLedgerFile.js';
import { phoneIndex, sealPhone } from './community.secrets.js';
import * as store from './community.store.js';
import { maskPhone as mask, readPhones } from './phone.rules.js';
import { onlyPhoneOf } from './phone.text.js';

/** What other features may ask of communities and their houses. */

export interface HouseBrief {
  id: string;
  communityId: string;
  buildingId: string;
  unitId: string | null;
  occupancy: Occupancy;
  label: string;
  placeCode: string;
}

export interface Place {
  kind: 'house' | 'area';
  id: string;
  communityId: string;
  buildingId: string | null;
  label: string;
  placeCode: string;
}

export const readHouseBrief = async (reader: Reader, communityId: string, id: string): Promise<HouseBrief | null> =>
  store.findHouse(reader, communityId, id);

export const readHouseBriefs = (reader: Reader, ids: string[]): Promise<HouseBrief[]> =>
  store.findHousesByIds(reader, ids);

export const readCommunity = (
  reader: Reader,
  id: string,
): Promise<{ id: string; name: string; servicePhone: string | null; createdAt: Date } | null> =>
  store.findCommunity(reader, id);

export const readCommunities = (reader: Reader): Promise<{ id: string; name: string; servicePhone: string | null }[]> =>
  store.findCommunities(reader);

/** Building ids -> names, for areas that staff serve. */
export const readBuildingNames = async (reader: Reader, communityId: string): Promise<Map<string, string>> =>
  new Map((await store.findBuildings(reader, communityId)).map((building) => [building.id, building.name]));

/** Units of every building, in their order. */
export const readUnits = async (
  reader: Reader,
  communityId: string,
): Promise<{ id: string; buildingId: string; name: string }[]> =>
  (await store.findUnits(reader, communityId)).map(({ id, buildingId, name }) => ({ id, buildingId, name }));

/** Where every house of a community stands, with its label: for what goes to everybody. */
export const readStands = (
  reader: Reader,
  communityId: string,
): Promise<{ id: string; buildingId: string; unitId: string | null; label: string }[]> =>
  store.findStands(reader, communityId);

/** The building of a house or a public area; null: it stands by itself, or is not here. */
export const findPlaceBuilding = async (
  reader: Reader,
  communityId: string,
  place: { houseId: string | null; areaId: string | null },
): Promise<string | null> => {
  if (place.houseId) return (await store.findHouse(reader, communityId, place.houseId))?.buildingId ?? null;
  return place.areaId ? ((await store.findArea(reader, communityId, place.areaId))?.buildingId ?? null) : null;
};

/** Public areas by name. */
export const readAreas = async (
  reader: Reader,
  communityId: string,
): Promise<{ id: string; name: string; buildingId: string | null; placeCode: string }[]> =>
  (await store.findAreas(reader, communityId)).map(({ id, name, buildingId, placeCode }) => ({
    id,
    name,
    buildingId,
    placeCode,
  }));

/** The buildings where they stand, in the order of the ledger; metres, or null where nobody measured. */
export const readBuildingMap = async (
  reader: Reader,
  communityId: string,
): Promise<{ id: string; name: string; mapX: number | null; mapY: number | null; position: number }[]> =>
  (await store.findBuildings(reader, communityId)).map(({ id, name, mapX, mapY, position }) => ({
    id,
    name,
    mapX,
    mapY,
    position,
  }));

/** What a scanned code stands for, in whatever community; null when nobody knows it. */
export const findPlace = async (reader: Reader, code: string): Promise<Place | null> => {
  const house = await store.findHouseByCode(reader, code);
  if (house) return { ...pick(house), kind: 'house', label: house.label };
  const area = await store.findAreaByCode(reader, code);
  return area ? { ...pick(area), kind: 'area', label: area.name } : null;
};

const pick = (row: { id: string; communityId: string; buildingId: string | null; placeCode: string }) => ({
  id: row.id,
  communityId: row.communityId,
  buildingId: row.buildingId,
  placeCode: row.placeCode,
});

/** Houses of every community whose ledger holds this telephone number (normalised digits). */
export const findHousesOfPhone = (deps: Deps, reader: Reader, phone: string) =>
  store.findHousesOfPhone(reader, phoneIndex(deps, phone));

/** Names in the ledger, by house. */
export const readLedgerNames = async (
  reader: Reader,
  communityId: string,
  houseIds: string[],
): Promise<Map<string, string[]>> => {
  const names = new Map<string, string[]>();
  for (const person of await store.findPeople(reader, communityId, houseIds))
    names.set(person.houseId, [...(names.get(person.houseId) ?? []), person.name]);
  return names;
};

/** Names of the ledger that stand in a text: whoever is named there lives here. Twenty at most. */
export const findLedgerNamesIn = (reader: Reader, communityId: string, text: string): Promise<string[]> =>
  store.findNamesIn(reader, communityId, text);

/** A house changes hands: the ledger's people end and others begin. Bindings are the identity feature's. */
export const replaceOwners = async (
  deps: Deps,
  tx: Tx,
  house: { communityId: string; houseId: string },
  owners: { name: string; phone: string | null }[],
): Promise<void> => {
  const at = deps.clock.now();
  await store.endPeople(tx, house.communityId, house.houseId, at);
  const people = owners.map((owner, position) => ({
    communityId: house.communityId,
    id: newId(at),
    houseId: house.houseId,
    name: owner.name,
    role: 'owner' as const,
    idLastFourEncrypted: null,
    position,
    since: at,
    endedAt: null,
  }));
  const phones = people.flatMap((person, index) =>
    readPhones(owners[index]?.phone ?? '').numbers.map((number, position) => ({
      communityId: house.communityId,
      id: newId(at),
      personId: person.id,
      houseId: house.houseId,
      ...sealPhone(deps, number),
      position,
    })),
  );
  await store.insertPeople(tx, people, phones);
};

/** Holds a house for the rest of the transaction: who is bound to it and who owns it change one after the other. */
export const lockHouse = (tx: Tx, communityId: string, houseId: string): Promise<void> =>
  store.lockHouse(tx, communityId, houseId);

/** A new community, empty. */
export const addCommunity = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  community: { name: string; servicePhone: string | null },
): Promise<string> => {
  const createdAt = deps.clock.now();
  const id = newId(createdAt);
  await store.insertCommunity(tx, { id, ...community, createdAt });
  return id;
};

/** The one number in a text, as digits that match the ledger's; null when there is none, or not exactly one. */
export const normalisePhone = (text: string): string | null => onlyPhoneOf(text);

/** 199****7919: the first three (or the area code) and the last four at most. */
export const maskPhone = (number: string): string => mask(number);

/** A whole import without anybody at a screen. */
export const importLedgerFile = importFile;
export type RowDecision = Decision;
