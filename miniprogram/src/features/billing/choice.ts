import type { BillCoupon, BillSummary, DueView } from 'shared-types/billing';
import type { PaymentLine } from 'shared-types/payment';

/** What the owner ticked away or on, over what is chosen by itself. */
export interface Choice {
  bills: Readonly<Record<string, boolean>>;
  coupons: Readonly<Record<string, boolean>>;
  usePrepaid: boolean;
}

/** Whether this bill can be part of a payment of the caller's now. */
export const isFree = (bill: BillSummary, due: DueView): boolean =>
  !bill.beingPaid || (due.openPayment?.mine === true && due.openPayment.billIds.includes(bill.id));

/** All by itself but what is disputed or being paid by somebody else. */
const isChosen = (bill: BillSummary, due: DueView, choice: Choice): boolean =>
  isFree(bill, due) && (choice.bills[bill.id] ?? !bill.disputed);

export const chosenBills = (due: DueView, choice: Choice): BillSummary[] =>
  due.bills.filter((bill) => isChosen(bill, due, choice));

/** Coupons for fees that are being paid, the first to run out first. */
export const offeredCoupons = (due: DueView, bills: readonly BillSummary[]): BillCoupon[] => {
  const kinds = new Set<string>(bills.map(({ feeKind }) => feeKind));
  return due.coupons
    .filter(({ feeKind }) => kinds.has(feeKind))
    .sort((a, b) => a.validUntil.localeCompare(b.validUntil));
};

/** One coupon a bill (F1): those that were ticked first, then the first to run out, as many as there are bills of the fee. */
export const usedCoupons = (due: DueView, bills: readonly BillSummary[], choice: Choice): BillCoupon[] => {
  const room = new Map<string, number>();
  for (const { feeKind } of bills) room.set(feeKind, (room.get(feeKind) ?? 0) + 1);
  const wanted = offeredCoupons(due, bills).filter(({ id }) => choice.coupons[id] !== false);
  const ticked = wanted.filter(({ id }) => choice.coupons[id] === true);
  return [...ticked, ...wanted.filter((coupon) => !ticked.includes(coupon))].filter(({ feeKind }) => {
    const left = room.get(feeKind) ?? 0;
    room.set(feeKind, left - 1);
    return left > 0;
  });
};

export interface CouponLine {
  /** Below zero: what it takes from the sum. */
  amountFen: number;
  /** The bill that it is for. */
  title: string;
}

/** What each coupon does in a price: the server gives a fee's coupons, in the order asked for, to its bills from the oldest. */
export const couponLines = (
  used: readonly BillCoupon[],
  bills: readonly BillSummary[],
  lines: readonly PaymentLine[],
): Map<string, CouponLine> => {
  const kindOf = new Map<string | null, string>(bills.map(({ id, feeKind }) => [id, feeKind]));
  const found = new Map<string, CouponLine>();
  for (const kind of new Set(used.map(({ feeKind }) => feeKind))) {
    const given = lines.filter((line) => line.kind === 'coupon' && kindOf.get(line.billId) === kind);
    used
      .filter(({ feeKind }) => feeKind === kind)
      .forEach(({ id }, index) => {
        const line = given[index];
        if (line) found.set(id, { amountFen: line.amountFen, title: line.words[0] ?? '' });
      });
  }
  return found;
};

export interface Wanted {
  houseId: string;
  billIds: string[];
  couponIds: string[];
}

/** What to ask a price for: the server counts, the client only says what. */
export const wantedOf = (due: DueView, choice: Choice): Wanted => {
  const bills = chosenBills(due, choice);
  return {
    houseId: due.house.id,
    billIds: bills.map(({ id }) => id),
    couponIds: usedCoupons(due, bills, choice).map(({ id }) => id),
  };
};

/** The one month of all bills; null when they are of several. */
export const onlyMonth = (bills: readonly BillSummary[]): number | null => {
  const periods = new Set(bills.map(({ period }) => period));
  const [only] = periods;
  return periods.size === 1 && only ? Number(only.slice(5)) : null;
};
