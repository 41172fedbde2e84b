import type { FeeKind } from 'shared-types/billing';
import type { InvoiceState, PaymentInvoiceState, TitleKind } from 'shared-types/invoice';

export interface Title {
  kind: TitleKind;
  name: string;
  taxNo: string | null;
}

/** How a fee stands on an invoice; a rate of null is the policy's. */
export interface Item {
  name: string;
  /** 税收分类编码, 19 digits. */
  taxCode: string;
  taxRateBp: number | null;
}

export interface Line {
  feeKind: FeeKind;
  name: string;
  taxCode: string;
  taxRateBp: number;
  /** With tax. */
  amountFen: number;
}

/** What one source of a payment gave to one bill; null: to the house's prepayment. */
export interface Share {
  billId: string | null;
  source: 'channel' | 'prepaid' | 'coupon';
  feeKind: string | null;
  amountFen: number;
}

/** What went back of it. */
export interface Refunded {
  billId: string | null;
  source: 'channel' | 'prepaid';
  amountFen: number;
}

/**
 * What there is to invoice of a payment, by fee: money that pays bills that stand, less what was refunded of it. Money put
 * by is invoiced when it pays a bill, a coupon is no money, and a deposit is in no payment. The late fee of a bill is part
 * of the fee's price.
 */
export const linesFor = (
  shares: readonly Share[],
  refunded: readonly Refunded[],
  standing: ReadonlySet<string>,
  items: Readonly<Record<FeeKind, Item>>,
  policyRateBp: number,
): Line[] => {
  const byFee = new Map<FeeKind, number>();
  for (const { billId, source, feeKind, amountFen } of shares) {
    if (billId === null || source === 'coupon' || !standing.has(billId)) continue;
    const back = refunded
      .filter((part) => part.billId === billId && part.source === source)
      .reduce((sum, part) => sum + part.amountFen, 0);
    const kind = (feeKind ?? 'one-off') as FeeKind;
    byFee.set(kind, (byFee.get(kind) ?? 0) + Math.max(0, amountFen - back));
  }
  return [...byFee].flatMap(([feeKind, amountFen]) => {
    const { name, taxCode, taxRateBp } = items[feeKind] ?? items['one-off'];
    return amountFen > 0 ? [{ feeKind, name, taxCode, taxRateBp: taxRateBp ?? policyRateBp, amountFen }] : [];
  });
};

export const totalOf = (lines: readonly { amountFen: number }[]): number =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Of an amount with tax, what is tax: the rest is the price without it, rounded half up, so that both add up to the amount. */
export const taxOf = (amountFen: number, rateBp: number): number => {
  const divisor = BigInt(10_000 + rateBp);
  const net = (BigInt(amountFen) * 20_000n + divisor) / (divisor * 2n);
  return amountFen - Number(net);
};

/**
 * What makes an invoice another one: to whom, and how much of which fee. Not the rate: what was issued at the rate of its
 * day stands when the policy changes.
 */
export const contentOf = (title: Title, lines: readonly Line[]): string =>
  JSON.stringify([
    title.kind,
    title.name,
    title.taxNo,
    lines
      .map(({ feeKind, amountFen }) => [feeKind, amountFen] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  ]);

/** The paper of a payment that is not ended. */
export interface Live {
  status: InvoiceState;
  amountFen: number;
  content: string;
  /** The provider was told, or may have been: how it ended must be known before it is given up. */
  sent: boolean;
}

export interface Wanted {
  amountFen: number;
  content: string;
}

export type Step = 'none' | 'issue' | 'drop' | 'keep' | { reverse: 'amount' | 'title' };

/**
 * The one next step from what there is to what should be, of which every event (paid, refunded, another title, issued,
 * refused) is only an occasion: in any order they end in the same. One paper lives at a time, so that never more is red
 * than blue and never more blue than paid.
 */
export const nextStep = (live: Live | null, wanted: Wanted | null): Step => {
  if (!live) return wanted ? 'issue' : 'none';
  const same = wanted !== null && live.content === wanted.content;
  if (same) return live.status === 'reverse-failed' ? 'keep' : 'none';
  if (live.status === 'issuing') return live.sent ? 'none' : 'drop';
  if (live.status === 'failed') return 'drop';
  if (live.status !== 'issued') return 'none';
  return { reverse: wanted?.amountFen === live.amountFen ? 'title' : 'amount' };
};

export const isEnded = (status: InvoiceState): boolean => status === 'reversed' || status === 'dropped';

/** Issued at some time: it counts as blue. */
const isBlue = (status: InvoiceState): boolean =>
  status === 'issued' || status === 'reversing' || status === 'reverse-failed' || status === 'reversed';

/** What stands at the tax office for one payment. */
export const sumsOf = (
  papers: readonly { status: InvoiceState; amountFen: number }[],
): { blueFen: number; redFen: number } => ({
  blueFen: totalOf(papers.filter(({ status }) => isBlue(status))),
  redFen: totalOf(papers.filter(({ status }) => status === 'reversed')),
});

/** What people are told of a payment's invoices together. */
export const stateOf = (
  papers: readonly { status: InvoiceState; amountFen: number; reverseCause: string | null }[],
): PaymentInvoiceState => {
  const live = papers.find(({ status }) => !isEnded(status));
  const byRefund = papers.some(({ status, reverseCause }) => status === 'reversed' && reverseCause === 'amount');
  if (!live) return papers.some(({ status }) => status === 'reversed') ? 'reversed' : 'none';
  if (live.status === 'reverse-failed') return 'reversing';
  if (live.status === 'issued' && byRefund) return 'partly-reversed';
  return live.status as 'issuing' | 'issued' | 'failed' | 'reversing';
};

/** The provider's no is tried again so many times by itself, each under a new number, then a person sees to it. */
const mostRefusals = 3;

const minute = 60_000;

/** When a refused one is tried again; null: a person must. */
export const retryDelayMs = (refusals: number): number | null =>
  refusals >= mostRefusals ? null : ([10 * minute, 60 * minute][refusals - 1] ?? 60 * minute);

/** When one under way is asked about again: the tax office takes seconds, an outage takes longer. */
export const lookDelayMs = (looks: number): number =>
  [3000, 5000, 10_000, 30_000, minute, 5 * minute, 10 * minute, 30 * minute][looks] ?? 60 * minute;

/** Looks without an end after which a person is told: about eight minutes. */
export const slowAfterLooks = 6;

/** Ours at the provider: the same on every repetition, another one only after a refusal. */
export const requestNoOf = (paymentId: string, seq: number, attempt: number): string =>
  `I${paymentId}-${seq}${attempt > 1 ? `-${attempt}` : ''}`;

export const reverseNoOf = (requestNo: string, attempt: number): string => `${requestNo}-R${attempt}`;
