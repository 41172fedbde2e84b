import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, sqlTime } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { BillEntity } from './bill.entity.js';
import { GapEntity, RunEntity } from './billing.entity.js';

export const findRun = (reader: Reader, communityId: string, id: string): Promise<RunEntity | null> =>
  selectOne(reader, RunEntity, { communityId, id });

export const lockRun = async (tx: Tx, communityId: string, id: string): Promise<RunEntity | null> => {
  await tx.query(`SELECT id FROM billing_run WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findRun(tx, communityId, id);
};

export const insertRun = (tx: Tx, run: RunEntity): Promise<void> => insertRows(tx, RunEntity, [run]);

export const saveRun = async (tx: Tx, { communityId, id, ...rest }: RunEntity): Promise<void> => {
  await tx.update(RunEntity, { communityId, id }, rest);
};

/** Newest first; of those that were made up for at once, the latest month. */
export const listRunRows = async (
  reader: Reader,
  communityId: string,
  page: { before: { at: Date; month: string; id: string } | null; limit: number },
): Promise<RunEntity[]> => {
  const { before, limit } = page;
  const rows = await selectRows(
    reader,
    `SELECT id FROM billing_run WHERE community_id = ? ${before ? 'AND (created_at, month, id) < (?, ?, ?)' : ''}
     ORDER BY created_at DESC, month DESC, id DESC LIMIT ${limit}`,
    [communityId, ...(before ? [sqlTime(before.at), before.month, before.id] : [])],
  );
  return selectAll(reader, RunEntity, {
    where: { communityId, id: rows.map(({ id }) => String(id)) },
    orderBy: 't.created_at DESC, t.month DESC, t.id DESC',
  });
};

/** Fees and months of every run whose bills stand or are being made. */
export const findBilledFees = async (
  reader: Reader,
  communityId: string,
): Promise<{ feeId: string; period: string; open: boolean }[]> => {
  const rows = await selectRows(
    reader,
    "SELECT state, fees FROM billing_run WHERE community_id = ? AND state NOT IN ('cancelled', 'void')",
    [communityId],
  );
  return rows.flatMap(({ state, fees }) =>
    (JSON.parse(String(fees)) as RunEntity['fees']).map((fee) => ({ ...fee, open: state !== 'published' })),
  );
};

export interface FeeSpan {
  communityId: string;
  feeCode: string;
  period: string;
  /** Houses after the one, up to the other, in the order of their ids. */
  after: string;
  upTo: string;
}

const inSpan = "community_id = ? AND period = ? AND fee_code = ? AND house_id > ? AND house_id <= ? AND slot = ''";
const valuesOf = (span: FeeSpan): string[] => [span.communityId, span.period, span.feeCode, span.after, span.upTo];

/** Houses that have a bill of a fee and month that stands, or is drafted. */
export const findTaken = async (reader: Reader, span: FeeSpan): Promise<Set<string>> =>
  new Set(
    (await selectRows(reader, `SELECT house_id FROM bill WHERE ${inSpan}`, valuesOf(span))).map((row) =>
      String(row.house_id),
    ),
  );

export type DraftRow = Pick<BillEntity, 'id' | 'houseId' | 'feeKind' | 'amountFen' | 'origin'>;

// A run's bills of houses that its stage has not reached are all drafts. Asking for the state as well would tempt the
// planner to read every draft of the community for each step.

export const findDrafts = async (reader: Reader, runId: string, span: FeeSpan): Promise<DraftRow[]> =>
  (
    await selectRows(
      reader,
      `SELECT id, house_id AS houseId, fee_kind AS feeKind, amount_fen AS amountFen, origin FROM bill
       WHERE ${inSpan} AND run_id = ?`,
      [...valuesOf(span), runId],
    )
  ).map((row) => ({ ...row, amountFen: Number(row.amountFen) })) as unknown as DraftRow[];

export const publishDrafts = (
  tx: Tx,
  runId: string,
  span: FeeSpan,
  set: { dueOn: string; publishedAt: Date },
): Promise<number> =>
  execute(
    tx,
    `UPDATE bill SET status = 'due', due_on = ?, published_at = ?
     WHERE ${inSpan} AND run_id = ?`,
    [set.dueOn, set.publishedAt, ...valuesOf(span), runId],
  );

export const deleteDrafts = (tx: Tx, runId: string, span: FeeSpan): Promise<number> =>
  execute(tx, `DELETE FROM bill WHERE ${inSpan} AND run_id = ?`, [...valuesOf(span), runId]);

/** Bills of a run that stand, locked. */
export const lockStanding = async (tx: Tx, runId: string, span: FeeSpan): Promise<BillEntity[]> => {
  const rows: { id: string }[] = await tx.query(
    `SELECT id FROM bill WHERE ${inSpan} AND run_id = ? ORDER BY id${forUpdate(tx)}`,
    [...valuesOf(span), runId],
  );
  return selectAll(tx, BillEntity, { where: { communityId: span.communityId, id: rows.map(({ id }) => id) } });
};

export const voidBills = async (
  tx: Tx,
  communityId: string,
  ids: readonly string[],
  set: { reason: string | null; endedAt: Date },
): Promise<void> => {
  if (ids.length === 0) return;
  await execute(
    tx,
    `UPDATE bill SET status = 'void', slot = id, ended_at = ?, reason = ?, disputed_at = NULL
     WHERE community_id = ? AND id IN (${marks(ids)})`,
    [set.endedAt, set.reason, communityId, ...ids],
  );
};

/** Whether a bill of the run was paid, wholly or in part, or is being paid. */
export const isTouched = async (reader: Reader, communityId: string, run: RunEntity, codes: readonly string[]) => {
  for (const [index, { period }] of run.fees.entries()) {
    const [row] = await selectRows(
      reader,
      `SELECT b.id FROM bill b LEFT JOIN bill_hold h ON h.community_id = b.community_id AND h.bill_id = b.id
       WHERE b.community_id = ? AND b.period = ? AND b.fee_code = ? AND b.run_id = ?
         AND (b.status = 'paid' OR b.paid_fen > 0 OR b.coupon_fen > 0 OR h.bill_id IS NOT NULL) LIMIT 1`,
      [communityId, period, codes[index] ?? '', run.id],
    );
    if (row) return true;
  }
  return false;
};

export const insertGaps = (tx: Tx, gaps: readonly GapEntity[]): Promise<void> => insertRows(tx, GapEntity, gaps);

export const deleteGaps = async (tx: Tx, communityId: string, runId: string): Promise<void> => {
  await execute(tx, 'DELETE FROM billing_gap WHERE community_id = ? AND run_id = ?', [communityId, runId]);
};

/** In the order of the houses' ids. */
export const listGaps = async (
  reader: Reader,
  communityId: string,
  runId: string,
  page: {
    feeId?: string | undefined;
    reason?: string | undefined;
    after: { houseId: string; feeId: string } | null;
    limit: number;
  },
): Promise<(GapEntity & { houseLabel: string })[]> => {
  const { feeId, reason, after, limit } = page;
  const rows = await selectRows(
    reader,
    `SELECT g.house_id AS houseId, g.fee_id AS feeId, g.reason AS reason, h.label AS houseLabel
     FROM billing_gap g JOIN house h ON h.community_id = g.community_id AND h.id = g.house_id
     WHERE g.community_id = ? AND g.run_id = ? ${feeId ? 'AND g.fee_id = ?' : ''} ${reason ? 'AND g.reason = ?' : ''}
       ${after ? 'AND (g.house_id, g.fee_id) > (?, ?)' : ''} ORDER BY g.house_id, g.fee_id LIMIT ${limit}`,
    [
      communityId,
      runId,
      ...(feeId ? [feeId] : []),
      ...(reason ? [reason] : []),
      ...(after ? [after.houseId, after.feeId] : []),
    ],
  );
  return rows.map((row) => ({ ...row, communityId, runId })) as unknown as (GapEntity & { houseLabel: string })[];
};
