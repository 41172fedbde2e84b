import type { FindingKind, HouseMeterKind } from 'shared-types/metering';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toBoolean, toDate, toNumber } from '../../platform/database/rows.js';
import { bindable, selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { MeterDayEntity, MeterEntity, MeterFindingEntity, MeterHourEntity } from './metering.entity.js';

interface OfDevice {
  communityId: string;
  deviceId: string;
}

export const findMeter = (reader: Reader, { communityId, deviceId }: OfDevice): Promise<MeterEntity | null> =>
  selectOne(reader, MeterEntity, { communityId, deviceId });

/** One batch of a meter's readings after the other. */
export const lockMeter = async (tx: Tx, of: OfDevice): Promise<MeterEntity | null> => {
  await selectRows(tx, `SELECT device_id FROM meter WHERE community_id = ? AND device_id = ?${forUpdate(tx)}`, [
    of.communityId,
    of.deviceId,
  ]);
  return findMeter(tx, of);
};

export const insertMeter = (tx: Tx, meter: MeterEntity): Promise<void> => insertRows(tx, MeterEntity, [meter]);

export const saveMeter = async (
  tx: Tx,
  { communityId, deviceId }: OfDevice,
  change: Partial<MeterEntity>,
): Promise<void> => {
  await tx.update(MeterEntity, { communityId, deviceId }, change);
};

export const findMeters = (reader: Reader, communityId: string): Promise<MeterEntity[]> =>
  selectAll(reader, MeterEntity, { where: { communityId }, orderBy: 't.device_id' });

/** The last one heard comes first: the one before it was replaced. */
export const findMetersOfHouse = (
  reader: Reader,
  communityId: string,
  houseId: string,
  kind?: HouseMeterKind,
): Promise<MeterEntity[]> =>
  selectAll(reader, MeterEntity, {
    where: { communityId, houseId, ...(kind ? { kind } : {}) },
    orderBy: 't.kind DESC, t.last_at DESC',
  });

export const findHour = (reader: Reader, of: OfDevice, ats: readonly Date[]): Promise<MeterHourEntity[]> =>
  selectAll(reader, MeterHourEntity, { where: { ...of, at: ats as Date[] } });

const rowsAtOnce = 400;

export const saveHours = async (tx: Tx, rows: readonly MeterHourEntity[]): Promise<void> => {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx.upsert(MeterHourEntity, rows.slice(from, from + rowsAtOnce), ['communityId', 'deviceId', 'at']);
};

export interface Range {
  /** With it. */
  from: Date;
  /** Without it. */
  to: Date;
}

export const deleteHours = async (tx: Tx, { communityId, deviceId }: OfDevice, { from, to }: Range): Promise<void> => {
  await execute(tx, 'DELETE FROM meter_hour WHERE community_id = ? AND device_id = ? AND at >= ? AND at < ?', [
    communityId,
    deviceId,
    from,
    to,
  ]);
};

export interface HourRow {
  deviceId: string;
  at: Date;
  used: number;
  estimated: boolean;
}

/** Hours of some meters, in their order. */
export const findHours = async (
  reader: Reader,
  communityId: string,
  deviceIds: readonly string[],
  { from, to }: Range,
): Promise<HourRow[]> => {
  if (deviceIds.length === 0) return [];
  const rows = await selectRows(
    reader,
    `SELECT device_id, at, used, estimated FROM meter_hour
     WHERE community_id = ? AND device_id IN (${marks(deviceIds)}) AND at >= ? AND at < ? ORDER BY at`,
    [communityId, ...deviceIds, bindable(from), bindable(to)],
  );
  return rows.map((row) => ({
    deviceId: String(row.device_id),
    at: toDate(row.at),
    used: toNumber(row.used),
    estimated: toBoolean(row.estimated),
  }));
};

export const saveDays = async (tx: Tx, rows: readonly MeterDayEntity[]): Promise<void> => {
  if (rows.length > 0) await tx.upsert(MeterDayEntity, [...rows], ['communityId', 'deviceId', 'day']);
};

/** Days of some meters from one to another, both with. */
export const findDays = async (
  reader: Reader,
  communityId: string,
  deviceIds: readonly string[],
  from: string,
  to: string,
): Promise<MeterDayEntity[]> => {
  if (deviceIds.length === 0) return [];
  const rows = await selectRows(
    reader,
    `SELECT device_id, day, used, estimated FROM meter_day
     WHERE community_id = ? AND device_id IN (${marks(deviceIds)}) AND day >= ? AND day <= ? ORDER BY day`,
    [communityId, ...deviceIds, from, to],
  );
  return rows.map((row) => ({
    communityId,
    deviceId: String(row.device_id),
    day: String(row.day),
    used: toNumber(row.used),
    estimated: toBoolean(row.estimated),
  }));
};

export const openKeyOf = (deviceId: string, kind: FindingKind): string => `${deviceId}:${kind}`;

export const findOpen = (reader: Reader, communityId: string): Promise<MeterFindingEntity[]> =>
  selectAll(reader, MeterFindingEntity, { where: { communityId, closedAt: null } });

export const findOpenOf = (reader: Reader, communityId: string, openKey: string): Promise<MeterFindingEntity | null> =>
  selectOne(reader, MeterFindingEntity, { communityId, openKey });

export const findFinding = (reader: Reader, communityId: string, id: string): Promise<MeterFindingEntity | null> =>
  selectOne(reader, MeterFindingEntity, { communityId, id });

export const insertFinding = (tx: Tx, finding: MeterFindingEntity): Promise<void> =>
  insertRows(tx, MeterFindingEntity, [finding]);

export const closeFinding = async (
  tx: Tx,
  { communityId, id }: Pick<MeterFindingEntity, 'communityId' | 'id'>,
  closedAt: Date,
): Promise<void> => {
  await tx.update(MeterFindingEntity, { communityId, id }, { closedAt, openKey: null });
};

export const findFindingsOf = (
  reader: Reader,
  communityId: string,
  deviceId: string,
  limit: number,
): Promise<MeterFindingEntity[]> =>
  selectAll(reader, MeterFindingEntity, {
    where: { communityId, deviceId },
    orderBy: 't.opened_at DESC, t.id DESC',
    limit,
  });

export const findOpenOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<MeterFindingEntity[]> =>
  selectAll(reader, MeterFindingEntity, { where: { communityId, houseId, closedAt: null }, orderBy: 't.opened_at' });
