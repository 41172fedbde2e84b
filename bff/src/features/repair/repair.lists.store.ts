import type { Reader } from '../../platform/database/access.js';
import { contains, marks, sqlTime, toBoolean, toDate, toDateOrNull, toNumber } from '../../platform/database/rows.js';
import { selectRows } from '../../platform/database/select.js';
import { answerProcedure } from './loop.rules.js';
import type { Moderation, RepairEntity } from './repair.entity.js';

/** What a list shows of a request: read with SQL, since lists are the hot reads (house.md, Two databases). */
export type RepairListRow = Pick<
  RepairEntity,
  | 'communityId'
  | 'id'
  | 'kind'
  | 'number'
  | 'channel'
  | 'houseId'
  | 'placeLabel'
  | 'spot'
  | 'problemTypeId'
  | 'title'
  | 'urgency'
  | 'status'
  | 'contactName'
  | 'moderation'
  | 'respondDueAt'
  | 'arriveDueAt'
  | 'finishDueAt'
  | 'createdAt'
  | 'latest'
  | 'stars'
  | 'nextKind'
  | 'nextStartedAt'
  | 'nextDueAt'
  | 'pausedAt'
  | 'pausedUntil'
  | 'pauseReason'
  | 'pausedBy'
  | 'stewardName'
  | 'urges'
  | 'undecided'
  | 'emergencyHint'
  | 'escalationId'
  | 'escalationLevel'
  | 'escalatedAt'
  | 'escalationFollower'
>;

const columns = `r.community_id, r.id, r.kind, r.number, r.channel, r.house_id, r.place_label, r.spot, r.problem_type_id, r.title,
  r.urgency, r.status, r.contact_name, r.moderation, r.respond_due_at, r.arrive_due_at, r.finish_due_at, r.created_at,
  r.latest, r.stars, r.next_kind, r.next_started_at, r.next_due_at, r.paused_at, r.paused_until, r.pause_reason,
  r.paused_by, r.steward_name, r.urges, r.undecided, r.emergency_hint, r.escalation_id, r.escalation_level,
  r.escalated_at, r.escalation_follower`;

type Raw = Record<string, unknown>;

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const toRow = (raw: Raw): RepairListRow => ({
  communityId: String(raw.community_id),
  id: String(raw.id),
  kind: raw.kind as RepairEntity['kind'],
  number: String(raw.number),
  channel: raw.channel as RepairEntity['channel'],
  houseId: textOrNull(raw.house_id),
  placeLabel: String(raw.place_label),
  spot: textOrNull(raw.spot),
  problemTypeId: String(raw.problem_type_id),
  title: String(raw.title),
  urgency: raw.urgency as RepairEntity['urgency'],
  status: raw.status as RepairEntity['status'],
  contactName: textOrNull(raw.contact_name),
  moderation: raw.moderation as Moderation,
  respondDueAt: toDate(raw.respond_due_at),
  arriveDueAt: toDateOrNull(raw.arrive_due_at),
  finishDueAt: toDate(raw.finish_due_at),
  createdAt: toDate(raw.created_at),
  latest: String(raw.latest),
  stars: raw.stars === null ? null : toNumber(raw.stars),
  nextKind: raw.next_kind as RepairEntity['nextKind'],
  nextStartedAt: toDateOrNull(raw.next_started_at),
  nextDueAt: toDateOrNull(raw.next_due_at),
  pausedAt: toDateOrNull(raw.paused_at),
  pausedUntil: toDateOrNull(raw.paused_until),
  pauseReason: textOrNull(raw.pause_reason),
  pausedBy: textOrNull(raw.paused_by),
  stewardName: textOrNull(raw.steward_name),
  urges: toNumber(raw.urges),
  undecided: toBoolean(raw.undecided),
  emergencyHint: textOrNull(raw.emergency_hint),
  escalationId: textOrNull(raw.escalation_id),
  escalationLevel: raw.escalation_level as RepairEntity['escalationLevel'],
  escalatedAt: toDateOrNull(raw.escalated_at),
  escalationFollower: textOrNull(raw.escalation_follower),
});

/** Everything that is not closed or cancelled. */
export const openStatuses = ['submitted', 'assigned', 'working', 'done'];

export interface OwnerReach {
  accountId: string;
  /** Houses of which the caller is the owner: everybody's requests. */
  ownedHouseIds: string[];
  /** Every bound house, and the communities: the caller's own requests. */
  houseIds: string[];
  communityIds: string[];
}

