import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, sqlTime, toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { CallbackTryEntity, EscalationEntity, PromiseEntity } from './loop.entity.js';
import { answerProcedure, type Loop } from './loop.rules.js';
import type { RepairEntity } from './repair.entity.js';
import { findOrders, lockRepairRow } from './repair.store.js';

export const findPromises = (reader: Reader, communityId: string, repairId: string): Promise<PromiseEntity[]> =>
  selectAll(reader, PromiseEntity, { where: { communityId, repairId }, orderBy: 't.started_at ASC, t.due_at ASC' });

export const findOpenEscalation = (
  reader: Reader,
  communityId: string,
  repairId: string,
): Promise<EscalationEntity | null> => selectOne(reader, EscalationEntity, { communityId, openKey: repairId });

export const findEscalation = (reader: Reader, communityId: string, id: string): Promise<EscalationEntity | null> =>
  selectOne(reader, EscalationEntity, { communityId, id });

/** The request with all that moves with it; reads only. */
export const readLoop = async (reader: Reader, repair: RepairEntity): Promise<Loop> => {
  const { communityId, id } = repair;
  const [orders, promises, escalation] = [
    await findOrders(reader, communityId, [id]),
    await findPromises(reader, communityId, id),
    await findOpenEscalation(reader, communityId, id),
  ];
  return { repair, orders, promises, escalation };
};

/**
 * Locks a request with all that moves with it. Every command locks the request first, so that two commands on one request
 * never wait for each other crosswise.
 */
export const lockLoop = async (tx: Tx, communityId: string, id: string): Promise<Loop | null> => {
  const repair = await lockRepairRow(tx, communityId, id);
  return repair ? readLoop(tx, repair) : null;
};

export const savePromise = async (tx: Tx, promise: PromiseEntity, isNew: boolean): Promise<void> => {
  const { communityId, id, ...rest } = promise;
  if (isNew) await tx.insert(PromiseEntity, promise);
  else await tx.update(PromiseEntity, { communityId, id }, rest);
};

export const saveEscalation = async (tx: Tx, escalation: EscalationEntity, isNew: boolean): Promise<void> => {
  const { communityId, id, ...rest } = escalation;
  if (isNew) await tx.insert(EscalationEntity, escalation);
  else await tx.update(EscalationEntity, { communityId, id }, rest);
};

export const insertCallbackTry = async (tx: Tx, one: CallbackTryEntity): Promise<void> => {
  await tx.insert(CallbackTryEntity, one);
};

/** Calls that nobody answered, by request. */
export const findCallbackTries = (
  reader: Reader,
  communityId: string,
  repairIds: string[],
): Promise<CallbackTryEntity[]> =>
  selectAll(reader, CallbackTryEntity, { where: { communityId, repairId: repairIds }, orderBy: 't.at ASC' });

/** Open call-backs, the nearest deadline first. */
export const listCallbackPromises = async (
  reader: Reader,
  communityId: string,
  page: { after: { due: Date; id: string } | null; limit: number },
): Promise<PromiseEntity[]> => {
  const after = page.after ? 'AND (p.due_at > ? OR (p.due_at = ? AND p.id > ?))' : '';
  const values = page.after ? [sqlTime(page.after.due), sqlTime(page.after.due), page.after.id] : [];
  const rows = await selectRows(
    reader,
    `SELECT p.id FROM promise p WHERE p.community_id = ? AND p.kind = 'callback' AND p.met_at IS NULL
       AND p.state <> 'dropped' ${after} ORDER BY p.due_at ASC, p.id ASC LIMIT ${page.limit}`,
    [communityId, ...values],
  );
  const ids = rows.map((row) => String(row.id));
  const found = await selectAll(reader, PromiseEntity, { where: { communityId, id: ids } });
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
};

