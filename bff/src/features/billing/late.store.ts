import type { Tx } from '../../platform/database/access.js';
import { marks } from '../../platform/database/rows.js';
import { selectAll } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute } from '../../platform/database/write.js';
import { BillEntity } from './bill.entity.js';

/**
 * Overdue bills of fees that have late fees, not reckoned up to a day yet and not disputed, from after one of them;
 * locked. In the order of their ids.
 */
export const lockOverdue = async (
  tx: Tx,
  communityId: string,
  where: { feeIds: readonly string[]; today: string; after: string; limit: number },
): Promise<BillEntity[]> => {
  const { feeIds, today, after, limit } = where;
  if (feeIds.length === 0) return [];
  const rows: { id: string }[] = await tx.query(
    `SELECT id FROM bill WHERE community_id = ? AND status = 'due' AND due_on < ? AND id > ?
       AND disputed_at IS NULL AND (late_through IS NULL OR late_through < ?)
       AND fee_id IN (${marks(feeIds)}) ORDER BY id LIMIT ${limit}${forUpdate(tx)}`,
    [communityId, today, after, today, ...feeIds],
  );
  return selectAll(tx, BillEntity, { where: { communityId, id: rows.map(({ id }) => id) }, orderBy: 't.id ASC' });
};

export const saveLate = async (
  tx: Tx,
  bill: Pick<BillEntity, 'communityId' | 'id'>,
  late: Pick<BillEntity, 'lateBasis' | 'lateThrough' | 'lateFeeFen'>,
): Promise<void> => {
  await execute(
    tx,
    'UPDATE bill SET late_basis = ?, late_through = ?, late_fee_fen = ? WHERE community_id = ? AND id = ?',
    [late.lateBasis, late.lateThrough, late.lateFeeFen, bill.communityId, bill.id],
  );
};
