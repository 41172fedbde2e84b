import { ok, type Result, refuse } from '../../kernel/result.js';

/** As far as planning and settling look at a bill. */
export interface BillFacts {
  id: string;
  houseId: string;
  feeKind: string;
  /** 2026年11月物业费 */
  title: string;
  /** Without late fees. */
  amountFen: number;
  lateFeeFen: number;
  paidFen: number;
  couponFen: number;
  outstandingFen: number;
  /** YYYY-MM-DD; null: at once. */
  dueOn: string | null;
  status: string;
}

/** What one source gives to one bill; without a bill, to the house's prepayment. */
export interface Part {
  billId: string | null;
  source: 'channel' | 'prepaid' | 'coupon';
  couponId: string | null;
  feeKind: string | null;
  title: string;
  amountFen: number;
}

export interface Plan {
  parts: Part[];
  /** What the channel takes. */
  amountFen: number;
  couponFen: number;
  prepaidFen: number;
  topUpFen: number;
}

/** The oldest first, which is how money is counted when nobody says otherwise; equal days by id. */
export const oldestFirst = <B extends Pick<BillFacts, 'id' | 'dueOn'>>(bills: readonly B[]): B[] =>
  [...bills].sort((a, b) => {
    const [one, other] = [a.dueOn ?? '', b.dueOn ?? ''];
    if (one !== other) return one < other ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });

const isDue = (bill: BillFacts): boolean => bill.status === 'due' && bill.outstandingFen > 0;

const sum = (parts: readonly Part[], fits: (part: Part) => boolean): number =>
  parts.filter(fits).reduce((total, { amountFen }) => total + amountFen, 0);

const planOf = (parts: readonly Part[]): Plan => {
  const moving = parts.filter(({ amountFen }) => amountFen > 0);
  return {
    parts: moving,
    amountFen: sum(moving, ({ source }) => source === 'channel'),
    couponFen: sum(moving, ({ source }) => source === 'coupon'),
    prepaidFen: sum(moving, ({ source }) => source === 'prepaid'),
    topUpFen: sum(moving, ({ billId }) => billId === null),
  };
};

const partOf = (bill: BillFacts, source: Part['source'], amountFen: number, couponId: string | null = null): Part => ({
  billId: bill.id,
  source,
  couponId,
  feeKind: bill.feeKind,
  title: bill.title,
  amountFen,
});

const topUpOf = (title: string, amountFen: number): Part => ({
  billId: null,
  source: 'channel',
  couponId: null,
  feeKind: null,
  title,
  amountFen,
});

export interface Coupon {
  id: string;
  feeKind: string;
  amountFen: number;
}

/** A coupon counts against one bill of its own fee (F1): the oldest that has none yet. Null: it fits nothing chosen. */
const placeCoupons = (bills: readonly BillFacts[], coupons: readonly Coupon[]): Map<string, Coupon> | null => {
  const placed = new Map<string, Coupon>();
  for (const coupon of coupons) {
    const bill = bills.find((one) => one.feeKind === coupon.feeKind && !placed.has(one.id));
    if (!bill) return null;
    placed.set(bill.id, coupon);
  }
  return placed;
};

export interface PlanInput {
  /** Chosen bills, of one house. */
  bills: readonly BillFacts[];
  coupons: readonly Coupon[];
  fromPrepaidFen: number;
  /** What no other payment has taken of the balance. */
  balanceFen: number;
  topUpFen: number;
  topUpTitle: string;
}

/**
 * Who gives what to which bill: coupons first, then the balance, the oldest bills first; the channel the rest and what
 * tops the balance up. Every chosen bill is paid whole.
 */
export const planPayment = (input: PlanInput): Result<Plan> => {
  const bills = oldestFirst(input.bills);
  if (!bills.every(isDue) || (bills.length === 0 && input.topUpFen === 0)) return refuse('payment.nothing_due');
  const coupons = placeCoupons(bills, input.coupons);
  if (!coupons) return refuse('coupon.not_usable');
  if (input.fromPrepaidFen > input.balanceFen) return refuse('balance.not_enough');
  let prepaidLeft = input.fromPrepaidFen;
  const parts = bills.flatMap((bill) => {
    const coupon = coupons.get(bill.id);
    const byCoupon = Math.min(coupon?.amountFen ?? 0, bill.outstandingFen);
    const byBalance = Math.min(prepaidLeft, bill.outstandingFen - byCoupon);
    prepaidLeft -= byBalance;
    return [
      partOf(bill, 'coupon', byCoupon, coupon?.id ?? null),
      partOf(bill, 'prepaid', byBalance),
      partOf(bill, 'channel', bill.outstandingFen - byCoupon - byBalance),
    ];
  });
  // The balance gives no more than is due.
  if (prepaidLeft > 0) return refuse('payment.changed');
  return ok(planOf([...parts, topUpOf(input.topUpTitle, input.topUpFen)]));
};

/** Money that was handed over: to the bills in their order, each in part if it must be; what is over tops up the balance. */
export const planCollection = (bills: readonly BillFacts[], amountFen: number, topUpTitle: string): Result<Plan> => {
  if (!bills.every(isDue)) return refuse('payment.nothing_due');
  let left = amountFen;
  const parts = oldestFirst(bills).map((bill) => {
    const part = partOf(bill, 'channel', Math.min(left, bill.outstandingFen));
    left -= part.amountFen;
    return part;
  });
  return ok(planOf([...parts, topUpOf(topUpTitle, left)]));
};
