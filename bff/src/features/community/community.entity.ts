import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

export interface CommunityEntity {
  id: string;
  name: string;
  servicePhone: string | null;
  createdAt: Date;
}
export const CommunityEntity = new EntitySchema<CommunityEntity>({
  name: 'community',
  tableName: 'community',
  columns: {
    id: key('id'),
    name: string(40),
    servicePhone: string(20, 'service_phone', nullable),
    createdAt: time('created_at'),
  },
});

export interface BuildingEntity {
  communityId: string;
  id: string;
  /** 3, A, 商铺 */
  code: string;
  /** 3栋 */
  name: string;
  position: number;
  /** Metres from the community's own origin; null: not measured. */
  mapX: number | null;
  mapY: number | null;
}
export const BuildingEntity = new EntitySchema<BuildingEntity>({
  name: 'building',
  tableName: 'building',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    code: string(20),
    name: string(40),
    position: int(),
    mapX: int('map_x', nullable),
    mapY: int('map_y', nullable),
  },
});

export interface UnitEntity {
  communityId: string;
  id: string;
  buildingId: string;
  code: string;
  name: string;
  position: number;
}
export const UnitEntity = new EntitySchema<UnitEntity>({
  name: 'building_unit',
  tableName: 'building_unit',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    buildingId: id('building_id'),
    code: string(20),
    name: string(40),
    position: int(),
  },
});

export interface HouseEntity {
  communityId: string;
  id: string;
  buildingId: string;
  unitId: string | null;
  number: string;
  /** building|unit|number */
  naturalKey: string;
  /** 3栋2单元1102 */
  label: string;
  kind: 'house' | 'shop';
  floor: number | null;
  layout: string | null;
  areaHundredths: number | null;
  usage: string | null;
  occupancy: 'self' | 'let' | 'vacant' | 'unknown';
  vacantSince: string | null;
  handedOverOn: string | null;
  remark: string | null;
  placeCode: string;
  createdAt: Date;
  updatedAt: Date;
}
export const HouseEntity = new EntitySchema<HouseEntity>({
  name: 'house',
  tableName: 'house',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    buildingId: id('building_id'),
    unitId: id('unit_id', nullable),
    number: string(20),
    naturalKey: string(80, 'natural_key'),
    label: string(60),
    kind: string(8),
    floor: int(undefined, nullable),
    layout: string(40, undefined, nullable),
    areaHundredths: int('area_hundredths', nullable),
    usage: string(20, 'usage_text', nullable),
    occupancy: string(10),
    vacantSince: string(10, 'vacant_since', nullable),
    handedOverOn: string(10, 'handed_over_on', nullable),
    remark: string(300, undefined, nullable),
    placeCode: string(24, 'place_code'),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
  },
});

/** Somebody whom the ledger names for a house. */
export interface HousePersonEntity {
  communityId: string;
  id: string;
  houseId: string;
  name: string;
  role: 'owner' | 'tenant';
  idLastFourEncrypted: string | null;
  position: number;
  since: Date;
  /** Set at a resale; the row stays for the audit. */
  endedAt: Date | null;
}
export const HousePersonEntity = new EntitySchema<HousePersonEntity>({
  name: 'house_person',
  tableName: 'house_person',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    name: string(30),
    role: string(8),
    idLastFourEncrypted: string(120, 'id_last_four_encrypted', nullable),
    position: int(),
    since: time(),
    endedAt: time('ended_at', nullable),
  },
});

export interface PersonPhoneEntity {
  communityId: string;
  id: string;
  personId: string;
  houseId: string;
  numberEncrypted: string;
  /** Blind index of the whole number, +8619901007919 style: digits only, without the country code for China. */
  numberIndex: string;
  lastFourIndex: string;
  position: number;
}
export const PersonPhoneEntity = new EntitySchema<PersonPhoneEntity>({
  name: 'person_phone',
  tableName: 'person_phone',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    personId: id('person_id'),
    houseId: id('house_id'),
    numberEncrypted: string(200, 'number_encrypted'),
    numberIndex: string(64, 'number_index'),
    lastFourIndex: string(64, 'last_four_index'),
    position: int(),
  },
});

export interface ParkingSpaceEntity {
  communityId: string;
  id: string;
  number: string;
  zone: string | null;
  tenure: 'owned' | 'leased' | 'unknown';
  houseId: string | null;
  plate: string | null;
  updatedAt: Date;
}
export const ParkingSpaceEntity = new EntitySchema<ParkingSpaceEntity>({
  name: 'parking_space',
  tableName: 'parking_space',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(20),
    zone: string(20, undefined, nullable),
    tenure: string(10),
    houseId: id('house_id', nullable),
    plate: string(12, undefined, nullable),
    updatedAt: time('updated_at'),
  },
});

export interface PublicAreaEntity {
  communityId: string;
  id: string;
  name: string;
  buildingId: string | null;
  placeCode: string;
  createdAt: Date;
}
export const PublicAreaEntity = new EntitySchema<PublicAreaEntity>({
  name: 'public_area',
  tableName: 'public_area',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    name: string(40),
    buildingId: id('building_id', nullable),
    placeCode: string(24, 'place_code'),
    createdAt: time('created_at'),
  },
});
