import type { Reader, Tx } from '../../platform/database/access.js';
import { contains, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { SpendingEntity } from './spending.entity.js';

export const insertSpending = async (tx: Tx, spending: SpendingEntity): Promise<void> => {
  await tx.insert(SpendingEntity, spending);
};

export const findSpending = (reader: Reader, communityId: string, id: string): Promise<SpendingEntity | null> =>
  selectOne(reader, SpendingEntity, { communityId, id });

export const lockSpending = async (tx: Tx, communityId: string, id: string): Promise<SpendingEntity | null> => {
  await selectRows(tx, `SELECT id FROM spending WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findSpending(tx, communityId, id);
};

export const saveSpending = async (
  tx: Tx,
  { communityId, id }: SpendingEntity,
  change: Partial<SpendingEntity>,
): Promise<void> => {
  await tx.update(SpendingEntity, { communityId, id }, change);
};

export const findCorrection = (reader: Reader, communityId: string, id: string): Promise<SpendingEntity | null> =>
  selectOne(reader, SpendingEntity, { communityId, correctsId: id });

/** What was booked with these entries, or taken back with them. */
export const findByEntries = async (
  reader: Reader,
  communityId: string,
  entryIds: string[],
): Promise<SpendingEntity[]> => {
  const [booked, reversed] = await Promise.all([
    selectAll(reader, SpendingEntity, { where: { communityId, entryId: entryIds } }),
    selectAll(reader, SpendingEntity, { where: { communityId, reversalEntryId: entryIds } }),
  ]);
  return [...booked, ...reversed];
};

export const countWaiting = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(
    reader,
    "SELECT COUNT(*) AS waiting FROM spending WHERE community_id = ? AND state = 'waiting'",
    [communityId],
  );
  return toNumber(row?.waiting);
};

/** What waits for a second person, of vouchers before a day. */
export const countWaitingBefore = async (reader: Reader, communityId: string, day: string): Promise<number> => {
  const [row] = await selectRows(
    reader,
    "SELECT COUNT(*) AS waiting FROM spending WHERE community_id = ? AND state = 'waiting' AND day < ?",
    [communityId, day],
  );
  return toNumber(row?.waiting);
};

export interface SpendingFilter {
  kind?: string | undefined;
  state?: string | undefined;
  category?: string | undefined;
  supplier?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
  after: { day: string; id: string } | null;
  limit: number;
}

/** The latest day first; what waits, the oldest first. */
export const listSpendings = (
  reader: Reader,
  communityId: string,
  { kind, state, category, supplier, from, to, q, after, limit }: SpendingFilter,
): Promise<SpendingEntity[]> => {
  const rises = state === 'waiting';
  const query = reader
    .createQueryBuilder(SpendingEntity, 's')
    .where('s.communityId = :communityId', { communityId })
    .orderBy('s.day', rises ? 'ASC' : 'DESC')
    .addOrderBy('s.id', rises ? 'ASC' : 'DESC')
    .limit(limit);
  for (const [name, value] of Object.entries({ kind, state, category, supplier }))
    if (value) query.andWhere(`s.${name} = :${name}`, { [name]: value });
  if (from) query.andWhere('s.day >= :from', { from });
  if (to) query.andWhere('s.day <= :to', { to });
  if (q)
    query.andWhere(
      `(s.memo LIKE :q ESCAPE '!' OR s.supplier LIKE :q ESCAPE '!' OR s.number LIKE :q ESCAPE '!'
        OR s.deviceLabel LIKE :q ESCAPE '!')`,
      { q: contains(q) },
    );
  if (after) {
    const beyond = rises ? '>' : '<';
    query.andWhere(`(s.day ${beyond} :day OR (s.day = :day AND s.id ${beyond} :id))`, after);
  }
  return query.getMany();
};

/** Names of suppliers, the last used first. */
export const findSuppliers = async (
  reader: Reader,
  communityId: string,
  q: string | undefined,
  most: number,
): Promise<string[]> => {
  const rows = await selectRows(
    reader,
    `SELECT supplier, MAX(id) AS last_id FROM spending WHERE community_id = ? AND supplier IS NOT NULL${
      q ? " AND supplier LIKE ? ESCAPE '!'" : ''
    } GROUP BY supplier ORDER BY last_id DESC LIMIT ${most}`,
    [communityId, ...(q ? [contains(q)] : [])],
  );
  return rows.map((row) => String(row.supplier));
};
