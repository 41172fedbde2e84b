import { newId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { buildingName, type HouseCodes, shopBuilding, unitName } from './address.rules.js';
import {
  BuildingEntity,
  HouseEntity,
  HousePersonEntity,
  ParkingSpaceEntity,
  PersonPhoneEntity,
  UnitEntity,
} from './community.entity.js';
import { sealIdLastFour, sealPhone } from './community.secrets.js';
import { findBuildings, findUnits } from './community.store.js';
import type { HouseEntry } from './house.rows.rules.js';
import { hasOtherNames, type KnownHouse, type KnownLedger, phoneChanges } from './import.plan.js';
import type { SpaceEntry } from './import.rules.js';
import * as store from './import.store.js';
import type { LedgerPerson } from './people.rules.js';
import { newPlaceCode } from './placeCode.js';

/** Writes what an import was understood to mean. Everything in the caller's one transaction. */

interface Target {
  deps: Pick<Deps, 'keys'>;
  tx: Tx;
  communityId: string;
  at: Date;
}

/** By number, then by letter, then what has a name; shops last. */
const positionOf = (code: string): number => {
  if (code === shopBuilding) return 9000;
  if (/^\d{1,3}$/.test(code)) return Number(code);
  return /^[A-Z]/.test(code) ? 1000 + code.charCodeAt(0) * 10 + (Number(code.slice(1)) % 10 || 0) : 5000;
};

interface Places {
  buildings: Map<string, string>;
  units: Map<string, string>;
}

const unitKey = ({ building, unit }: Pick<HouseCodes, 'building' | 'unit'>): string => `${building}|${unit}`;

const makePlaces = async ({ tx, communityId, at }: Target, entries: HouseEntry[]): Promise<Places> => {
  const known = await findBuildings(tx, communityId);
  const codeOf = new Map(known.map(({ id, code }) => [id, code]));
  const buildings = new Map(known.map(({ id, code }) => [code, id]));
  const units = new Map(
    (await findUnits(tx, communityId)).map(({ id, buildingId, code }) => [
      unitKey({ building: codeOf.get(buildingId) ?? '', unit: code }),
      id,
    ]),
  );
  const newBuildings: BuildingEntity[] = [];
  const newUnits: UnitEntity[] = [];
  for (const { codes } of entries) {
    let buildingId = buildings.get(codes.building);
    if (!buildingId) {
      buildingId = newId(at);
      buildings.set(codes.building, buildingId);
      const { building: code } = codes;
      newBuildings.push({
        communityId,
        id: buildingId,
        code,
        name: buildingName(code),
        position: positionOf(code),
        mapX: null,
        mapY: null,
      });
    }
    if (codes.unit === '' || units.has(unitKey(codes))) continue;
    const id = newId(at);
    units.set(unitKey(codes), id);
    const { unit: code } = codes;
    newUnits.push({ communityId, id, buildingId, code, name: unitName(code), position: positionOf(code) });
  }
  await store.insertMany(tx, BuildingEntity, newBuildings);
  await store.insertMany(tx, UnitEntity, newUnits);
  return { buildings, units };
};

/** Tenants stand below the owners. */
const firstTenant = 100;

class People {
  readonly people: HousePersonEntity[] = [];
  readonly phones: PersonPhoneEntity[] = [];
  readonly ended: string[] = [];
  readonly phonesOf: string[] = [];

  constructor(private readonly target: Target) {}

  addPhones(houseId: string, personId: string, numbers: string[]): void {
    const { deps, communityId, at } = this.target;
    for (const [position, number] of numbers.entries())
      this.phones.push({ communityId, id: newId(at), personId, houseId, ...sealPhone(deps, number), position });
  }

  add(houseId: string, role: 'owner' | 'tenant', persons: LedgerPerson[], idLastFour: string | null): void {
    const { deps, communityId, at } = this.target;
    for (const [index, { name, phones }] of persons.entries()) {
      const id = newId(at);
      const position = role === 'tenant' ? firstTenant + index : index;
      const idLastFourEncrypted = index === 0 && idLastFour ? sealIdLastFour(deps, idLastFour) : null;
      this.people.push({
        communityId,
        id,
        houseId,
        name,
        role,
        idLastFourEncrypted,
        position,
        since: at,
        endedAt: null,
      });
      this.addPhones(houseId, id, phones);
    }
  }

  /** Other names: the old people end and the new ones begin. The same names: their numbers follow the file. */
  follow(known: KnownHouse, role: 'owner' | 'tenant', named: LedgerPerson[], idLastFour: string | null): void {
    const before = known.people.filter((person) => person.role === role);
    if (hasOtherNames(before, named)) {
      this.ended.push(...before.map(({ id }) => id));
      this.add(known.id, role, named, idLastFour);
      return;
    }
    for (const { before: person, phones } of phoneChanges(before, named)) {
      this.phonesOf.push(person.id);
      this.addPhones(known.id, person.id, phones);
    }
  }

  async write(): Promise<void> {
    const { tx, communityId, at } = this.target;
    await store.endPersons(tx, communityId, this.ended, at);
    await store.deletePhones(tx, communityId, this.phonesOf);
    await store.insertMany(tx, HousePersonEntity, this.people);
    await store.insertMany(tx, PersonPhoneEntity, this.phones);
  }
}

const newHouse = ({ communityId, at }: Target, places: Places, entry: HouseEntry): HouseEntity => ({
  communityId,
  id: newId(at),
  buildingId: places.buildings.get(entry.codes.building) ?? '',
  unitId: places.units.get(unitKey(entry.codes)) ?? null,
  number: entry.codes.number,
  naturalKey: entry.key,
  label: entry.label,
  kind: entry.isShop ? 'shop' : 'house',
  floor: entry.floor,
  layout: entry.layout,
  areaHundredths: entry.areaHundredths,
  usage: entry.usage,
  occupancy: entry.occupancy ?? 'unknown',
  vacantSince: entry.vacantSince,
  handedOverOn: entry.handedOverOn,
  remark: entry.remark,
  placeCode: newPlaceCode(),
  createdAt: at,
  updatedAt: at,
});

/** What the file says about a house; what it does not mention stays. */
const mentioned = (entry: HouseEntry, at: Date): Partial<HouseEntity> => {
  const part: Partial<HouseEntity> = { updatedAt: at };
  if (entry.layout !== null) part.layout = entry.layout;
  if (entry.areaHundredths !== null) part.areaHundredths = entry.areaHundredths;
  if (entry.usage !== null) part.usage = entry.usage;
  if (entry.handedOverOn !== null) part.handedOverOn = entry.handedOverOn;
  if (entry.remark !== null) part.remark = entry.remark;
  if (entry.vacantSince !== null) part.vacantSince = entry.vacantSince;
  if (entry.occupancy !== null) {
    part.occupancy = entry.occupancy;
    if (entry.occupancy !== 'vacant' && entry.vacantSince === null) part.vacantSince = null;
  }
  return part;
};

const writeHouses = async (target: Target, known: KnownLedger, entries: HouseEntry[]): Promise<Map<string, string>> => {
  const ids = new Map([...known.houses.values()].map(({ key, id }) => [key, id]));
  const created = entries.filter(({ key }) => !known.houses.has(key));
  const places = await makePlaces(target, created);
  const people = new People(target);
  const houses = created.map((entry) => {
    const house = newHouse(target, places, entry);
    ids.set(entry.key, house.id);
    people.add(house.id, 'owner', entry.owners, entry.idLastFour);
    people.add(house.id, 'tenant', entry.tenants, null);
    return house;
  });
  await store.insertMany(target.tx, HouseEntity, houses);
  for (const entry of entries) {
    const before = known.houses.get(entry.key);
    if (!before) continue;
    await store.saveHouse(target.tx, target.communityId, before.id, mentioned(entry, target.at));
    people.follow(before, 'owner', entry.owners, entry.idLastFour);
    people.follow(before, 'tenant', entry.tenants, null);
    const first = before.people.find(({ role, name }) => role === 'owner' && name === entry.owners[0]?.name);
    if (first && entry.idLastFour !== null && first.idLastFour !== entry.idLastFour)
      await store.saveIdLastFour(
        target.tx,
        target.communityId,
        first.id,
        sealIdLastFour(target.deps, entry.idLastFour),
      );
  }
  await people.write();
  return ids;
};

const writeSpaces = async (
  { tx, communityId, at }: Target,
  known: KnownLedger,
  entries: SpaceEntry[],
  houseIds: Map<string, string>,
): Promise<void> => {
  const created: ParkingSpaceEntity[] = [];
  for (const entry of entries) {
    const houseId = entry.boundKey ? (houseIds.get(entry.boundKey) ?? null) : null;
    const before = known.spaces.get(entry.key);
    if (!before) {
      const { number, zone, plate } = entry;
      created.push({
        communityId,
        id: newId(at),
        number,
        zone,
        plate,
        tenure: entry.tenure ?? 'unknown',
        houseId,
        updatedAt: at,
      });
      continue;
    }
    await store.saveSpace(tx, communityId, before.id, {
      updatedAt: at,
      ...(entry.zone !== null ? { zone: entry.zone } : {}),
      ...(entry.tenure !== null ? { tenure: entry.tenure } : {}),
      ...(entry.plate !== null ? { plate: entry.plate } : {}),
      ...(houseId ? { houseId } : {}),
    });
  }
  await store.insertMany(tx, ParkingSpaceEntity, created);
};

/** Creates and updates; rows that change nothing are not given. */
export const writeLedger = async (
  target: Target,
  known: KnownLedger,
  houses: HouseEntry[],
  spaces: SpaceEntry[],
): Promise<void> => {
  const houseIds = await writeHouses(target, known, houses);
  await writeSpaces(target, known, spaces, houseIds);
};
