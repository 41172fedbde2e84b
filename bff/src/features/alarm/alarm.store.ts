import type { AlarmSource } from 'shared-types/alarm';
import type { AlarmSeverity } from 'shared-types/alarmPolicy';
import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { AlarmEntity, AlarmEventEntity, AlarmSaidEntity, AlarmWatchEntity } from './alarm.entity.js';
import { emptyWatch, type Watch } from './alarm.rules.js';

export const findAlarm = (reader: Reader, communityId: string, id: string): Promise<AlarmEntity | null> =>
  selectOne(reader, AlarmEntity, { communityId, id });

export const lockAlarm = async (tx: Tx, communityId: string, id: string): Promise<AlarmEntity | null> => {
  await selectRows(tx, `SELECT id FROM alarm WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findAlarm(tx, communityId, id);
};

/** The alarm of a fault that is not closed. */
export const lockOpenAlarm = async (tx: Tx, communityId: string, openKey: string): Promise<AlarmEntity | null> => {
  await selectRows(tx, `SELECT id FROM alarm WHERE community_id = ? AND open_key = ?${forUpdate(tx)}`, [
    communityId,
    openKey,
  ]);
  return selectOne(tx, AlarmEntity, { communityId, openKey });
};

export const insertAlarm = (tx: Tx, alarm: AlarmEntity): Promise<void> => insertRows(tx, AlarmEntity, [alarm]);

export const saveAlarm = async (tx: Tx, { communityId, id, ...rest }: AlarmEntity): Promise<void> => {
  await tx.update(AlarmEntity, { communityId, id }, rest);
};

export const findAlarmsOfRepair = (reader: Reader, communityId: string, repairId: string): Promise<AlarmEntity[]> =>
  selectAll(reader, AlarmEntity, { where: { communityId, repairId } });

export const insertAlarmEvent = (tx: Tx, event: AlarmEventEntity): Promise<void> =>
  insertRows(tx, AlarmEventEntity, [event]);

const mostEvents = 200;

/** Newest first. */
export const findAlarmEvents = (reader: Reader, communityId: string, alarmId: string): Promise<AlarmEventEntity[]> =>
  selectAll(reader, AlarmEventEntity, {
    where: { communityId, alarmId },
    orderBy: 't.at DESC, t.id DESC',
    limit: mostEvents,
  });

export const findEventIds = async (
  reader: Reader,
  communityId: string,
  alarmIds: string[],
): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>();
  const rows = await selectAll(reader, AlarmSaidEntity, {
    where: { communityId, alarmId: alarmIds },
    orderBy: 't.at, t.id',
  });
  for (const { alarmId, id } of rows)
    if (alarmId) found.set(alarmId, [...(found.get(alarmId) ?? []), id].slice(-mostEvents));
  return found;
};

export interface AlarmFilter {
  severity?: AlarmSeverity | undefined;
  source?: AlarmSource | undefined;
  deviceId?: string | undefined;
  limit: number;
}

const filtered = (reader: Reader, communityId: string, { severity, source, deviceId, limit }: AlarmFilter) => {
  const query = reader
    .createQueryBuilder(AlarmEntity, 'a')
    .where('a.communityId = :communityId', { communityId })
    .limit(limit);
  if (severity) query.andWhere('a.severity = :severity', { severity });
  if (source) query.andWhere('a.source = :source', { source });
  if (deviceId) query.andWhere('a.deviceId = :deviceId', { deviceId });
  return query;
};

/** The heaviest first, then the newest. */
export const listOpenAlarms = (
  reader: Reader,
  communityId: string,
  filter: AlarmFilter & { after: { rank: number; id: string } | null },
): Promise<AlarmEntity[]> => {
  const query = filtered(reader, communityId, filter)
    .andWhere('a.closedAt IS NULL')
    .orderBy('a.rank', 'ASC')
    .addOrderBy('a.id', 'DESC');
  const { after } = filter;
  if (after) query.andWhere('(a.rank > :rank OR (a.rank = :rank AND a.id < :id))', after);
  return query.getMany();
};

/** The last closed first. */
export const listEndedAlarms = (
  reader: Reader,
  communityId: string,
  filter: AlarmFilter & { after: { at: Date; id: string } | null },
): Promise<AlarmEntity[]> => {
  const query = filtered(reader, communityId, filter)
    .andWhere('a.closedAt IS NOT NULL')
    .orderBy('a.closedAt', 'DESC')
    .addOrderBy('a.id', 'DESC');
  const { after } = filter;
  if (after) query.andWhere('(a.closedAt < :at OR (a.closedAt = :at AND a.id < :id))', after);
  return query.getMany();
};

export interface AlarmCounts {
  open: number;
  unacknowledged: number;
  emergency: number;
  escalated: number;
}

export const countAlarms = async (reader: Reader, communityId: string): Promise<AlarmCounts> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS open_count,
            SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS unacknowledged,
            SUM(CASE WHEN severity = 'emergency' THEN 1 ELSE 0 END) AS emergency,
            SUM(CASE WHEN level IS NOT NULL THEN 1 ELSE 0 END) AS escalated
     FROM alarm WHERE community_id = ? AND closed_at IS NULL`,
    [communityId],
  );
  const of = (value: unknown): number => toNumber(value ?? 0);
  return {
    open: of(row?.open_count),
    unacknowledged: of(row?.unacknowledged),
    emergency: of(row?.emergency),
    escalated: of(row?.escalated),
  };
};