export const countOpenCallbacks = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS n FROM promise WHERE community_id = ? AND kind = 'callback' AND met_at IS NULL
       AND state <> 'dropped'`,
    [communityId],
  );
  return toNumber(row?.n);
};

/** Promises to owners that fell due in a span: day of the community -> kept and missed. Times are UTC in the database. */
export const countKept = async (
  reader: Reader,
  communityId: string,
  span: { from: Date; to: Date; department: string | null },
): Promise<{ dueAt: Date; kept: boolean }[]> => {
  const rows = await selectRows(
    reader,
    `SELECT due_at, state FROM promise WHERE community_id = ? AND due_at >= ? AND due_at < ?
       AND kind IN ('respond', 'arrive', 'finish') AND state IN ('kept', 'missed')
       ${span.department ? 'AND department = ?' : ''}`,
    [communityId, sqlTime(span.from), sqlTime(span.to), ...(span.department ? [span.department] : [])],
  );
  return rows.map((row) => ({ dueAt: toDate(row.due_at), kept: row.state === 'kept' }));
};

export interface EscalationFilter {
  open: boolean;
  department: string | undefined;
  level: string | undefined;
  before: { at: Date; id: string } | null;
  limit: number;
}

/** Escalations, the newest first. */
export const listEscalationRows = async (
  reader: Reader,
  communityId: string,
  filter: EscalationFilter,
): Promise<EscalationEntity[]> => {
  const where = ['e.community_id = ?', filter.open ? 'e.closed_at IS NULL' : 'e.closed_at IS NOT NULL'];
  const values: unknown[] = [communityId];
  if (filter.department) where.push('e.department = ?') && values.push(filter.department);
  if (filter.level) where.push('e.level = ?') && values.push(filter.level);
  if (filter.before) {
    where.push('(e.opened_at < ? OR (e.opened_at = ? AND e.id < ?))');
    values.push(sqlTime(filter.before.at), sqlTime(filter.before.at), filter.before.id);
  }
  const rows = await selectRows(
    reader,
    `SELECT e.id FROM escalation e WHERE ${where.join(' AND ')} ORDER BY e.opened_at DESC, e.id DESC LIMIT ${filter.limit}`,
    values,
  );
  const ids = rows.map((row) => String(row.id));
  const found = await selectAll(reader, EscalationEntity, { where: { communityId, id: ids } });
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
};

/** Orders that wait for a worker and may be given to one now: emergencies first, then the oldest. */
export const findWaitingOrders = async (
  reader: Reader,
  communityId: string,
  filter: { skills?: readonly string[] | undefined; limit: number },
): Promise<{ orderId: string; repairId: string }[]> => {
  const skills = filter.skills ?? [];
  const rows = await selectRows(
    reader,
    `SELECT o.id, o.repair_id FROM work_order o
     JOIN repair r ON r.community_id = o.community_id AND r.id = o.repair_id
     WHERE o.community_id = ? AND o.status = 'waiting' AND o.procedure_id <> '${answerProcedure}'
       AND r.paused_at IS NULL AND r.undecided = 0
       AND r.status IN ('submitted', 'assigned', 'working')
       ${skills.length > 0 ? `AND o.skill IN (${marks(skills)})` : ''}
     ORDER BY CASE WHEN r.urgency = 'emergency' THEN 0 ELSE 1 END, o.created_at LIMIT ${filter.limit}`,
    [communityId, ...skills],
  );
  return rows.map((row) => ({ orderId: String(row.id), repairId: String(row.repair_id) }));
};

/** Orders that a worker has in hand. */
export const findOrdersInHand = async (
  reader: Reader,
  communityId: string,
  workerId: string,
): Promise<{ orderId: string; repairId: string; status: string; urgency: string; dueAt: Date | null }[]> => {
  const rows = await selectRows(
    reader,
    `SELECT o.id, o.repair_id, o.status, r.urgency, r.next_due_at FROM work_order o
     JOIN repair r ON r.community_id = o.community_id AND r.id = o.repair_id
     WHERE o.community_id = ? AND o.worker_id = ? AND o.status IN ('assigned', 'accepted', 'arrived')
       AND o.procedure_id <> '${answerProcedure}'
     ORDER BY r.next_due_at DESC`,
    [communityId, workerId],
  );
  return rows.map((row) => ({
    orderId: String(row.id),
    repairId: String(row.repair_id),
    status: String(row.status),
    urgency: String(row.urgency),
    dueAt: row.next_due_at === null ? null : toDate(row.next_due_at),
  }));
};

/** Open requests that each of these people answers for. */
export const countStewarded = async (
  reader: Reader,
  communityId: string,
  staffIds: readonly string[],
): Promise<Map<string, number>> => {
  if (staffIds.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT steward_id, COUNT(*) AS n FROM repair WHERE community_id = ? AND steward_id IN (${marks(staffIds)})
       AND status IN ('submitted', 'assigned', 'working') GROUP BY steward_id`,
    [communityId, ...staffIds],
  );
  return new Map(rows.map((row) => [String(row.steward_id), toNumber(row.n)]));
};
