import { In } from 'typeorm';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime, toDateOrNull, toNumber } from '../../platform/database/rows.js';
import {
  OutboxEntity,
  type QueueName,
  type QueueRow,
  queueEntity,
  TimerEntity,
} from '../../platform/queue/queue.entity.js';

export interface AuditFilter {
  actorId?: string | undefined;
  action?: string | undefined;
  from: Date | null;
  to: Date | null;
  before: string | null;
  limit: number;
}

/** The audit log, newest first; ids are ULIDs, so the id is the order. */
export const listAudit = (reader: Reader, communityId: string, filter: AuditFilter): Promise<AuditEntity[]> => {
  const query = reader
    .createQueryBuilder(AuditEntity, 'a')
    .where('a.communityId = :communityId', { communityId })
    .orderBy('a.id', 'DESC')
    .take(filter.limit);
  if (filter.actorId) query.andWhere('a.actorId = :actorId', { actorId: filter.actorId });
  if (filter.action) query.andWhere('a.action = :action', { action: filter.action });
  if (filter.from) query.andWhere('a.at >= :from', { from: sqlTime(filter.from) });
  if (filter.to) query.andWhere('a.at < :to', { to: sqlTime(filter.to) });
  if (filter.before) query.andWhere('a.id < :before', { before: filter.before });
  return query.getMany();
};

export interface DeadRow extends QueueRow {
  queue: QueueName;
}

/** Dead rows of both queues of a community, newest first. */
export const listDead = async (
  reader: Reader,
  communityId: string,
  before: string | null,
  limit: number,
): Promise<DeadRow[]> => {
  const rows = await Promise.all(
    (['outbox', 'timer'] as const).map(async (queue) => {
      const query = reader
        .createQueryBuilder(queueEntity(queue), 'q')
        .where("q.communityId = :communityId AND q.state = 'dead'", { communityId })
        .orderBy('q.id', 'DESC')
        .take(limit);
      if (before) query.andWhere('q.id < :before', { before });
      return (await query.getMany()).map((row) => ({ ...row, queue }));
    }),
  );
  return rows
    .flat()
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
};

export const findQueueRow = async (reader: Reader, communityId: string, id: string): Promise<DeadRow | null> => {
  for (const queue of ['outbox', 'timer'] as const) {
    const row = await reader.findOneBy(queueEntity(queue), { communityId, id });
    if (row) return { ...row, queue };
  }
  return null;
};

/** Back to waiting; false when it is not dead any more. */
export const revive = async (tx: Tx, row: DeadRow): Promise<boolean> => {
  const result = await tx.update(
    row.queue === 'outbox' ? OutboxEntity : TimerEntity,
    { id: row.id, state: In(['dead']) },
    { state: 'waiting', attempts: 0, holdUntil: null, lease: null, endedAt: null },
  );
  return result.affected === 1;
};

export interface QueueFigures {
  waiting: number;
  dead: number;
  oldestAt: Date | null;
}

export const readQueueFigures = async (
  reader: Reader,
  queue: QueueName,
  communityId: string,
): Promise<QueueFigures> => {
  const rows: Record<string, unknown>[] = await reader.query(
    `SELECT SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS waiting,
       SUM(CASE WHEN state = 'dead' THEN 1 ELSE 0 END) AS dead,
       MIN(CASE WHEN state = 'waiting' THEN due_at END) AS oldest
     FROM ${queue} WHERE community_id = ? AND state IN ('waiting', 'dead')`,
    [communityId],
  );
  return {
    waiting: toNumber(rows[0]?.waiting),
    dead: toNumber(rows[0]?.dead),
    oldestAt: toDateOrNull(rows[0]?.oldest),
  };
};