/** What an owner may see, as SQL: the same rule as repair.policy.ts maySee. */
const reachSql = (reach: OwnerReach): { sql: string; values: unknown[] } => {
  const parts: string[] = [];
  const values: unknown[] = [];
  if (reach.ownedHouseIds.length > 0) {
    parts.push(`(r.community_id IN (${marks(reach.communityIds)}) AND r.house_id IN (${marks(reach.ownedHouseIds)}))`);
    values.push(...reach.communityIds, ...reach.ownedHouseIds);
  }
  if (reach.houseIds.length > 0) {
    parts.push(`(r.reporter_id = ? AND (r.house_id IN (${marks(reach.houseIds)})
      OR (r.house_id IS NULL AND r.community_id IN (${marks(reach.communityIds)}))))`);
    values.push(reach.accountId, ...reach.houseIds, ...reach.communityIds);
  }
  return parts.length > 0 ? { sql: `(${parts.join(' OR ')})`, values } : { sql: '(1 = 0)', values };
};

/** An owner's requests, newest first; ids are ULIDs, so the id is the order and the cursor. */
export const listForOwner = async (
  reader: Reader,
  reach: OwnerReach,
  filter: { scope: 'open' | 'ended' | 'all'; before: string | null; limit: number },
): Promise<RepairListRow[]> => {
  const { sql, values } = reachSql(reach);
  const where = [sql];
  if (filter.scope !== 'all') {
    where.push(`r.status ${filter.scope === 'open' ? 'IN' : 'NOT IN'} (${marks(openStatuses)})`);
    values.push(...openStatuses);
  }
  if (filter.before) {
    where.push('r.id < ?');
    values.push(filter.before);
  }
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT ${columns} FROM repair r WHERE ${where.join(' AND ')} ORDER BY r.id DESC LIMIT ${filter.limit}`,
    values,
  );
  return rows.map(toRow);
};

export interface StaffFilter {
  status?: string | undefined;
  kind?: string | undefined;
  urgency?: string | undefined;
  problemTypeId?: string | undefined;
  moderation?: string | undefined;
  houseId?: string | undefined;
  areaId?: string | undefined;
  department?: string | undefined;
  needs?: 'escalated' | 'decision' | 'paused' | 'callback' | undefined;
  q?: string | undefined;
  sort: 'newest' | 'due';
  /** Sort value and id of the last row of the page before. */
  after: { value: string; id: string } | null;
  limit: number;
}

const needsSql = {
  escalated: 'r.escalation_id IS NOT NULL',
  decision: "(r.undecided = 1 OR r.emergency_hint IS NOT NULL) AND r.status IN ('submitted', 'assigned', 'working')",
  paused: 'r.paused_at IS NOT NULL',
  callback: `EXISTS (SELECT 1 FROM promise p WHERE p.community_id = r.community_id AND p.repair_id = r.id
    AND p.kind = 'callback' AND p.met_at IS NULL AND p.state <> 'dropped')`,
} as const;

/** The request has an order of this department. */
export const departmentSql = `EXISTS (SELECT 1 FROM work_order o WHERE o.community_id = r.community_id AND o.repair_id = r.id
  AND o.department = ? AND o.status <> 'cancelled')`;

const staffWhere = (communityId: string, filter: StaffFilter): { where: string[]; values: unknown[] } => {
  const where = ['r.community_id = ?'];
  const values: unknown[] = [communityId];
  const equal = (column: string, value: string | undefined): void => {
    if (!value) return;
    where.push(`r.${column} = ?`);
    values.push(value);
  };
  if (filter.status === 'open') {
    where.push(`r.status IN (${marks(openStatuses)})`);
    values.push(...openStatuses);
  } else equal('status', filter.status);
  equal('kind', filter.kind);
  equal('urgency', filter.urgency);
  equal('problem_type_id', filter.problemTypeId);
  equal('moderation', filter.moderation);
  equal('house_id', filter.houseId);
  equal('area_id', filter.areaId);
  if (filter.needs) where.push(needsSql[filter.needs]);
  if (filter.department) {
    where.push(departmentSql);
    values.push(filter.department);
  }
  if (filter.q) {
    const pattern = contains(filter.q);
    where.push(
      "(r.number LIKE ? ESCAPE '!' OR r.place_label LIKE ? ESCAPE '!' OR r.title LIKE ? ESCAPE '!' OR r.contact_name LIKE ? ESCAPE '!')",
    );
    values.push(pattern, pattern, pattern, pattern);
  }
  return { where, values };
};

/** A community's requests for staff, with the sort value of each for the next cursor. Ended ones have no next deadline. */
export const listForStaff = async (
  reader: Reader,
  communityId: string,
  filter: StaffFilter,
): Promise<{ row: RepairListRow; sortAt: Date }[]> => {
  const { where, values } = staffWhere(communityId, filter);
  const byDue = filter.sort === 'due' && filter.status !== 'closed' && filter.status !== 'cancelled';
  if (byDue) where.push('r.next_due_at IS NOT NULL');
  if (filter.after) {
    if (byDue) {
      where.push('(r.next_due_at > ? OR (r.next_due_at = ? AND r.id > ?))');
      values.push(filter.after.value, filter.after.value, filter.after.id);
    } else {
      where.push('r.id < ?');
      values.push(filter.after.id);
    }
  }
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT ${columns} FROM repair r WHERE ${where.join(' AND ')}
     ORDER BY ${byDue ? 'r.next_due_at ASC, r.id ASC' : 'r.id DESC'} LIMIT ${filter.limit}`,
    values,
  );
  return rows.map((raw) => {
    const row = toRow(raw);
    return { row, sortAt: row.nextDueAt ?? row.createdAt };
  });
};

