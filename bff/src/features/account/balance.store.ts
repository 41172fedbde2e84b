import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { BalanceMovementEntity, HouseBalanceEntity } from './account.entity.js';

export const findBalance = (reader: Reader, communityId: string, houseId: string): Promise<HouseBalanceEntity | null> =>
  selectOne(reader, HouseBalanceEntity, { communityId, houseId });

/** Those of the houses that have one. */
export const findBalances = (reader: Reader, communityId: string, houseIds: string[]): Promise<HouseBalanceEntity[]> =>
  selectAll(reader, HouseBalanceEntity, { where: { communityId, houseId: houseIds } });

/** The row of a house, made if there is none, and held until the transaction ends. */
export const lockBalance = async (
  tx: Tx,
  communityId: string,
  houseId: string,
  at: Date,
): Promise<HouseBalanceEntity> => {
  const read = async (): Promise<HouseBalanceEntity | null> => {
    await tx.query(`SELECT house_id FROM house_balance WHERE community_id = ? AND house_id = ?${forUpdate(tx)}`, [
      communityId,
      houseId,
    ]);
    return findBalance(tx, communityId, houseId);
  };
  const before = await read();
  if (before) return before;
  const empty = { communityId, houseId, balanceFen: 0, autoOffset: false, updatedAt: at };
  try {
    await tx.insert(HouseBalanceEntity, empty);
    return empty;
  } catch (error) {
    // Two first movements of a house at once: the other's row is there now.
    if (!isDuplicate(error)) throw error;
  }
  return (await read()) ?? empty;
};

export const saveBalance = async (tx: Tx, balance: HouseBalanceEntity): Promise<void> => {
  const { communityId, houseId, ...values } = balance;
  await tx.update(HouseBalanceEntity, { communityId, houseId }, values);
};

/** The movement of a cause, if there is one. */
export const findMovement = (
  reader: Reader,
  communityId: string,
  houseId: string,
  cause: { kind: string; id: string },
): Promise<BalanceMovementEntity | null> =>
  selectOne(reader, BalanceMovementEntity, { communityId, houseId, causeKind: cause.kind, causeId: cause.id });

export const insertMovement = async (tx: Tx, movement: BalanceMovementEntity): Promise<void> => {
  await tx.insert(BalanceMovementEntity, movement);
};

/** Newest first. */
export const listMovements = (
  reader: Reader,
  communityId: string,
  houseId: string,
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<BalanceMovementEntity[]> => {
  const query = reader
    .createQueryBuilder(BalanceMovementEntity, 'm')
    .where('m.communityId = :communityId AND m.houseId = :houseId', { communityId, houseId })
    .orderBy('m.at', 'DESC')
    .addOrderBy('m.id', 'DESC')
    .limit(limit);
  if (before) query.andWhere('(m.at < :at OR (m.at = :at AND m.id < :id))', before);
  return query.getMany();
};

/** What all houses together have paid ahead. */
export const sumBalances = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(reader, 'SELECT SUM(balance_fen) AS total FROM house_balance WHERE community_id = ?', [
    communityId,
  ]);
  return toNumber(row?.total);
};
