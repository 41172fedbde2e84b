import type { BillStatus, FeeKind } from 'shared-types/billing';
import type { Clock } from '../../platform/clock/clock.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { MoneyKind } from './bill.rules.js';

/** A bill as other features see it; amounts in fen. */
export interface DueBill {
  id: string;
  houseId: string;
  feeKind: FeeKind;
  feeName: string;
  /** YYYY-MM */
  period: string;
  /** 2026年11月物业费 */
  title: string;
  /** After discounts, without late fees. */
  amountFen: number;
  lateFeeFen: number;
  paidFen: number;
  couponFen: number;
  /** amountFen + lateFeeFen − paidFen − couponFen; 0 for drafts and reversed bills. */
  outstandingFen: number;
  /** YYYY-MM-DD; null: a draft. */
  dueOn: string | null;
  /** The arithmetic, line by line. */
  words: string[];
  disputed: boolean;
  /** The open payment that holds it. */
  heldBy: string | null;
  status: BillStatus;
}

/** Money that comes to a bill, or goes back from it. */
export interface BillMoney {
  communityId: string;
  billId: string;
  amountFen: number;
  kind: MoneyKind;
  /** The payment, refund, coupon or movement behind it. */
  sourceId: string;
}

/** What billing needs of features that know billing; the registry hands it in. */
export interface BillingNeighbours {
  /** What was paid on a reversed bill becomes the house's prepayment. The ledger is billing's own entry. */
  creditPrepayment(
    tx: Tx,
    clock: Clock,
    credit: { communityId: string; houseId: string; amountFen: number; billId: string },
  ): Promise<void>;
  /** Coupons that were used on a reversed bill can be used again. */
  returnCoupons(tx: Tx, clock: Clock, of: { communityId: string; billId: string }): Promise<void>;
  prepaidOf(reader: Reader, communityId: string, houseId: string): Promise<number>;
  usableCoupons(
    reader: Reader,
    communityId: string,
    houseId: string,
    now: Date,
  ): Promise<{ id: string; feeKind: string; amountFen: number; validUntil: string; reason: string }[]>;
  /** The open payment of a house, if there is one. */
  openPaymentOf(
    reader: Reader,
    communityId: string,
    houseId: string,
    accountId: string,
  ): Promise<{
    id: string;
    amountFen: number;
    billIds: string[];
    state: 'open' | 'received' | 'closing';
    mine: boolean;
    debit: boolean;
    expiresAt: Date;
  } | null>;
  /** Bills of a house that this person paid: all of its past that a tenant sees. */
  billsPaidBy(reader: Reader, communityId: string, houseId: string, accountId: string): Promise<string[]>;
}
