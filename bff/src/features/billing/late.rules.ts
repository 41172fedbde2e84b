import type { LateTerms } from 'shared-types/billing';
import { addDays, daysBetween } from './period.rules.js';

export interface LateState {
  dueOn: string;
  amountFen: number;
  paidFen: number;
  couponFen: number;
  lateFeeFen: number;
  lateWaivedFen: number;
  /** Unpaid fen × days so far. */
  lateBasis: number;
  /** The last day that is reckoned; null: none yet. */
  lateThrough: string | null;
}

export interface Accrued {
  lateBasis: number;
  lateThrough: string;
  lateFeeFen: number;
  /** What is to be posted now; never negative. */
  addedFen: number;
}

/** What is unpaid of the amount itself: payments count for it first, for late fees after. */
export const unpaidAmount = (bill: Pick<LateState, 'amountFen' | 'paidFen' | 'couponFen'>): number =>
  Math.max(0, bill.amountFen - bill.paidFen - bill.couponFen);

/**
 * Late fees up to a day, that day included; null when nothing changes. Days are reckoned once each, however often and
 * however late this is asked, also when the clock runs back: the fee is a part of all unpaid fen × days, rounded down
 * once, and not more than the cap. No late fee grows on late fees.
 */
export const accrue = (bill: LateState, terms: LateTerms, today: string): Accrued | null => {
  const graceEnds = addDays(bill.dueOn, terms.graceDays);
  const from = bill.lateThrough !== null && bill.lateThrough > graceEnds ? bill.lateThrough : graceEnds;
  const days = daysBetween(from, today);
  if (days <= 0) return null;
  const lateBasis = bill.lateBasis + unpaidAmount(bill) * days;
  const grown = (BigInt(lateBasis) * BigInt(terms.bpPerDay)) / 10_000n;
  const cap = (BigInt(bill.amountFen) * BigInt(terms.capBp)) / 10_000n;
  const gross = Number(grown < cap ? grown : cap);
  const addedFen = Math.max(0, gross - bill.lateFeeFen - bill.lateWaivedFen);
  return { lateBasis, lateThrough: today, lateFeeFen: bill.lateFeeFen + addedFen, addedFen };
};
