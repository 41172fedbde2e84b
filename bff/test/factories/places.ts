import { buildingName, floorOf, houseKey, houseLabel, unitName } from '../../src/features/community/address.rules.js';
import {
  BuildingEntity,
  HouseEntity,
  HousePersonEntity,
  ParkingSpaceEntity,
  PersonPhoneEntity,
  UnitEntity,
} from '../../src/features/community/community.entity.js';
import { sealIdLastFour, sealPhone } from '../../src/features/community/community.secrets.js';
import { newPlaceCode } from '../../src/features/community/placeCode.js';
import { newId } from '../../src/kernel/ids.js';
import type { Tx } from '../../src/platform/database/access.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { TestDeps } from './testDeps.js';

export interface PlacedHouse {
  id: string;
  buildingId: string;
  label: string;
  placeCode: string;
}

export interface HouseWish {
  building: string;
  /** Without one the house stands directly in its building, as shops do. */
  unit?: string;
  number: string;
  kind?: 'house' | 'shop';
  occupancy?: HouseEntity['occupancy'];
  people?: { name: string; role?: 'owner' | 'tenant'; phones?: string[]; idLastFour?: string }[];
}

const findOrMake = async (tx: Tx, communityId: string, at: Date, wish: HouseWish) => {
  const { building: code, unit: unitCode } = wish;
  let building = await tx.findOneBy(BuildingEntity, { communityId, code });
  if (!building) {
    building = {
      communityId,
      id: newId(at),
      code,
      name: buildingName(code),
      position: Number(code) || 99,
      mapX: null,
      mapY: null,
    };
    await tx.insert(BuildingEntity, building);
  }
  if (!unitCode) return { building, unit: null };
  let unit = await tx.findOneBy(UnitEntity, { communityId, buildingId: building.id, code: unitCode });
  if (!unit) {
    unit = {
      communityId,
      id: newId(at),
      buildingId: building.id,
      code: unitCode,
      name: unitName(unitCode),
      position: Number(unitCode),
    };
    await tx.insert(UnitEntity, unit);
  }
  return { building, unit };
};

/** One house where it stands, with buildings and units made as needed and the ledger's people. */
export const placeHouse = ({ deps }: TestDeps, communityId: string, wish: HouseWish): Promise<PlacedHouse> =>
  inTransaction(deps.db, async (tx) => {
    const at = deps.clock.now();
    const { building, unit } = await findOrMake(tx, communityId, at, wish);
    const codes = { building: wish.building, unit: wish.unit ?? '', number: wish.number };
    const label = houseLabel(codes);
    const house = { id: newId(at), buildingId: building.id, label, placeCode: newPlaceCode() };
    await tx.insert(HouseEntity, {
      ...house,
      communityId,
      unitId: unit?.id ?? null,
      number: wish.number,
      naturalKey: houseKey(codes),
      kind: wish.kind ?? 'house',
      floor: floorOf(codes),
      layout: '两室一厅',
      areaHundredths: 8950,
      usage: null,
      occupancy: wish.occupancy ?? 'self',
      vacantSince: null,
      handedOverOn: '2019-06-01',
      remark: null,
      createdAt: at,
      updatedAt: at,
    });
    for (const [position, person] of (wish.people ?? []).entries()) {
      const personId = newId(at);
      await tx.insert(HousePersonEntity, {
        communityId,
        id: personId,
        houseId: house.id,
        name: person.name,
        role: person.role ?? 'owner',
        idLastFourEncrypted: person.idLastFour ? sealIdLastFour(deps, person.idLastFour) : null,
        position,
        since: at,
        endedAt: null,
      });
      for (const [order, number] of (person.phones ?? []).entries())
        await tx.insert(PersonPhoneEntity, {
          communityId,
          id: newId(at),
          personId,
          houseId: house.id,
          ...sealPhone(deps, number),
          position: order,
        });
    }
    return house;
  });

export const placeParking = (
  { deps }: TestDeps,
  communityId: string,
  space: { number: string; houseId?: string; plate?: string },
): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const at = deps.clock.now();
    await tx.insert(ParkingSpaceEntity, {
      communityId,
      id: newId(at),
      number: space.number,
      zone: '地下',
      tenure: 'owned',
      houseId: space.houseId ?? null,
      plate: space.plate ?? null,
      updatedAt: at,
    });
  });
