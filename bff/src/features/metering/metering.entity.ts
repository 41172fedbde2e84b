import type { FindingKind, HouseMeterKind } from 'shared-types/metering';
import { EntitySchema } from 'typeorm';
import { fen as big, bool, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** A meter as it was last heard. Figures are thousandths of its unit. */
export interface MeterEntity {
  communityId: string;
  deviceId: string;
  kind: HouseMeterKind;
  houseId: string | null;
  /** The building whose master it is, or in which its house stands. */
  buildingId: string | null;
  firstAt: Date;
  firstRaw: number;
  lastAt: Date;
  lastRaw: number;
  /** Readings above the limit in a row. */
  overCount: number;
  /** Where the counter last began anew. */
  turnAt: Date | null;
  turnOld: number | null;
  turnFresh: number | null;
}

export const MeterEntity = new EntitySchema<MeterEntity>({
  name: 'meter',
  tableName: 'meter',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    kind: string(8),
    houseId: id('house_id', nullable),
    buildingId: id('building_id', nullable),
    firstAt: time('first_at'),
    firstRaw: big('first_raw'),
    lastAt: time('last_at'),
    lastRaw: big('last_raw'),
    overCount: int('over_count'),
    turnAt: time('turn_at', nullable),
    turnOld: big('turn_old', nullable),
    turnFresh: big('turn_fresh', nullable),
  },
});

export interface MeterHourEntity {
  communityId: string;
  deviceId: string;
  at: Date;
  used: number;
  estimated: boolean;
}

export const MeterHourEntity = new EntitySchema<MeterHourEntity>({
  name: 'meter_hour',
  tableName: 'meter_hour',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    at: time('at', { primary: true }),
    used: big(),
    estimated: bool(),
  },
});

export interface MeterDayEntity {
  communityId: string;
  deviceId: string;
  /** YYYY-MM-DD of the community. */
  day: string;
  used: number;
  /** An hour of it is estimated. */
  estimated: boolean;
}

export const MeterDayEntity = new EntitySchema<MeterDayEntity>({
  name: 'meter_day',
  tableName: 'meter_day',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    day: string(10, 'day', { primary: true }),
    used: big(),
    estimated: bool(),
  },
});

export interface MeterFindingEntity {
  communityId: string;
  id: string;
  deviceId: string;
  houseId: string | null;
  buildingId: string | null;
  kind: FindingKind;
  /** What gave it away: litres an hour, watts, thousandths lost in a day. */
  figure: number;
  openedAt: Date;
  closedAt: Date | null;
  /** device:kind while it is open. */
  openKey: string | null;
}

export const MeterFindingEntity = new EntitySchema<MeterFindingEntity>({
  name: 'meter_finding',
  tableName: 'meter_finding',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    deviceId: id('device_id'),
    houseId: id('house_id', nullable),
    buildingId: id('building_id', nullable),
    kind: string(10),
    figure: big(),
    openedAt: time('opened_at'),
    closedAt: time('closed_at', nullable),
    openKey: string(40, 'open_key', nullable),
  },
});

export const meteringEntities = [MeterEntity, MeterHourEntity, MeterDayEntity, MeterFindingEntity];
