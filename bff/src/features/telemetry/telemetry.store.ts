import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, sqlTime, toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import {
  EventEntity,
  LatestEntity,
  type ReadingEntity,
  RefusalEntity,
  type RollupDueEntity,
  type RollupEntity,
  type RollupStep,
} from './telemetry.entity.js';
import type { Latest, Reading, Summary } from './telemetry.rules.js';

const isSqlite = (tx: Tx): boolean => tx.connection.options.type === 'better-sqlite3';

/** What is there already stays as it is. */
const insertIfNew = (tx: Tx): string => (isSqlite(tx) ? 'INSERT OR IGNORE' : 'INSERT IGNORE');

const mostRows = 1000;

/** Each once by (device, time, number): the first that came stays. */
export const insertReadings = async (tx: Tx, rows: readonly ReadingEntity[]): Promise<void> => {
  for (let from = 0; from < rows.length; from += mostRows) {
    const some = rows.slice(from, from + mostRows);
    const values: unknown[] = [];
    for (const { communityId, deviceId, at, seq, body } of some)
      values.push(communityId, deviceId, sqlTime(at), seq, body);
    await execute(
      tx,
      `${insertIfNew(tx)} INTO device_reading (community_id, device_id, at, seq, body)
       VALUES ${'(?,?,?,?,?),'.repeat(some.length).slice(0, -1)}`,
      values,
    );
  }
};

type Device = { communityId: string; deviceId: string };

export interface Range {
  from: Date;
  /** Itself included. */
  to: Date;
}

const readingOf = (row: Record<string, unknown>): Reading => ({
  at: toDate(row.at),
  seq: toNumber(row.seq),
  values: JSON.parse(String(row.body)) as Record<string, number>,
});

/** In the order of their time, from a place on. */
export const findReadings = async (
  reader: Reader,
  { communityId, deviceId }: Device,
  { from, to }: Range,
  limit: number,
  after: { at: Date; seq: number } | null = null,
): Promise<Reading[]> => {
  const rows = await selectRows(
    reader,
    `SELECT at, seq, body FROM device_reading WHERE community_id = ? AND device_id = ? AND at >= ? AND at <= ?
     ${after ? 'AND (at > ? OR (at = ? AND seq > ?))' : ''} ORDER BY at, seq LIMIT ${limit}`,
    [
      ...[communityId, deviceId, sqlTime(after?.at ?? from), sqlTime(to)],
      ...(after ? [sqlTime(after.at), sqlTime(after.at), after.seq] : []),
    ],
  );
  return rows.map(readingOf);
};

/** The newest of a range, the newest first. */
export const findNewest = async (
  reader: Reader,
  { communityId, deviceId }: Device,
  { from, to }: Range,
  limit: number,
): Promise<Reading[]> => {
  const rows = await selectRows(
    reader,
    `SELECT at, seq, body FROM device_reading WHERE community_id = ? AND device_id = ? AND at >= ? AND at <= ?
     ORDER BY at DESC, seq DESC LIMIT ${limit}`,
    [communityId, deviceId, sqlTime(from), sqlTime(to)],
  );
  return rows.map(readingOf);
};

export const findLatest = async (
  reader: Reader,
  communityId: string,
  deviceIds: readonly string[],
): Promise<Map<string, Latest>> => {
  const rows = await selectAll(reader, LatestEntity, { where: { communityId, deviceId: [...deviceIds] } });
  return new Map(rows.map(({ deviceId, body }) => [deviceId, JSON.parse(body) as Latest]));
};

/**
 * Locks what is known of the devices, in the order of their ids, so that two batches do not wait for each other. A device
 * that never reported gets an empty row first: of two that both find nothing, one would write over the other.
 */
