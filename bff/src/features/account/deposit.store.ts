import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { DepositEntity } from './account.entity.js';

/** The next receipt of a community's day: Y20261127-0012. One row a day is locked, so numbers have no holes. */
export const nextDepositNumber = async (tx: Tx, communityId: string, day: string): Promise<string> => {
  const compact = day.replaceAll('-', '');
  const upsert =
    tx.connection.options.type === 'better-sqlite3'
      ? 'ON CONFLICT (community_id, day) DO UPDATE SET last_number = last_number + 1'
      : 'ON DUPLICATE KEY UPDATE last_number = last_number + 1';
  await tx.query(`INSERT INTO deposit_number (community_id, day, last_number) VALUES (?, ?, 1) ${upsert}`, [
    communityId,
    compact,
  ]);
  const [row] = await selectRows(tx, 'SELECT last_number FROM deposit_number WHERE community_id = ? AND day = ?', [
    communityId,
    compact,
  ]);
  return `Y${compact}-${String(toNumber(row?.last_number)).padStart(4, '0')}`;
};

export const findDeposit = (reader: Reader, communityId: string, id: string): Promise<DepositEntity | null> =>
  selectOne(reader, DepositEntity, { communityId, id });

export const lockDeposit = async (tx: Tx, communityId: string, id: string): Promise<DepositEntity | null> => {
  await tx.query(`SELECT id FROM deposit WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findDeposit(tx, communityId, id);
};

export const insertDeposit = async (tx: Tx, deposit: DepositEntity): Promise<void> => {
  await tx.insert(DepositEntity, deposit);
};

export const saveDeposit = async (tx: Tx, { communityId, id, ...values }: DepositEntity): Promise<void> => {
  await tx.update(DepositEntity, { communityId, id }, values);
};

export const findDepositsOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<DepositEntity[]> =>
  selectAll(reader, DepositEntity, { where: { communityId, houseId }, orderBy: 't.id DESC', limit: 200 });

export interface DepositFilter {
  status?: DepositEntity['status'] | undefined;
  houseId?: string | undefined;
  beforeId: string | null;
  limit: number;
}

/** Newest first. */
export const listDeposits = (
  reader: Reader,
  communityId: string,
  { status, houseId, beforeId, limit }: DepositFilter,
): Promise<DepositEntity[]> => {
  const query = reader
    .createQueryBuilder(DepositEntity, 'd')
    .where('d.communityId = :communityId', { communityId })
    .orderBy('d.id', 'DESC')
    .limit(limit);
  if (houseId) query.andWhere('d.houseId = :houseId', { houseId });
  if (status) query.andWhere('d.status = :status', { status });
  if (beforeId) query.andWhere('d.id < :beforeId', { beforeId });
  return query.getMany();
};

/** What the community holds for others. */
export const sumHeld = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(
    reader,
    `SELECT SUM(amount_fen) AS total FROM deposit WHERE community_id = ? AND status = 'held'`,
    [communityId],
  );
  return toNumber(row?.total);
};
