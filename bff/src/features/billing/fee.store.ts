import type { Reader, Tx } from '../../platform/database/access.js';
import { marks } from '../../platform/database/rows.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { FeeEntity, PoolEntity } from './billing.entity.js';

/** Every version of every fee, in the order in which they were made. */
export const findFees = (reader: Reader, communityId: string): Promise<FeeEntity[]> =>
  selectAll(reader, FeeEntity, { where: { communityId }, orderBy: 't.created_at ASC, t.id ASC' });

export const findFee = (reader: Reader, communityId: string, id: string): Promise<FeeEntity | null> =>
  selectOne(reader, FeeEntity, { communityId, id });

/** Holds all fees of the community: names, versions and their months are decided one after the other. */
export const lockFees = async (tx: Tx, communityId: string): Promise<FeeEntity[]> => {
  await tx.query(`SELECT id FROM community WHERE id = ?${forUpdate(tx)}`, [communityId]);
  return findFees(tx, communityId);
};

export const insertFee = (tx: Tx, fee: FeeEntity): Promise<void> => insertRows(tx, FeeEntity, [fee]);

export const updateFee = async (
  tx: Tx,
  { communityId, id }: Pick<FeeEntity, 'communityId' | 'id'>,
  change: Partial<FeeEntity>,
): Promise<void> => {
  await tx.update(FeeEntity, { communityId, id }, change);
};

export const markFeesUsed = async (tx: Tx, communityId: string, ids: readonly string[], at: Date): Promise<void> => {
  for (const id of ids)
    await execute(tx, 'UPDATE fee_item SET used_at = ? WHERE community_id = ? AND id = ? AND used_at IS NULL', [
      at,
      communityId,
      id,
    ]);
};

export const findPools = (reader: Reader, communityId: string, period: string): Promise<PoolEntity[]> =>
  selectAll(reader, PoolEntity, { where: { communityId, period }, orderBy: 't.fee_code ASC, t.building_id ASC' });

export const lockPool = async (
  tx: Tx,
  key: Pick<PoolEntity, 'communityId' | 'feeCode' | 'period' | 'buildingId'>,
): Promise<PoolEntity | null> => {
  await tx.query(
    `SELECT id FROM fee_pool WHERE community_id = ? AND fee_code = ? AND period = ? AND building_id = ?${forUpdate(tx)}`,
    [key.communityId, key.feeCode, key.period, key.buildingId],
  );
  return selectOne(tx, PoolEntity, key);
};

export const insertPool = (tx: Tx, pool: PoolEntity): Promise<void> => insertRows(tx, PoolEntity, [pool]);

export const updatePool = async (
  tx: Tx,
  { communityId, id }: Pick<PoolEntity, 'communityId' | 'id'>,
  change: Partial<PoolEntity>,
): Promise<void> => {
  await tx.update(PoolEntity, { communityId, id }, change);
};

/** A run takes the sums that no other has taken. */
export const takePools = async (
  tx: Tx,
  communityId: string,
  poolIds: readonly string[],
  runId: string,
): Promise<void> => {
  if (poolIds.length === 0) return;
  await execute(
    tx,
    `UPDATE fee_pool SET run_id = ? WHERE community_id = ? AND run_id IS NULL AND id IN (${marks(poolIds)})`,
    [runId, communityId, ...poolIds],
  );
};

/** The sums of a run that is given up may be shared by another. */
export const freePools = async (tx: Tx, communityId: string, runId: string): Promise<void> => {
  await execute(tx, 'UPDATE fee_pool SET run_id = NULL WHERE community_id = ? AND run_id = ?', [communityId, runId]);
};
