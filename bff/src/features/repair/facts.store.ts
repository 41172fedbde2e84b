import type { Department } from 'shared-types/permissions';
import type { PromiseKind, RequestKind } from 'shared-types/repair';
import type { Reader } from '../../platform/database/access.js';
import { marks, sqlTime, toBoolean, toDate, toDateOrNull, toNumber } from '../../platform/database/rows.js';
import { type Row, selectRows } from '../../platform/database/select.js';

/** What is counted of a request by whoever looks back at a span of time; cancelled ones are not in it. */
export interface RequestTally {
  id: string;
  at: Date;
  problemTypeId: string;
  emergency: boolean;
  houseId: string | null;
  areaId: string | null;
  placeLabel: string;
}

export interface RequestFacts extends RequestTally {
  number: string;
  title: string;
  status: string;
  doneAt: Date | null;
  answeredAt: Date | null;
  stars: number | null;
  /** 1, and one more for each reopening. */
  round: number;
  /** It missed a promise and was escalated, once or more. */
  escalated: boolean;
  orders: OrderFacts[];
  promises: { kind: PromiseKind; kept: boolean }[];
  /** While its clocks stood; the last may have no end. */
  pauses: { from: Date; to: Date | null }[];
}

export interface OrderFacts {
  department: Department;
  main: boolean;
  skill: string;
  createdAt: Date;
  assignedAt: Date | null;
  acceptedAt: Date | null;
  arrivedAt: Date | null;
  finishedAt: Date | null;
}

interface Span {
  from: Date;
  to: Date;
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const tallyOf = (row: Row): RequestTally => ({
  id: String(row.id),
  at: toDate(row.created_at),
  problemTypeId: String(row.problem_type_id),
  emergency: row.urgency === 'emergency',
  houseId: textOrNull(row.house_id),
  areaId: textOrNull(row.area_id),
  placeLabel: String(row.place_label),
});

const tallyColumns = 'r.id, r.created_at, r.problem_type_id, r.urgency, r.house_id, r.area_id, r.place_label';
const inSpan =
  "r.community_id = ? AND r.created_at >= ? AND r.created_at < ? AND r.kind = ? AND r.status <> 'cancelled'";

/** Requests of a kind that were reported in a span, the first reported first. */
export const readTallies = async (
  reader: Reader,
  communityId: string,
  { from, to }: Span,
  kind: RequestKind = 'repair',
): Promise<RequestTally[]> => {
  const rows = await selectRows(
    reader,
    `SELECT ${tallyColumns} FROM repair r WHERE ${inSpan} ORDER BY r.created_at ASC, r.id ASC`,
    [communityId, sqlTime(from), sqlTime(to), kind],
  );
  return rows.map(tallyOf);
};

/** The first request that a community ever had; null: it had none. */
export const readFirstRequestAt = async (reader: Reader, communityId: string): Promise<Date | null> => {
  const [row] = await selectRows(reader, 'SELECT MIN(created_at) AS first_at FROM repair WHERE community_id = ?', [
    communityId,
  ]);
  return toDateOrNull(row?.first_at);
};

const byRequest = <T>(rows: readonly Row[], read: (row: Row) => T): Map<string, T[]> => {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const id = String(row.repair_id);
    const known = found.get(id);
    if (known) known.push(read(row));
    else found.set(id, [read(row)]);
  }
  return found;
};

const orderOf = (row: Row): OrderFacts => ({
  department: row.department as Department,
  main: toBoolean(row.main),
  skill: String(row.skill),
  createdAt: toDate(row.created_at),
  assignedAt: toDateOrNull(row.assigned_at),
  acceptedAt: toDateOrNull(row.accepted_at),
  arrivedAt: toDateOrNull(row.arrived_at),
  finishedAt: toDateOrNull(row.finished_at),
});

/** From the lines of a request's history that stop and start its clocks, in their order. */
const pausesOf = (lines: readonly { kind: string; at: Date }[]): RequestFacts['pauses'] => {
  const pauses: RequestFacts['pauses'] = [];
  for (const { kind, at } of lines) {
    const last = pauses.at(-1);
    if (kind === 'pause') pauses.push({ from: at, to: null });
    else if (last && last.to === null) last.to = at;
  }
  return pauses;
};

/** So many ids in one statement. */
const chunk = 500;

/** The repairs of a span with their orders, promises and pauses. */
export const readFacts = async (reader: Reader, communityId: string, { from, to }: Span): Promise<RequestFacts[]> => {
  const rows = await selectRows(
    reader,
    `SELECT ${tallyColumns}, r.number, r.title, r.status, r.done_at, r.answered_at, r.stars, r.round,
       EXISTS (SELECT 1 FROM escalation e WHERE e.community_id = r.community_id AND e.repair_id = r.id) AS escalated
     FROM repair r WHERE ${inSpan} ORDER BY r.created_at ASC, r.id ASC`,
    [communityId, sqlTime(from), sqlTime(to), 'repair'],
  );
  const facts: RequestFacts[] = [];
  for (let start = 0; start < rows.length; start += chunk) {
    const some = rows.slice(start, start + chunk);
    const ids = some.map((row) => String(row.id));
    const where = `community_id = ? AND repair_id IN (${marks(ids)})`;
    const values = [communityId, ...ids];
    const orders = byRequest(
      await selectRows(
        reader,
        `SELECT repair_id, department, main, skill, created_at, assigned_at, accepted_at, arrived_at, finished_at
         FROM work_order WHERE ${where} AND status <> 'cancelled' ORDER BY id ASC`,
        values,
      ),
      orderOf,
    );
    const promises = byRequest(
      await selectRows(
        reader,
        `SELECT repair_id, kind, state FROM promise WHERE ${where} AND state IN ('kept', 'missed') ORDER BY id ASC`,
        values,
      ),
      (row) => ({ kind: row.kind as PromiseKind, kept: row.state === 'kept' }),
    );
    const lines = byRequest(
      await selectRows(
        reader,
        `SELECT repair_id, kind, at FROM repair_event WHERE ${where} AND kind IN ('pause', 'resume')
         ORDER BY at ASC, id ASC`,
        values,
      ),
      (row) => ({ kind: String(row.kind), at: toDate(row.at) }),
    );
    for (const row of some) {
      const id = String(row.id);
      facts.push({
        ...tallyOf(row),
        number: String(row.number),
        title: String(row.title),
        status: String(row.status),
        doneAt: toDateOrNull(row.done_at),
        answeredAt: toDateOrNull(row.answered_at),
        stars: row.stars === null ? null : toNumber(row.stars),
        round: toNumber(row.round),
        escalated: toBoolean(row.escalated),
        orders: orders.get(id) ?? [],
        promises: promises.get(id) ?? [],
        pauses: pausesOf(lines.get(id) ?? []),
      });
    }
  }
  return facts;
};