export const lockLatest = async (
  tx: Tx,
  communityId: string,
  deviceIds: readonly string[],
  at: Date,
): Promise<Map<string, Latest>> => {
  const lock = (): Promise<Record<string, unknown>[]> =>
    selectRows(
      tx,
      `SELECT device_id FROM device_latest WHERE community_id = ? AND device_id IN (${marks(deviceIds)})
       ORDER BY device_id${forUpdate(tx)}`,
      [communityId, ...deviceIds],
    );
  const found = new Set((await lock()).map((row) => String(row.device_id)));
  const fresh = deviceIds.filter((id) => !found.has(id));
  if (fresh.length > 0) {
    await execute(
      tx,
      `${insertIfNew(tx)} INTO device_latest (community_id, device_id, at, body)
       VALUES ${fresh.map(() => "(?,?,?,'{}')").join(', ')}`,
      fresh.flatMap((deviceId) => [communityId, deviceId, at]),
    );
    await lock();
  }
  return findLatest(tx, communityId, deviceIds);
};

export const saveLatest = async (tx: Tx, rows: readonly LatestEntity[]): Promise<void> => {
  if (rows.length === 0) return;
  const onConflict = isSqlite(tx)
    ? 'ON CONFLICT (community_id, device_id) DO UPDATE SET at = excluded.at, body = excluded.body'
    : 'ON DUPLICATE KEY UPDATE at = VALUES(at), body = VALUES(body)';
  await execute(
    tx,
    `INSERT INTO device_latest (community_id, device_id, at, body) VALUES ${rows.map(() => '(?,?,?,?)').join(', ')}
     ${onConflict}`,
    rows.flatMap(({ communityId, deviceId, at, body }) => [communityId, deviceId, at, body]),
  );
};

export const markDue = async (tx: Tx, rows: readonly RollupDueEntity[]): Promise<void> => {
  if (rows.length === 0) return;
  await execute(
    tx,
    `${insertIfNew(tx)} INTO device_rollup_due (community_id, device_id, at) VALUES ${rows.map(() => '(?,?,?)').join(', ')}`,
    rows.flatMap(({ communityId, deviceId, at }) => [communityId, deviceId, at]),
  );
};

/** Locked: who adds to such an hour meanwhile waits, and then marks it anew. */
export const lockDue = async (tx: Tx, communityId: string, limit: number): Promise<RollupDueEntity[]> => {
  const rows = await selectRows(
    tx,
    `SELECT device_id, at FROM device_rollup_due WHERE community_id = ? ORDER BY device_id, at LIMIT ${limit}${forUpdate(tx)}`,
    [communityId],
  );
  return rows.map((row) => ({ communityId, deviceId: String(row.device_id), at: toDate(row.at) }));
};

export const deleteDue = async (tx: Tx, rows: readonly RollupDueEntity[]): Promise<void> => {
  for (const { communityId, deviceId, at } of rows)
    await execute(tx, 'DELETE FROM device_rollup_due WHERE community_id = ? AND device_id = ? AND at = ?', [
      ...[communityId, deviceId, at],
    ]);
};

export interface Rollup {
  at: Date;
  sums: Record<string, Summary>;
}

/** In the order of time; the newest `limit`. */
export const findRollups = async (
  reader: Reader,
  { communityId, deviceId }: Device,
  step: RollupStep,
  { from, to }: Range,
  limit: number,
): Promise<Rollup[]> => {
  const rows = await selectRows(
    reader,
    `SELECT at, body FROM device_rollup WHERE community_id = ? AND device_id = ? AND step = ? AND at >= ? AND at <= ?
     ORDER BY at DESC LIMIT ${limit}`,
    [communityId, deviceId, step, sqlTime(from), sqlTime(to)],
  );
  return rows
    .map((row) => ({ at: toDate(row.at), sums: JSON.parse(String(row.body)) as Record<string, Summary> }))
    .reverse();
};

export const saveRollups = async (tx: Tx, rows: readonly RollupEntity[]): Promise<void> => {
  if (rows.length === 0) return;
  const onConflict = isSqlite(tx)
    ? 'ON CONFLICT (community_id, device_id, step, at) DO UPDATE SET body = excluded.body'
    : 'ON DUPLICATE KEY UPDATE body = VALUES(body)';
  await execute(
    tx,
    `INSERT INTO device_rollup (community_id, device_id, step, at, body)
     VALUES ${rows.map(() => '(?,?,?,?,?)').join(', ')} ${onConflict}`,
    rows.flatMap(({ communityId, deviceId, step, at, body }) => [communityId, deviceId, step, at, body]),
  );
};