export interface OrderListRow {
  repairId: string;
  id: string;
  status: string;
  department: string;
  workerName: string | null;
  workerId: string | null;
  accepted: boolean;
  main: boolean;
  round: number;
}

/** The orders of a page of requests. */
export const listOrdersOf = async (
  reader: Reader,
  communityIds: string[],
  repairIds: string[],
): Promise<OrderListRow[]> => {
  if (repairIds.length === 0) return [];
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT repair_id, id, status, department, worker_name, worker_id, accepted_at, main, round FROM work_order
     WHERE community_id IN (${marks(communityIds)}) AND repair_id IN (${marks(repairIds)})
     ORDER BY round DESC, main DESC, created_at, id`,
    [...communityIds, ...repairIds],
  );
  return rows.map((raw) => ({
    repairId: String(raw.repair_id),
    id: String(raw.id),
    status: String(raw.status),
    department: String(raw.department),
    workerName: textOrNull(raw.worker_name),
    workerId: textOrNull(raw.worker_id),
    accepted: raw.accepted_at !== null,
    main: toBoolean(raw.main),
    round: toNumber(raw.round),
  }));
};

/** A worker's orders with their requests: open ones by assignment, ended ones newest first. */
export const listForWorker = async (
  reader: Reader,
  worker: { communityId: string; id: string },
  filter: { ended: boolean; before: string | null; limit: number },
): Promise<
  {
    orderId: string;
    status: string;
    assignedAt: Date | null;
    task: string;
    acceptDueAt: Date | null;
    repair: RepairListRow;
    preferredFrom: Date | null;
    preferredTo: Date | null;
  }[]
> => {
  const statuses = filter.ended ? ['finished', 'cancelled'] : ['assigned', 'accepted', 'arrived'];
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT ${columns}, o.id AS order_id, o.status AS order_status, o.assigned_at, o.task, o.accept_due_at, r.preferred_from, r.preferred_to
     FROM work_order o JOIN repair r ON r.community_id = o.community_id AND r.id = o.repair_id
     WHERE o.community_id = ? AND o.worker_id = ? AND o.status IN (${marks(statuses)})
       ${filter.before ? 'AND o.id < ?' : ''} ORDER BY o.id DESC LIMIT ${filter.limit}`,
    [worker.communityId, worker.id, ...statuses, ...(filter.before ? [filter.before] : [])],
  );
  return rows.map((raw) => ({
    orderId: String(raw.order_id),
    status: String(raw.order_status),
    assignedAt: toDateOrNull(raw.assigned_at),
    task: String(raw.task),
    acceptDueAt: toDateOrNull(raw.accept_due_at),
    repair: toRow(raw),
    preferredFrom: toDateOrNull(raw.preferred_from),
    preferredTo: toDateOrNull(raw.preferred_to),
  }));
};

