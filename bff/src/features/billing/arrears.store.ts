import { toDay } from 'shared-types/time';
import type { Reader } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectRows } from '../../platform/database/select.js';
import { BillEntity } from './bill.entity.js';
import type { DueTotals } from './bill.store.js';

/** Reads of what is owed by many houses at once. */

const owes = 'b.amount_fen + b.late_fee_fen - b.paid_fen - b.coupon_fen';

/** As `sumDue`, of what is neither disputed nor being paid. */
export const sumRemindable = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[] | null,
  now: Date,
): Promise<Map<string, DueTotals>> => {
  if (houseIds?.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT b.house_id, SUM(${owes}) AS due, SUM(CASE WHEN b.due_on < ? THEN ${owes} ELSE 0 END) AS overdue,
       MIN(b.due_on) AS oldest, COUNT(*) AS bills
     FROM bill b LEFT JOIN bill_hold h ON h.community_id = b.community_id AND h.bill_id = b.id
     WHERE b.community_id = ? AND b.status = 'due' AND b.disputed_at IS NULL AND h.bill_id IS NULL
       ${houseIds ? `AND b.house_id IN (${marks(houseIds)})` : ''}
     GROUP BY b.house_id`,
    [toDay(now), communityId, ...(houseIds ?? [])],
  );
  return new Map(
    rows.map((row) => [
      String(row.house_id),
      {
        dueFen: toNumber(row.due),
        overdueFen: toNumber(row.overdue),
        oldestDueOn: row.oldest === null ? null : String(row.oldest),
        bills: toNumber(row.bills),
      },
    ]),
  );
};

/** Opening bills of some houses that stand. */
export const findOpenings = (reader: Reader, communityId: string, houseIds: readonly string[]): Promise<BillEntity[]> =>
  selectAll(reader, BillEntity, {
    where: { communityId, houseId: houseIds as string[], origin: 'opening', slot: '' },
  });

/** The bills of a run for some houses. */
export const findRunBills = (
  reader: Reader,
  communityId: string,
  runId: string,
  houseIds: readonly string[],
): Promise<BillEntity[]> =>
  selectAll(reader, BillEntity, { where: { communityId, runId, houseId: houseIds as string[] }, orderBy: 't.id ASC' });