/** What rules found and is still abnormal: for the sweep. */
export const findAbnormal = (reader: Reader, communityId: string): Promise<AlarmEntity[]> =>
  selectAll(reader, AlarmEntity, { where: { communityId, source: 'rule', closedAt: null, normalAt: null } });

const toWatch = (row: AlarmWatchEntity): Watch => ({
  at: row.heardAt ? row.heardAt.getTime() : Number.NEGATIVE_INFINITY,
  seq: row.heardSeq,
  rules: row.rules,
  recent: row.recent,
});

const toRow = (communityId: string, deviceId: string, { at, seq, rules, recent }: Watch): AlarmWatchEntity => ({
  communityId,
  deviceId,
  heardAt: Number.isFinite(at) ? new Date(at) : null,
  heardSeq: seq,
  rules,
  recent,
});

export const findWatch = async (reader: Reader, communityId: string, deviceId: string): Promise<Watch> => {
  const row = await selectOne(reader, AlarmWatchEntity, { communityId, deviceId });
  return row ? toWatch(row) : emptyWatch();
};

/** Held for the rest of the transaction: what a device says is judged one after the other. */
export const lockWatch = async (tx: Tx, communityId: string, deviceId: string): Promise<Watch> => {
  const lock = () =>
    selectRows(tx, `SELECT device_id FROM alarm_watch WHERE community_id = ? AND device_id = ?${forUpdate(tx)}`, [
      communityId,
      deviceId,
    ]);
  if ((await lock()).length === 0) {
    try {
      await insertRows(tx, AlarmWatchEntity, [toRow(communityId, deviceId, emptyWatch())]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await lock();
    }
  }
  return findWatch(tx, communityId, deviceId);
};

export const saveWatch = async (tx: Tx, communityId: string, deviceId: string, watch: Watch): Promise<void> => {
  const { heardAt, heardSeq, rules, recent } = toRow(communityId, deviceId, watch);
  await tx.update(AlarmWatchEntity, { communityId, deviceId }, { heardAt, heardSeq, rules, recent });
};

export const findSaid = (reader: Reader, communityId: string, id: string): Promise<AlarmSaidEntity | null> =>
  selectOne(reader, AlarmSaidEntity, { communityId, id });

export const insertSaid = (tx: Tx, said: AlarmSaidEntity): Promise<void> => insertRows(tx, AlarmSaidEntity, [said]);

export const saveSaid = async (
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
  change: Partial<AlarmSaidEntity>,
): Promise<void> => {
  await tx.update(AlarmSaidEntity, { communityId, id }, change);
};