/** A worker's day: orders finished today, and those plus what is open. */
export const readWorkerDay = async (
  reader: Reader,
  worker: { communityId: string; id: string },
  dayStart: Date,
): Promise<{ finishedToday: number; open: number }> => {
  const [row]: Raw[] = await selectRows(
    reader,
    `SELECT SUM(CASE WHEN status = 'finished' AND finished_at >= ? THEN 1 ELSE 0 END) AS finished,
       SUM(CASE WHEN status IN ('assigned', 'accepted', 'arrived') THEN 1 ELSE 0 END) AS open_count
     FROM work_order WHERE community_id = ? AND worker_id = ?`,
    [sqlTime(dayStart), worker.communityId, worker.id],
  );
  return { finishedToday: toNumber(row?.finished), open: toNumber(row?.open_count) };
};

/** Open orders in hand, by worker. */
export const readLoads = async (reader: Reader, communityId: string): Promise<Map<string, number>> => {
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT worker_id, COUNT(*) AS load_count FROM work_order
     WHERE community_id = ? AND status IN ('assigned', 'accepted', 'arrived') AND procedure_id <> '${answerProcedure}'
     GROUP BY worker_id`,
    [communityId],
  );
  return new Map(rows.map((raw) => [String(raw.worker_id), toNumber(raw.load_count)]));
};

export const countFinishedBy = async (reader: Reader, communityId: string, workerId: string): Promise<number> => {
  const [row]: Raw[] = await selectRows(
    reader,
    "SELECT COUNT(*) AS finished FROM work_order WHERE community_id = ? AND worker_id = ? AND status = 'finished'",
    [communityId, workerId],
  );
  return toNumber(row?.finished);
};

/** Open requests by house. */
export const countOpenByHouse = async (
  reader: Reader,
  communityId: string,
  houseIds: string[],
): Promise<Map<string, number>> => {
  if (houseIds.length === 0) return new Map();
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT house_id, COUNT(*) AS open_count FROM repair
     WHERE community_id = ? AND house_id IN (${marks(houseIds)}) AND status IN ('submitted', 'assigned', 'working')
     GROUP BY house_id`,
    [communityId, ...houseIds],
  );
  return new Map(rows.map((raw) => [String(raw.house_id), toNumber(raw.open_count)]));
};

/** Orders of requests with these words in their number, title or place, the latest first. */
export const searchOrderIds = async (
  reader: Reader,
  communityId: string,
  q: string,
  limit: number,
): Promise<string[]> => {
  const pattern = contains(q);
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT o.id FROM work_order o JOIN repair r ON r.community_id = o.community_id AND r.id = o.repair_id
     WHERE o.community_id = ? AND o.status <> 'cancelled'
       AND (r.number LIKE ? ESCAPE '!' OR r.title LIKE ? ESCAPE '!' OR r.place_label LIKE ? ESCAPE '!')
     ORDER BY o.id DESC LIMIT ${limit}`,
    [communityId, pattern, pattern, pattern],
  );
  return rows.map((raw) => String(raw.id));
};

const complaintScopes = {
  open: ['submitted', 'assigned', 'working', 'done'],
  'under-way': ['submitted', 'assigned', 'working'],
  ended: ['closed', 'cancelled'],
  all: [],
} as const;

/** Complaints by the scope of a list, newest first. */
export const listComplaintIds = async (
  reader: Reader,
  communityId: string,
  filter: {
    scope: keyof typeof complaintScopes;
    categoryId?: string | undefined;
    q?: string | undefined;
    before: string | null;
    limit: number;
  },
): Promise<string[]> => {
  const { categoryId: problemTypeId, q } = filter;
  const { where, values } = staffWhere(communityId, {
    ...{ kind: 'complaint', problemTypeId, q, sort: 'newest', after: null, limit: filter.limit },
  });
  const statuses = complaintScopes[filter.scope];
  if (statuses.length > 0) {
    where.push(`r.status IN (${marks(statuses)})`);
    values.push(...statuses);
  }
  if (filter.before) {
    where.push('r.id < ?');
    values.push(filter.before);
  }
  const rows: Raw[] = await selectRows(
    reader,
    `SELECT r.id FROM repair r WHERE ${where.join(' AND ')} ORDER BY r.id DESC LIMIT ${filter.limit}`,
    values,
  );
  return rows.map((raw) => String(raw.id));
};
