import type { Reader } from '../../platform/database/access.js';
import { sqlTime, toDate, toDateOrNull, toNumber } from '../../platform/database/rows.js';
import { selectRows } from '../../platform/database/select.js';
import type { RepairEntity } from './repair.entity.js';

/** What a request of the past says about its promises. */
export type PastRepair = Pick<
  RepairEntity,
  'problemTypeId' | 'urgency' | 'emergency' | 'body' | 'title' | 'createdAt' | 'answeredAt' | 'doneAt'
> & { arrivedAt: Date | null };

/** Bounded: a preview looks at so many requests at the most, the latest. */
const mostRead = 5000;

export const readPast = async (
  reader: Reader,
  communityId: string,
  since: Date,
): Promise<{ repairs: PastRepair[]; finishedOrderIds: string[] }> => {
  const rows = await selectRows(
    reader,
    `SELECT r.problem_type_id, r.urgency, r.emergency, r.body, r.title, r.created_at, r.answered_at, r.done_at,
       (SELECT MIN(o.arrived_at) FROM work_order o WHERE o.community_id = r.community_id AND o.repair_id = r.id
         AND o.main = 1) AS arrived_at,
       (SELECT MIN(o.accepted_at) FROM work_order o WHERE o.community_id = r.community_id AND o.repair_id = r.id)
         AS accepted_at
     FROM repair r WHERE r.community_id = ? AND r.created_at >= ? AND r.status <> 'cancelled'
     ORDER BY r.created_at DESC LIMIT ${mostRead}`,
    [communityId, sqlTime(since)],
  );
  const orders = await selectRows(
    reader,
    `SELECT id FROM work_order WHERE community_id = ? AND status = 'finished' AND created_at >= ?
     ORDER BY created_at DESC LIMIT ${mostRead}`,
    [communityId, sqlTime(since)],
  );
  return {
    repairs: rows.map((row) => ({
      problemTypeId: String(row.problem_type_id),
      urgency: row.urgency as RepairEntity['urgency'],
      emergency: row.emergency === null ? null : String(row.emergency),
      body: row.body === null ? null : String(row.body),
      title: String(row.title),
      createdAt: toDate(row.created_at),
      answeredAt: toDateOrNull(row.answered_at) ?? toDateOrNull(row.accepted_at),
      doneAt: toDateOrNull(row.done_at),
      arrivedAt: toDateOrNull(row.arrived_at),
    })),
    finishedOrderIds: orders.map((row) => String(row.id)),
  };
};

export const countUnderWay = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS n FROM repair WHERE community_id = ? AND status IN ('submitted', 'assigned', 'working', 'done')`,
    [communityId],
  );
  return toNumber(row?.n);
};
