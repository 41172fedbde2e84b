import type { PaymentChannel } from 'shared-types/payment';
import type { RefundWay } from 'shared-types/refund';
import { ok, type Result, refuse } from '../../kernel/result.js';

/** What a payment gave to a bill, or (`billId` null) to the prepayment, out of one source. */
export interface Share {
  billId: string | null;
  source: 'channel' | 'prepaid' | 'coupon';
  amountFen: number;
  refundedFen: number;
}

/** What refunds that nobody has decided on yet ask for. */
export interface Claim {
  billId: string | null;
  source: 'channel' | 'prepaid';
  amountFen: number;
}

export interface Wish {
  billId: string | null;
  amountFen: number;
}

/** A coupon is no money. What came out of the balance goes back there and nowhere else. */
const sourcesOf: Record<RefundWay, readonly Claim['source'][]> = {
  original: ['channel'],
  cash: ['channel'],
  transfer: ['channel'],
  balance: ['channel', 'prepaid'],
};

/** What is left of a share: neither refunded nor asked for. */
export const leftOf = (share: Share, claims: readonly Claim[]): number =>
  share.source === 'coupon'
    ? 0
    : claims
        .filter(({ billId, source }) => billId === share.billId && source === share.source)
        .reduce((left, { amountFen }) => left - amountFen, share.amountFen - share.refundedFen);

/**
 * Which money of the payment is given back for each wish: first what came through the channel, then what came out of
 * the balance. `refund.too_much` when a wish is for more than is left; the same bill may be wished for once.
 */
export const chooseParts = (
  shares: readonly Share[],
  claims: readonly Claim[],
  wishes: readonly Wish[],
  way: RefundWay,
): Result<Claim[]> => {
  if (new Set(wishes.map(({ billId }) => billId)).size !== wishes.length) return refuse('refund.too_much');
  const chosen: Claim[] = [];
  for (const wish of wishes) {
    let open = wish.amountFen;
    for (const source of sourcesOf[way]) {
      const share = shares.find((one) => one.billId === wish.billId && one.source === source);
      if (!share || open === 0) continue;
      const amountFen = Math.min(open, leftOf(share, claims));
      if (amountFen <= 0) continue;
      chosen.push({ billId: wish.billId, source, amountFen });
      open -= amountFen;
    }
    if (open > 0) return refuse('refund.too_much');
  }
  // Into the balance of which it is a part already: nothing would move.
  if (way === 'balance' && chosen.some(({ billId }) => billId === null)) return refuse('refund.way_closed');
  return ok(chosen);
};

/** How WeChat Pay bounds refunds of one order (`wechat.md` 2.7); Alipay's own bounds are wider. */
const mostRefunds = 50;
const mostAgeMs = 365 * 86_400_000;
/** Between two refunds of one order. */
export const spacingMs = 60_000;

const online: readonly PaymentChannel[] = ['wechat-jsapi', 'wechat-native', 'alipay-qr'];

/**
 * Ways that are open for a payment. By hand only where no channel can: at the counter, and when the channel's own bounds
 * are reached.
 */
export const openWays = (
  payment: { channel: PaymentChannel; paidAt: Date | null },
  refundsAtChannel: number,
  now: Date,
): { ways: RefundWay[]; bound: 'age' | 'count' | null } => {
  if (payment.channel === 'balance') return { ways: ['balance'], bound: null };
  if (payment.channel === 'autodebit' || payment.channel === 'bank')
    return { ways: ['transfer', 'balance'], bound: null };
  if (!online.includes(payment.channel)) return { ways: ['cash', 'transfer', 'balance'], bound: null };
  if (!payment.paidAt || now.getTime() - payment.paidAt.getTime() >= mostAgeMs)
    return { ways: ['transfer', 'balance'], bound: 'age' };
  if (refundsAtChannel >= mostRefunds) return { ways: ['transfer', 'balance'], bound: 'count' };
  return { ways: ['original', 'balance'], bound: null };
};

/** When the next look at a refund under way is due: soon at first, hourly in the end. */
export const pollDelayMs = (polls: number): number =>
  [30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000][polls] ?? 3_600_000;
