import type { DeviceKind } from 'shared-types/device';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { DeviceDocumentEntity, DeviceEntity, DeviceEventEntity, DeviceRepairEntity } from './device.entity.js';

export const findDevice = (reader: Reader, communityId: string, id: string): Promise<DeviceEntity | null> =>
  selectOne(reader, DeviceEntity, { communityId, id });

export const findByQr = (reader: Reader, qrCode: string): Promise<DeviceEntity | null> =>
  selectOne(reader, DeviceEntity, { qrCode });

export const findByCode = (reader: Reader, communityId: string, code: string): Promise<DeviceEntity | null> =>
  selectOne(reader, DeviceEntity, { communityId, code });

export const lockDevice = async (tx: Tx, communityId: string, id: string): Promise<DeviceEntity | null> => {
  await selectRows(tx, `SELECT id FROM device WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findDevice(tx, communityId, id);
};

export interface DeviceChoice {
  ids?: readonly string[] | undefined;
  kinds?: readonly DeviceKind[] | undefined;
  areaIds?: readonly string[] | undefined;
  houseIds?: readonly string[] | undefined;
}

/** In the order of their numbers. An empty list finds nothing. */
export const findDevices = (
  reader: Reader,
  communityId: string,
  { ids, kinds, areaIds, houseIds }: DeviceChoice,
): Promise<DeviceEntity[]> =>
  selectAll(reader, DeviceEntity, {
    where: {
      communityId,
      ...(ids ? { id: ids } : {}),
      ...(kinds ? { kind: kinds } : {}),
      ...(areaIds ? { areaId: areaIds } : {}),
      ...(houseIds ? { houseId: houseIds } : {}),
    },
    orderBy: 't.kind, t.code',
  });

const insertLimit = 400;

export const insertDevices = async (tx: Tx, devices: readonly DeviceEntity[]): Promise<void> => {
  for (let from = 0; from < devices.length; from += insertLimit)
    await insertRows(tx, DeviceEntity, devices.slice(from, from + insertLimit));
};

export const insertEvents = async (tx: Tx, events: readonly DeviceEventEntity[]): Promise<void> => {
  for (let from = 0; from < events.length; from += insertLimit)
    await insertRows(tx, DeviceEventEntity, events.slice(from, from + insertLimit));
};

export const saveDevice = async (
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
  change: Partial<DeviceEntity>,
): Promise<void> => {
  await tx.update(DeviceEntity, { communityId, id }, change);
};

/** How many numbers begin so: where to go on counting. */
export const countCodes = async (reader: Reader, communityId: string, prefix: string): Promise<number> => {
  const [row] = await selectRows(reader, 'SELECT COUNT(*) AS n FROM device WHERE community_id = ? AND code LIKE ?', [
    communityId,
    `${prefix}-%`,
  ]);
  return Number(row?.n ?? 0);
};

/** Never backwards: a late message does not make a device seen earlier, or offline again. */
export const noteSeen = async (
  tx: Tx,
  communityId: string,
  id: string,
  seen: { at: Date; online: boolean; firmware?: string | undefined },
): Promise<boolean> => {
  const firmware = seen.firmware === undefined ? '' : ', firmware = ?';
  const changed = await execute(
    tx,
    `UPDATE device SET last_seen_at = ?, online = ?${firmware}
     WHERE community_id = ? AND id = ? AND (last_seen_at IS NULL OR last_seen_at <= ?)`,
    [
      seen.at,
      seen.online,
      ...(seen.firmware === undefined ? [] : [seen.firmware.slice(0, 40)]),
      communityId,
      id,
      seen.at,
    ],
  );
  return changed > 0;
};

/** All of a community, until the transaction ends. */
export const lockDevices = async (tx: Tx, communityId: string): Promise<void> => {
  await tx.query(`SELECT id FROM device WHERE community_id = ? ORDER BY id${forUpdate(tx)}`, [communityId]);
};

/** Ids of those that were online and were last heard before that; they are so no more, but for one that speaks meanwhile. */
export const endQuiet = async (tx: Tx, communityId: string, before: Date): Promise<string[]> => {
  const rows: { id: string }[] = await tx
    .createQueryBuilder(DeviceEntity, 'd')
    .select('d.id', 'id')
    .where('d.communityId = :communityId AND d.online = :on AND d.lastSeenAt < :before', {
      ...{ communityId, on: true, before },
    })
    .orderBy('d.id')
    .getRawMany();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await execute(
      tx,
      `UPDATE device SET online = ? WHERE community_id = ? AND id IN (${marks(ids)}) AND last_seen_at < ?`,
      [false, communityId, ...ids, before],
    );
  return ids;
};

/** One statement for a whole batch; a device that was seen a moment ago is not written again. */
export const noteManySeen = async (
  tx: Tx,
  communityId: string,
  ids: readonly string[],
  seen: { at: Date; staleBefore: Date },
): Promise<void> => {
  if (ids.length === 0) return;
  await execute(
    tx,
    `UPDATE device SET last_seen_at = ?, online = ?
     WHERE community_id = ? AND id IN (${marks(ids)})
       AND (last_seen_at IS NULL OR last_seen_at < ? OR (online = ? AND last_seen_at <= ?))`,
    [seen.at, true, communityId, ...ids, seen.staleBefore, false, seen.at],
  );
};

export const putRepair = async (tx: Tx, row: DeviceRepairEntity): Promise<void> => {
  await tx.upsert(DeviceRepairEntity, row, ['communityId', 'repairId']);
};

/** By request: the device that caused it. */
export const findDevicesOfRepairs = async (
  reader: Reader,
  communityId: string,
  repairIds: string[],
): Promise<DeviceRepairEntity[]> =>
  selectAll(reader, DeviceRepairEntity, { where: { communityId, repairId: repairIds } });

/** Requests that a device caused, the newest first. */
export const findRepairIds = async (
  reader: Reader,
  communityId: string,
  deviceId: string,
  limit: number,
): Promise<string[]> =>
  (
    await selectAll(reader, DeviceRepairEntity, {
      where: { communityId, deviceId },
      orderBy: 't.repair_id DESC',
      limit,
    })
  ).map(({ repairId }) => repairId);

/** Newest first. */
export const findEvents = (
  reader: Reader,
  communityId: string,
  deviceId: string,
  limit: number,
): Promise<DeviceEventEntity[]> =>
  selectAll(reader, DeviceEventEntity, { where: { communityId, deviceId }, orderBy: 't.at DESC, t.id DESC', limit });

export const findDocuments = (reader: Reader, communityId: string, deviceId: string): Promise<DeviceDocumentEntity[]> =>
  selectAll(reader, DeviceDocumentEntity, {
    where: { communityId, deviceId, removedAt: null },
    orderBy: 't.id DESC',
  });

export const findDocument = (reader: Reader, communityId: string, id: string): Promise<DeviceDocumentEntity | null> =>
  selectOne(reader, DeviceDocumentEntity, { communityId, id });

export const insertDocument = (tx: Tx, document: DeviceDocumentEntity): Promise<void> =>
  insertRows(tx, DeviceDocumentEntity, [document]);

export const removeDocument = async (
  tx: Tx,
  { communityId, id }: Pick<DeviceDocumentEntity, 'communityId' | 'id'>,
  removedAt: Date,
): Promise<void> => {
  await tx.update(DeviceDocumentEntity, { communityId, id }, { removedAt });
};
