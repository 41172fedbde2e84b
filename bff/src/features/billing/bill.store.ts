import { toDay } from 'shared-types/time';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { BillEntity, BillEventEntity, DisputeEntity, HoldEntity } from './bill.entity.js';

export const findBill = (reader: Reader, communityId: string, id: string): Promise<BillEntity | null> =>
  selectOne(reader, BillEntity, { communityId, id });

export const findBills = (reader: Reader, communityId: string, ids: readonly string[]): Promise<BillEntity[]> =>
  selectAll(reader, BillEntity, { where: { communityId, id: ids as string[] }, orderBy: 't.id ASC' });

/** In the order of their ids, so that two that lock the same bills wait for each other and do not deadlock. */
export const lockBillRows = async (tx: Tx, communityId: string, ids: readonly string[]): Promise<BillEntity[]> => {
  const sorted = [...new Set(ids)].sort();
  if (sorted.length === 0) return [];
  await tx.query(
    `SELECT id FROM bill WHERE community_id = ? AND id IN (${marks(sorted)}) ORDER BY id${forUpdate(tx)}`,
    [communityId, ...sorted],
  );
  return findBills(tx, communityId, sorted);
};

/** What a house owes, the oldest first. */
export const findDueOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<BillEntity[]> =>
  selectAll(reader, BillEntity, {
    where: { communityId, houseId, status: 'due' },
    orderBy: 't.due_on ASC, t.period ASC, t.id ASC',
  });

/** SQLite takes 32,766 values a statement, of 28 a bill. */
const mostBillsAtOnce = 1000;

export const insertBills = async (tx: Tx, bills: readonly BillEntity[]): Promise<void> => {
  for (let from = 0; from < bills.length; from += mostBillsAtOnce)
    await insertRows(tx, BillEntity, bills.slice(from, from + mostBillsAtOnce));
};

export const updateBill = async (
  tx: Tx,
  { communityId, id }: Pick<BillEntity, 'communityId' | 'id'>,
  change: Partial<BillEntity>,
): Promise<void> => {
  await tx.update(BillEntity, { communityId, id }, change);
};

/** The bill that stands for a house, fee and month; null: none. */
export const findStanding = (
  reader: Reader,
  key: Pick<BillEntity, 'communityId' | 'period' | 'feeCode' | 'houseId'>,
): Promise<BillEntity | null> => selectOne(reader, BillEntity, { ...key, slot: '' });

export const findHolds = (reader: Reader, communityId: string, billIds: readonly string[]): Promise<HoldEntity[]> =>
  selectAll(reader, HoldEntity, { where: { communityId, billId: billIds as string[] } });

export const insertHolds = (tx: Tx, holds: readonly HoldEntity[]): Promise<void> => insertRows(tx, HoldEntity, holds);

export const deleteHolds = async (tx: Tx, communityId: string, paymentId: string): Promise<void> => {
  await execute(tx, 'DELETE FROM bill_hold WHERE community_id = ? AND payment_id = ?', [communityId, paymentId]);
};

export const insertEvent = (tx: Tx, event: BillEventEntity): Promise<void> => insertRows(tx, BillEventEntity, [event]);

export const findEvents = (reader: Reader, communityId: string, billId: string): Promise<BillEventEntity[]> =>
  selectAll(reader, BillEventEntity, { where: { communityId, billId }, orderBy: 't.id ASC' });

export const findDisputes = (reader: Reader, communityId: string, billId: string): Promise<DisputeEntity[]> =>
  selectAll(reader, DisputeEntity, { where: { communityId, billId }, orderBy: 't.at ASC, t.id ASC' });

export const insertDispute = (tx: Tx, dispute: DisputeEntity): Promise<void> =>
  insertRows(tx, DisputeEntity, [dispute]);

export const updateDispute = async (
  tx: Tx,
  { communityId, id }: Pick<DisputeEntity, 'communityId' | 'id'>,
  change: Partial<DisputeEntity>,
): Promise<void> => {
  await tx.update(DisputeEntity, { communityId, id }, change);
};

export interface DueTotals {
  dueFen: number;
  overdueFen: number;
  oldestDueOn: string | null;
  bills: number;
}

export interface HouseDue extends DueTotals {
  /** YYYY-MM of the first and the last month that something is due for. */
  firstPeriod: string;
  lastPeriod: string;
}

const owes = 'amount_fen + late_fee_fen - paid_fen - coupon_fen';

/** What houses owe, by house; those that owe nothing are left out. Null: the whole community. */
export const sumDue = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[] | null,
  now: Date,
): Promise<Map<string, HouseDue>> => {
  if (houseIds?.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT house_id, SUM(${owes}) AS due, SUM(CASE WHEN due_on < ? THEN ${owes} ELSE 0 END) AS overdue,
       MIN(due_on) AS oldest, COUNT(*) AS bills, MIN(period) AS first_period, MAX(period) AS last_period
     FROM bill WHERE community_id = ? AND status = 'due' ${houseIds ? `AND house_id IN (${marks(houseIds)})` : ''}
     GROUP BY house_id`,
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
        firstPeriod: String(row.first_period),
        lastPeriod: String(row.last_period),
      },
    ]),
  );
};
