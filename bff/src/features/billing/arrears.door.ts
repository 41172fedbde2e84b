import type { FeeKind } from 'shared-types/billing';
import type { Reader } from '../../platform/database/access.js';
import { findOpenings, findRunBills, sumRemindable } from './arrears.store.js';
import { outstanding } from './bill.rules.js';

/** What other features may ask about what many houses owe. */

/** What houses may be reminded of: due, not disputed, not being paid now. As `houseDueTotals`. */
export const remindableTotals = sumRemindable;

export interface OpeningBrief {
  houseId: string;
  feeKind: FeeKind;
  /** YYYY-MM */
  period: string;
  amountFen: number;
}

/** Arrears that were brought in from before the system, reversed ones left out. */
export const readOpenings = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[],
): Promise<OpeningBrief[]> =>
  (await findOpenings(reader, communityId, houseIds)).map(({ houseId, feeKind, period, amountFen }) => ({
    houseId,
    feeKind,
    period,
    amountFen,
  }));

export interface NewBills {
  /** The month that they are for, the latest where there are several: YYYY-MM. */
  period: string;
  amountFen: number;
  /** What is still to be paid of them. */
  outstandingFen: number;
  /** The earliest day by which they are to be paid. */
  dueOn: string | null;
  bills: number;
}

/** What a run brought to houses, by house; reversed bills and drafts are left out. */
export const readNewBills = async (
  reader: Reader,
  communityId: string,
  runId: string,
  houseIds: readonly string[],
): Promise<Map<string, NewBills>> => {
  const found = new Map<string, NewBills>();
  for (const bill of await findRunBills(reader, communityId, runId, houseIds)) {
    if (bill.status !== 'due' && bill.status !== 'paid') continue;
    const one = found.get(bill.houseId) ?? { period: '', amountFen: 0, outstandingFen: 0, dueOn: null, bills: 0 };
    found.set(bill.houseId, {
      period: bill.period > one.period ? bill.period : one.period,
      amountFen: one.amountFen + bill.amountFen,
      outstandingFen: one.outstandingFen + outstanding(bill),
      dueOn: one.dueOn === null || (bill.dueOn !== null && bill.dueOn < one.dueOn) ? bill.dueOn : one.dueOn,
      bills: one.bills + 1,
    });
  }
  return found;
};
