import type { Department } from 'shared-types/permissions';
import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime, toNumber } from '../../platform/database/rows.js';
import { selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { SpotCheckEntity } from './quality.entity.js';

/** False when the order has its check already. */
export const insertCheckOnce = async (tx: Tx, check: SpotCheckEntity): Promise<boolean> => {
  const { communityId, orderId } = check;
  if (await tx.existsBy(SpotCheckEntity, { communityId, orderId })) return false;
  try {
    await tx.insert(SpotCheckEntity, check);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};

export const findCheck = (reader: Reader, communityId: string, id: string): Promise<SpotCheckEntity | null> =>
  selectOne(reader, SpotCheckEntity, { communityId, id });

export const lockCheck = async (tx: Tx, communityId: string, id: string): Promise<SpotCheckEntity | null> => {
  await tx.query(`SELECT id FROM spot_check WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findCheck(tx, communityId, id);
};

export const saveVerdict = async (
  tx: Tx,
  { communityId, id }: SpotCheckEntity,
  verdict: Required<Pick<SpotCheckEntity, 'verdict' | 'note' | 'judgedBy' | 'judgedByName' | 'judgedAt'>>,
): Promise<void> => {
  await tx.update(SpotCheckEntity, { communityId, id }, verdict);
};

/** Where a page of a list begins: after this row. */
export interface Place {
  /** 0: of the department that comes first. */
  rank: number;
  at: Date;
  id: string;
}

export interface CheckFilter {
  department?: Department | undefined;
  after: Place | null;
  limit: number;
}

/** What waits for a look: one department first if it is named, then the nearest deadline. */
export const listOpen = (
  reader: Reader,
  communityId: string,
  first: Department | null,
  { department, after, limit }: CheckFilter,
): Promise<SpotCheckEntity[]> => {
  const rank = 'CASE WHEN c.department = :first THEN 0 ELSE 1 END';
  const query = reader
    .createQueryBuilder(SpotCheckEntity, 'c')
    .where('c.communityId = :communityId AND c.verdict IS NULL', { communityId, first })
    .orderBy(rank, 'ASC')
    .addOrderBy('c.dueAt', 'ASC')
    .addOrderBy('c.id', 'ASC')
    .limit(limit);
  if (department) query.andWhere('c.department = :department', { department });
  if (after)
    query.andWhere(`(${rank} > :rank OR (${rank} = :rank AND (c.dueAt > :at OR (c.dueAt = :at AND c.id > :id))))`, {
      rank: after.rank,
      at: sqlTime(after.at),
      id: after.id,
    });
  return query.getMany();
};

/** What was judged, the latest first. */
export const listEnded = (
  reader: Reader,
  communityId: string,
  { department, after, limit }: CheckFilter,
): Promise<SpotCheckEntity[]> => {
  const query = reader
    .createQueryBuilder(SpotCheckEntity, 'c')
    .where('c.communityId = :communityId AND c.verdict IS NOT NULL', { communityId })
    .orderBy('c.judgedAt', 'DESC')
    .addOrderBy('c.id', 'DESC')
    .limit(limit);
  if (department) query.andWhere('c.department = :department', { department });
  if (after)
    query.andWhere('(c.judgedAt < :at OR (c.judgedAt = :at AND c.id < :id))', { at: sqlTime(after.at), id: after.id });
  return query.getMany();
};

export const countOpen = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(
    reader,
    'SELECT COUNT(*) AS open FROM spot_check WHERE community_id = ? AND verdict IS NULL',
    [communityId],
  );
  return toNumber(row?.open);
};
