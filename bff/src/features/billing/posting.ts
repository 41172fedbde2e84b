import type { FeeKind } from 'shared-types/billing';
import { billingTexts as t } from '../../locales/billing.js';
import type { EntryInput, PostingInput } from '../ledger/ledger.door.js';
import type { BillEntity } from './bill.entity.js';

/* What billing posts: receivables against income, by kind of fee. Debit +, credit −. */

const receivable = (kind: FeeKind): string => `1122.${kind}`;
const lateReceivable = '1122.late';
const lateIncome = '6301';
const prepayments = '2203';
const coupons = '6701';
const opening = '3201';

type Charged = Pick<BillEntity, 'id' | 'houseId' | 'feeKind' | 'amountFen' | 'origin'>;

/** Arrears from before the books began are no income of theirs. */
const contra = (bill: Pick<BillEntity, 'feeKind' | 'origin'>): string =>
  bill.origin === 'opening' ? opening : `6001.${bill.feeKind}`;

interface Cause {
  communityId: string;
  cause: EntryInput['cause'];
  at: Date;
  by?: string | null;
}

/** Bills of one kind are made: each its receivable, the income in one sum. */
export const chargeEntry = (
  from: Cause & { memo: string; subject: PostingInput['subject'] },
  bills: readonly Charged[],
): EntryInput => {
  const { communityId, cause, at, memo, subject, by = null } = from;
  const sums = new Map<string, number>();
  for (const bill of bills) sums.set(contra(bill), (sums.get(contra(bill)) ?? 0) + bill.amountFen);
  return {
    communityId,
    cause,
    at,
    memo,
    by,
    postings: [
      ...bills.map(({ id, houseId, feeKind, amountFen }) => ({
        account: receivable(feeKind),
        amountFen,
        houseId,
        billId: id,
      })),
      ...[...sums].map(([account, fen]) => ({ account, amountFen: -fen, subject })),
    ],
  };
};

/** Late fees of some bills grew. */
export const lateEntry = (from: Cause, added: readonly { id: string; houseId: string; fen: number }[]): EntryInput => ({
  communityId: from.communityId,
  cause: from.cause,
  at: from.at,
  by: from.by ?? null,
  memo: t.lateMemo,
  postings: [
    ...added.map(({ id, houseId, fen }) => ({ account: lateReceivable, amountFen: fen, houseId, billId: id })),
    { account: lateIncome, amountFen: -added.reduce((sum, { fen }) => sum + fen, 0) },
  ],
});

/** A part of a late fee is forgiven. */
export const waiveEntry = (from: Cause, bill: Pick<BillEntity, 'id' | 'houseId'>, fen: number): EntryInput => ({
  communityId: from.communityId,
  cause: from.cause,
  at: from.at,
  by: from.by ?? null,
  memo: t.waiveMemo,
  postings: [
    { account: lateIncome, amountFen: fen },
    { account: lateReceivable, amountFen: -fen, houseId: bill.houseId, billId: bill.id },
  ],
});

type Reversed = Charged & Pick<BillEntity, 'lateFeeFen' | 'paidFen' | 'couponFen'>;

/** The legs of one reversed bill: its charge and late fee are taken back, and what was paid becomes a prepayment. */
const reversalLegs = (bill: Reversed): PostingInput[] => {
  const { id: billId, houseId, amountFen, lateFeeFen, paidFen, couponFen } = bill;
  const settled = paidFen + couponFen;
  const settledLate = Math.max(0, settled - amountFen);
  return [
    { account: contra(bill), amountFen },
    { account: lateIncome, amountFen: lateFeeFen },
    { account: receivable(bill.feeKind), amountFen: settled - settledLate - amountFen, houseId, billId },
    { account: lateReceivable, amountFen: settledLate - lateFeeFen, houseId, billId },
    { account: prepayments, amountFen: -paidFen, houseId, billId },
    { account: coupons, amountFen: -couponFen, houseId, billId },
  ];
};

/** Bills are reversed. */
export const reversalEntry = (from: Cause & { memo: string }, bills: readonly Reversed[]): EntryInput => ({
  communityId: from.communityId,
  cause: from.cause,
  at: from.at,
  by: from.by ?? null,
  memo: from.memo,
  postings: bills.flatMap(reversalLegs).filter(({ amountFen }) => amountFen !== 0),
});
