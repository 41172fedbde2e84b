import type { Reader } from '../../platform/database/access.js';
import { marks, sqlTime, toDate, toDateOrNull, toNumber } from '../../platform/database/rows.js';
import { type Row, selectRows } from '../../platform/database/select.js';
import type { RepairEventEntity } from './repair.entity.js';
import { departmentSql, openStatuses } from './repair.lists.store.js';

export interface BoardFigures {
  open: number;
  waiting: number;
  emergencies: number;
  overdue: number;
  /** The deadline that has been over longest; null: none is. */
  oldestOverAt: Date | null;
  finishedToday: number;
  toModerate: number;
  escalated: number;
  toDecide: number;
}

/** As the board's first column has it: the owner's nod is nobody's delay. */
const isLate = "r.paused_at IS NULL AND r.next_kind <> 'confirm' AND r.next_due_at < ?";

/** Figures above the staff's list, in one read over the open requests. */
export const readBoardFigures = async (
  reader: Reader,
  communityId: string,
  span: { now: Date; dayStart: Date; department: string | null },
): Promise<BoardFigures> => {
  const { now, dayStart, department } = span;
  const only = department ? ` AND ${departmentSql}` : '';
  const named = department ? [department] : [];
  const [open]: Row[] = await selectRows(
    reader,
    `SELECT COUNT(*) AS open_count,
       SUM(CASE WHEN r.status = 'submitted' AND r.paused_at IS NULL THEN 1 ELSE 0 END) AS waiting,
       SUM(CASE WHEN r.urgency = 'emergency' AND r.status <> 'done' THEN 1 ELSE 0 END) AS emergencies,
       SUM(CASE WHEN ${isLate} THEN 1 ELSE 0 END) AS overdue,
       MIN(CASE WHEN ${isLate} THEN r.next_due_at ELSE NULL END) AS oldest_over,
       SUM(CASE WHEN r.moderation IN ('review', 'pending') THEN 1 ELSE 0 END) AS to_moderate,
       SUM(CASE WHEN r.escalation_id IS NOT NULL THEN 1 ELSE 0 END) AS escalated,
       SUM(CASE WHEN (r.undecided = 1 OR r.emergency_hint IS NOT NULL) AND r.status <> 'done' THEN 1 ELSE 0 END) AS to_decide
     FROM repair r WHERE r.community_id = ? AND r.status IN (${marks(openStatuses)})${only}`,
    [sqlTime(now), sqlTime(now), communityId, ...openStatuses, ...named],
  );
  const [done]: Row[] = await selectRows(
    reader,
    `SELECT COUNT(*) AS finished FROM repair r WHERE r.community_id = ? AND r.done_at >= ?${only}`,
    [communityId, sqlTime(dayStart), ...named],
  );
  return {
    open: toNumber(open?.open_count),
    waiting: toNumber(open?.waiting),
    emergencies: toNumber(open?.emergencies),
    overdue: toNumber(open?.overdue),
    oldestOverAt: toDateOrNull(open?.oldest_over),
    finishedToday: toNumber(done?.finished),
    toModerate: toNumber(open?.to_moderate),
    escalated: toNumber(open?.escalated),
    toDecide: toNumber(open?.to_decide),
  };
};

/** Times at which requests were reported and finished in a span. */
export const readDayTimes = async (
  reader: Reader,
  communityId: string,
  span: { from: Date; to: Date; department: string | null },
): Promise<{ reported: Date[]; finished: Date[] }> => {
  const only = span.department ? ` AND ${departmentSql}` : '';
  const named = span.department ? [span.department] : [];
  const times = async (column: 'created_at' | 'done_at'): Promise<Date[]> => {
    const rows: Row[] = await selectRows(
      reader,
      `SELECT r.${column} AS at FROM repair r WHERE r.community_id = ? AND r.${column} >= ? AND r.${column} < ?${only}`,
      [communityId, sqlTime(span.from), sqlTime(span.to), ...named],
    );
    return rows.map((row) => toDate(row.at));
  };
  return { reported: await times('created_at'), finished: await times('done_at') };
};

export interface LatestEventRow {
  repairId: string;
  at: Date;
  kind: RepairEventEntity['kind'];
  actorKind: RepairEventEntity['actorKind'];
  actorName: string;
  detail: string | null;
  placeLabel: string;
}

/** What has just happened in a community, newest first. */
export const readLatestEvents = async (
  reader: Reader,
  communityId: string,
  filter: { since: Date; department: string | null; limit: number },
): Promise<LatestEventRow[]> => {
  const rows: Row[] = await selectRows(
    reader,
    `SELECT e.repair_id, e.at, e.kind, e.actor_kind, e.actor_name, e.detail, r.place_label
     FROM repair_event e JOIN repair r ON r.community_id = e.community_id AND r.id = e.repair_id
     WHERE e.community_id = ? AND e.at >= ? AND e.kind NOT IN ('step', 'moderate', 'note', 'add')
       ${filter.department ? `AND ${departmentSql}` : ''} ORDER BY e.at DESC, e.id DESC LIMIT ${filter.limit}`,
    [communityId, sqlTime(filter.since), ...(filter.department ? [filter.department] : [])],
  );
  return rows.map((raw) => ({
    repairId: String(raw.repair_id),
    at: toDate(raw.at),
    kind: raw.kind as LatestEventRow['kind'],
    actorKind: raw.actor_kind as LatestEventRow['actorKind'],
    actorName: String(raw.actor_name),
    detail: raw.detail === null ? null : String(raw.detail),
    placeLabel: String(raw.place_label),
  }));
};