/** Adds to the day's count of a reason. */
export const countRefusals = async (tx: Tx, rows: readonly RefusalEntity[]): Promise<void> => {
  for (const row of rows) {
    const { communityId, deviceId, day, reason, count, lastAt, claimedAt, sample } = row;
    const changed = await execute(
      tx,
      `UPDATE telemetry_refusal SET count = count + ?, last_at = ?, claimed_at = ?, sample = ?
       WHERE community_id = ? AND device_id = ? AND day = ? AND reason = ?`,
      [count, lastAt, claimedAt, sample, communityId, deviceId, day, reason],
    );
    if (changed === 0) await insertRows(tx, RefusalEntity, [row]);
  }
};

export const findRefusals = (
  reader: Reader,
  { communityId, deviceId }: Device,
  sinceDay: string,
): Promise<RefusalEntity[]> =>
  reader
    .createQueryBuilder(RefusalEntity, 'r')
    .where('r.communityId = :communityId AND r.deviceId = :deviceId AND r.day >= :sinceDay', {
      ...{ communityId, deviceId, sinceDay },
    })
    .orderBy('r.day', 'DESC')
    .addOrderBy('r.reason', 'ASC')
    .getMany();

/** Those that are new; an event that came before stays as it is. */
export const insertEvents = async (tx: Tx, rows: readonly EventEntity[]): Promise<EventEntity[]> => {
  const fresh: EventEntity[] = [];
  for (const row of rows) {
    const { communityId, deviceId, eventId, type, at, isTrusted, receivedAt, body, state } = row;
    const inserted = await execute(
      tx,
      `${insertIfNew(tx)} INTO telemetry_event
         (community_id, device_id, event_id, type, at, is_trusted, received_at, body, state)
       VALUES (?,?,?,?,?,?,?,?,?)`,
      [communityId, deviceId, eventId, type, at, isTrusted, receivedAt, body, state],
    );
    if (inserted > 0) fresh.push(row);
  }
  return fresh;
};

export const findEvent = (
  reader: Reader,
  { communityId, deviceId }: Device,
  eventId: string,
): Promise<EventEntity | null> => selectOne(reader, EventEntity, { communityId, deviceId, eventId });

export const endEvent = async (tx: Tx, { communityId, deviceId }: Device, eventId: string): Promise<void> => {
  await tx.update(EventEntity, { communityId, deviceId, eventId }, { state: 'done' });
};

/** Of one community, a little at a time; how many rows went. */
export const deleteOld = async (
  tx: Tx,
  table: 'device_reading' | 'device_rollup',
  communityId: string,
  before: Date,
  limit: number,
): Promise<number> => {
  const hourly = table === 'device_rollup' ? " AND step = 'hour'" : '';
  const where = `community_id = ? AND at < ?${hourly}`;
  // SQLite is built without LIMIT on DELETE.
  const sql = isSqlite(tx)
    ? `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${where} LIMIT ${limit})`
    : `DELETE FROM ${table} WHERE ${where} LIMIT ${limit}`;
  return execute(tx, sql, [communityId, before]);
};

/** Ended events and counts of refusals, whatever the community. */
export const deleteEnded = async (tx: Tx, before: Date): Promise<void> => {
  await execute(tx, `DELETE FROM telemetry_refusal WHERE day < ?`, [before.toISOString().slice(0, 10)]);
  await execute(tx, `DELETE FROM telemetry_event WHERE state = 'done' AND received_at < ?`, [before]);
};

/** Rows of the outbox that told of readings and are through: hundreds of devices make a million of them in a day. */
export const deleteTold = async (tx: Tx, topic: string, before: Date, limit: number): Promise<number> => {
  const rows = await selectRows(
    tx,
    `SELECT id FROM outbox WHERE state = 'done' AND topic = ? AND ended_at < ? LIMIT ${limit}`,
    [topic, sqlTime(before)],
  );
  if (rows.length > 0)
    await execute(
      tx,
      `DELETE FROM outbox WHERE id IN (${marks(rows)})`,
      rows.map((row) => row.id),
    );
  return rows.length;
};
