import type { BillStatus } from 'shared-types/billing';
import { ok, type Result, refuse } from '../../kernel/result.js';
import { unpaidAmount } from './late.rules.js';

export interface Owed {
  status: BillStatus;
  amountFen: number;
  lateFeeFen: number;
  paidFen: number;
  couponFen: number;
}

/** What is still owed; nothing on drafts and reversed bills. */
export const outstanding = (bill: Owed): number =>
  bill.status === 'due' || bill.status === 'paid'
    ? bill.amountFen + bill.lateFeeFen - bill.paidFen - bill.couponFen
    : 0;

/** How money is split between the amount and its late fee: it stands in two accounts of the ledger. */
export interface Split {
  principalFen: number;
  lateFen: number;
}

export interface Settled extends Split {
  status: BillStatus;
  paidFen: number;
  couponFen: number;
}

export type MoneyKind = 'payment' | 'coupon' | 'prepayment';

/** Money comes in: for the amount first, then for late fees. More than is owed is refused. */
export const settle = (bill: Owed, amountFen: number, kind: MoneyKind): Result<Settled> => {
  if (bill.status !== 'due' || amountFen <= 0 || amountFen > outstanding(bill))
    return refuse('bill.illegal_transition');
  const principalFen = Math.min(amountFen, unpaidAmount(bill));
  const paidFen = bill.paidFen + (kind === 'coupon' ? 0 : amountFen);
  const couponFen = bill.couponFen + (kind === 'coupon' ? amountFen : 0);
  const even = amountFen === outstanding(bill);
  return ok({ status: even ? 'paid' : 'due', paidFen, couponFen, principalFen, lateFen: amountFen - principalFen });
};

/** Money goes back: the bill is due again by that much, its late fee first, the reverse of how it came. */
export const unsettle = (bill: Owed, amountFen: number, kind: MoneyKind): Result<Settled> => {
  const held = kind === 'coupon' ? bill.couponFen : bill.paidFen;
  if ((bill.status !== 'due' && bill.status !== 'paid') || amountFen <= 0 || amountFen > held)
    return refuse('bill.illegal_transition');
  const settledLate = Math.max(0, bill.paidFen + bill.couponFen - bill.amountFen);
  const lateFen = Math.min(amountFen, settledLate);
  return ok({
    status: 'due',
    paidFen: bill.paidFen - (kind === 'coupon' ? 0 : amountFen),
    couponFen: bill.couponFen - (kind === 'coupon' ? amountFen : 0),
    principalFen: amountFen - lateFen,
    lateFen,
  });
};

/** How much of a late fee can still be forgiven: what is posted and not paid. */
export const waivable = (bill: Owed): number => Math.min(bill.lateFeeFen, Math.max(0, outstanding(bill)));
