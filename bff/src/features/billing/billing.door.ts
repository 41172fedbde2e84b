import type { MeterKind } from 'shared-types/reading';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { BillEntity } from './bill.entity.js';
import { applyToBill as apply, holdBills as hold, unapplyFromBill as unapply } from './bill.money.js';
import * as store from './bill.store.js';
import { toDueBill } from './bill.view.js';
import type { DueBill } from './billing.model.js';
import { createOpeningBill as openBill } from './commands/createOpeningBill.js';
import { recordReading as record } from './commands/recordReading.js';
import { findFees } from './fee.store.js';
import { presentFees } from './fee.view.js';
import { findReadings } from './reading.store.js';

/** What other features may ask of bills and do to them. */

export type { BillMoney, DueBill } from './billing.model.js';

const withHolds = async (reader: Reader, communityId: string, bills: readonly BillEntity[]): Promise<DueBill[]> => {
  const holds = await store.findHolds(
    reader,
    communityId,
    bills.map(({ id }) => id),
  );
  const holder = new Map(holds.map(({ billId, paymentId }) => [billId, paymentId]));
  return bills.map((bill) => toDueBill(bill, holder.get(bill.id) ?? null));
};

/** Everything that a house owes, the oldest first. */
export const readDueBills = async (reader: Reader, communityId: string, houseId: string): Promise<DueBill[]> =>
  withHolds(reader, communityId, await store.findDueOfHouse(reader, communityId, houseId));

/** Bills by id, whatever their state, in the order of their ids; unknown ones are left out. */
export const readBills = async (reader: Reader, communityId: string, ids: readonly string[]): Promise<DueBill[]> =>
  withHolds(reader, communityId, await store.findBills(reader, communityId, ids));

/** The same, held for the rest of the transaction. */
export const lockBills = async (tx: Tx, communityId: string, ids: readonly string[]): Promise<DueBill[]> =>
  withHolds(tx, communityId, await store.lockBillRows(tx, communityId, ids));

export const holdBills = hold;

/** The payment is over: its bills are free. */
export const releaseBills = (tx: Tx, communityId: string, paymentId: string): Promise<void> =>
  store.deleteHolds(tx, communityId, paymentId);

export const applyToBill = apply;
export const unapplyFromBill = unapply;

/** What houses owe now, by house; those that owe nothing are left out. Null: every house of the community. */
export const houseDueTotals = (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[] | null,
  now: Date,
): Promise<Map<string, store.HouseDue>> => store.sumDue(reader, communityId, houseIds, now);

/** Fees of a month in words, the newest version of each. */
export const readFeesInForce = async (
  reader: Reader,
  communityId: string,
  month: string,
): Promise<{ id: string; name: string; words: string[] }[]> => {
  const fees = (await findFees(reader, communityId)).filter(
    ({ validFrom, validTo }) => validFrom <= month && (validTo === null || validTo >= month),
  );
  return (await presentFees(reader, communityId, fees)).map(({ id, name, words }) => ({ id, name, words }));
};

export const createOpeningBill = openBill;
/** Who said the reading of a month; null: nobody yet. */
export const readingSourceOf = async (
  reader: Reader,
  { communityId, houseId, meter, period }: { communityId: string; houseId: string; meter: MeterKind; period: string },
): Promise<'staff' | 'list' | 'device' | null> =>
  (await findReadings(reader, communityId, meter, period, [houseId]))[0]?.source ?? null;

/** A smart meter's or a person's reading. */
export const recordReading = record;
