import type {
  HouseCell,
  HouseRow,
  HouseView,
  listBuildings,
  listHouses,
  listParkingSpaces,
  readBuildingGrid,
} from 'shared-types/community';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { houseDueTotals } from '../billing/billing.door.js';
import { readLedgerNames } from '../community/community.door.js';
import {
  countPlaces,
  type HouseListQuery,
  type HouseRowBrief,
  listHouseRows,
  listParking,
  parkingOfHouse,
  readBuildings,
  readGrid,
  readHouseDetail,
  readPeople,
} from '../community/house.door.js';
import { bindingsOfHouses, maskName, readHouseBindings } from '../identity/identity.door.js';
import { openRepairsByHouse, repairsOfHouse } from '../repair/repair.door.js';
import { houseActions, seesArrears, seesRequests } from './estate.policy.js';

type Bindings = Awaited<ReturnType<typeof bindingsOfHouses>>;

/** Everything that stands in the community, with how much of it is bound. */
export const readBuildingList = async (deps: Deps, actor: StaffActor): Promise<ResponseOf<typeof listBuildings>> => {
  const { reader } = deps.db;
  const [items, places, bindings] = await Promise.all([
    readBuildings(reader, actor.communityId),
    countPlaces(reader, actor.communityId),
    bindingsOfHouses(reader, actor.communityId, null),
  ]);
  const counts = [...bindings.values()];
  return {
    items,
    totals: {
      ...places,
      bound: counts.filter(({ active }) => active > 0).length,
      pending: counts.reduce((sum, { pending }) => sum + pending, 0),
    },
  };
};

const boundParts = (bindings: Bindings, repairs: Map<string, number>, houseId: string) => ({
  bound: (bindings.get(houseId)?.active ?? 0) > 0,
  pendingBindings: bindings.get(houseId)?.pending ?? 0,
  openRequests: repairs.get(houseId) ?? 0,
});

/** One building, door by door. */
export const readBuildingCells = async (
  deps: Deps,
  actor: StaffActor,
  buildingId: string,
): Promise<ResponseOf<typeof readBuildingGrid>> => {
  const { reader } = deps.db;
  const grid = await readGrid(reader, actor.communityId, buildingId);
  if (!grid) throw new AppError('place.not_found');
  const ids = grid.houses.map(({ id }) => id);
  const [bindings, repairs, dues] = await Promise.all([
    bindingsOfHouses(reader, actor.communityId, ids),
    openRepairsByHouse(reader, actor.communityId, ids),
    seesArrears(actor) ? houseDueTotals(reader, actor.communityId, ids, deps.clock.now()) : null,
  ]);
  return {
    building: grid.building,
    cells: grid.houses.map(
      ({ id, unitId, number, floor, occupancy, placeCode }): HouseCell => ({
        id,
        unitId,
        number,
        floor,
        occupancy,
        ...boundParts(bindings, repairs, id),
        arrears: dues && { dueFen: dues.get(id)?.dueFen ?? 0, overdueFen: dues.get(id)?.overdueFen ?? 0 },
        placeCode,
      }),
    ),
  };
};

/** Which houses a binding filter lets through: known before the page is read, so that total and cursor are honest. */
const idsBy = (
  binding: 'bound' | 'unbound' | 'pending' | undefined,
  bindings: Bindings,
): Pick<HouseListQuery, 'onlyIds' | 'exceptIds'> => {
  const having = (kind: 'active' | 'pending'): string[] =>
    [...bindings].filter(([, count]) => count[kind] > 0).map(([id]) => id);
  if (binding === 'bound') return { onlyIds: having('active') };
  if (binding === 'pending') return { onlyIds: having('pending') };
  return binding === 'unbound' ? { exceptIds: having('active') } : {};
};

const presentRows = async (deps: Deps, actor: StaffActor, rows: HouseRowBrief[]): Promise<HouseRow[]> => {
  const { reader } = deps.db;
  const ids = rows.map(({ id }) => id);
  const [names, bindings, repairs] = await Promise.all([
    readLedgerNames(reader, actor.communityId, ids),
    bindingsOfHouses(reader, actor.communityId, ids),
    openRepairsByHouse(reader, actor.communityId, ids),
  ]);
  return rows.map(({ id, label, kind, layout, areaHundredths, occupancy }) => ({
    id,
    label,
    kind,
    layout,
    areaHundredths,
    occupancy,
    ledgerNames: (names.get(id) ?? []).map(maskName),
    ...boundParts(bindings, repairs, id),
  }));
};

export const listHouseViews = async (
  deps: Deps,
  actor: StaffActor,
  { binding, ...query }: QueryOf<typeof listHouses>,
): Promise<ResponseOf<typeof listHouses>> => {
  const { reader } = deps.db;
  const ids = binding ? idsBy(binding, await bindingsOfHouses(reader, actor.communityId, null)) : {};
  const { rows, nextCursor, total } = await listHouseRows(deps, reader, actor.communityId, { ...query, ...ids });
  return { items: await presentRows(deps, actor, rows), nextCursor, total };
};

/** One house with its people, bindings, parking spaces and latest requests. */
export const readHouseView = async (deps: Deps, actor: StaffActor, houseId: string): Promise<HouseView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const house = await readHouseDetail(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const [people, bindings, parking, repairs] = await Promise.all([
    readPeople(deps, reader, communityId, houseId),
    readHouseBindings(reader, deps, communityId, houseId),
    parkingOfHouse(reader, communityId, houseId),
    seesRequests(actor) ? repairsOfHouse(reader, communityId, houseId) : [],
  ]);
  return {
    id: house.id,
    label: house.label,
    buildingName: house.buildingName,
    unitName: house.unitName,
    number: house.number,
    floor: house.floor,
    kind: house.kind,
    layout: house.layout,
    areaHundredths: house.areaHundredths,
    occupancy: house.occupancy,
    vacantSince: house.vacantSince,
    handedOverOn: house.handedOverOn,
    remark: house.remark,
    people,
    bindings,
    parkingSpaces: parking.map(({ id, number, plate }) => ({ id, number, plate })),
    requests: repairs.map(({ id, number, title, status, createdAt }) => ({
      id,
      number,
      title,
      status,
      createdAt: toInstant(createdAt),
    })),
    placeCode: house.placeCode,
    actions: houseActions(actor),
  };
};

export const listParkingViews = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof listParkingSpaces>,
): Promise<ResponseOf<typeof listParkingSpaces>> => {
  const { rows, nextCursor, total } = await listParking(deps.db.reader, actor.communityId, query);
  return {
    items: rows.map(({ id, number, zone, tenure, houseId, houseLabel, plate }) => ({
      id,
      number,
      zone,
      tenure,
      houseId,
      houseLabel,
      plate,
    })),
    nextCursor,
    total,
  };
};
