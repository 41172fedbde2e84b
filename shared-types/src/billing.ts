import { contract } from './contract.js';
import { BasisPoints, Fen, FenAmount, FenPositive } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, text, z } from './schemas.js';

/** A calendar month of the community, YYYY-MM. */
export const Period = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/));

/** What a bill is for; receivables and income are kept by it (1122.property, 6001.property). */
export const feeKinds = [
  'property',
  'water',
  'power',
  'gas',
  'parking',
  'shared-water',
  'shared-power',
  'one-off',
] as const;
export type FeeKind = (typeof feeKinds)[number];

/** Pictures of fees that the front ends draw. */
export const feeIcons = ['home', 'water', 'power', 'gas', 'parking', 'shared', 'other'] as const;

/** draft: in a run that is not published; owners see the others. */
export const billStatuses = ['draft', 'due', 'paid', 'void'] as const;
export type BillStatus = (typeof billStatuses)[number];

/** One line of a bill's arithmetic. */
export const BillLine = z.object({
  /** 1–15 吨（一档） */
  label: z.string(),
  /** 89.5 m² × 2.80 元 × 1 个月 = 250.60 元 */
  words: z.string(),
  amountFen: Fen,
});

export const disputeStates = ['open', 'answered', 'withdrawn'] as const;

export const BillDispute = z.object({
  at: Instant,
  reason: z.string(),
  state: z.enum(disputeStates),
  answer: z.nullable(z.object({ at: Instant, by: z.string(), words: z.string(), corrected: z.boolean() })),
});
export type BillDispute = z.infer<typeof BillDispute>;

export const ownerBillActions = ['pay', 'dispute', 'withdraw-dispute'] as const;

const summary = {
  id: Id,
  houseId: Id,
  feeKind: z.enum(feeKinds),
  /** 物业费 */
  feeName: z.string(),
  icon: z.enum(feeIcons),
  /** The month that it is for. */
  period: Period,
  /** 11月物业费 · 2026年10–12月物业费 */
  title: z.string(),
  status: z.enum(billStatuses),
  /** After discounts, without late fees. */
  amountFen: FenAmount,
  lateFeeFen: FenAmount,
  paidFen: FenAmount,
  couponFen: FenAmount,
  /** amountFen + lateFeeFen − paidFen − couponFen; 0 when it is void. */
  outstandingFen: FenAmount,
  dueOn: z.nullable(Day),
  overdue: z.boolean(),
  /** The arithmetic, one sentence a line: 89.5 m² × 2.80 元 × 1 个月 = 250.60 元 */
  words: z.array(z.string()),
  disputed: z.boolean(),
  /** A payment is under way for it. */
  beingPaid: z.boolean(),
};

export const BillSummary = z.object(summary);
export type BillSummary = z.infer<typeof BillSummary>;

/** What happened to a bill: made, late, payment, coupon, prepayment, refunded, disputed, answered, corrected, waived … */
export const BillEvent = z.object({
  id: z.string(),
  at: Instant,
  kind: z.string(),
  /** 收到 250.60 元 */
  title: z.string(),
  text: z.nullable(z.string()),
  /** Signed as it changed what is owed: what was charged is positive. Null: nothing. */
  amountFen: z.nullable(Fen),
});
export type BillEvent = z.infer<typeof BillEvent>;

export const BillView = z.object({
  ...summary,
  houseLabel: z.string(),
  lines: z.array(BillLine),
  /** Before discounts. */
  baseFen: FenAmount,
  discountFen: FenAmount,
  /** 过了 12月5日，每天加收 0.05%，最多 10% */
  lateTerms: z.nullable(z.string()),
  dispute: z.nullable(BillDispute),
  /** Of a bill that was corrected: the one that stands instead, and why; of the new one: the one before. */
  replacedBy: z.nullable(Id),
  replaces: z.nullable(Id),
  reason: z.nullable(z.string()),
  /** Oldest first. */
  history: z.array(BillEvent),
  actions: z.array(z.enum(ownerBillActions)),
});
export type BillView = z.infer<typeof BillView>;

/** A coupon that can be used for bills of its kind. */
export const BillCoupon = z.object({
  id: Id,
  feeKind: z.string(),
  amountFen: FenPositive,
  validUntil: Day,
  reason: z.string(),
});
export type BillCoupon = z.infer<typeof BillCoupon>;

/** A payment of the house that is still open, so that nobody pays twice. */
export const OpenPaymentBrief = z.object({
  id: Id,
  amountFen: FenPositive,
  billIds: z.array(Id),
  /** Open: it can be paid or given up; received: the money is here, being booked. */
  state: z.enum(['open', 'received', 'closing']),
  /** Whether the caller made it. */
  mine: z.boolean(),
  /** It is being taken by itself (代扣): nobody can give it up. */
  debit: z.boolean(),
  expiresAt: Instant,
});
export type OpenPaymentBrief = z.infer<typeof OpenPaymentBrief>;

export const DueView = z.object({
  house: z.object({ id: Id, communityId: Id, label: z.string(), communityName: z.string() }),
  /** Everything that is due, the oldest first. */
  bills: z.array(BillSummary),
  totalFen: FenAmount,
  overdueFen: FenAmount,
  /** Part of the total that the owner disputes: never chosen by itself. */
  disputedFen: FenAmount,
  /** Null for tenants: the balance is the owner's. */
  prepaidFen: z.nullable(FenAmount),
  coupons: z.array(BillCoupon),
  openPayment: z.nullable(OpenPaymentBrief),
});
export type DueView = z.infer<typeof DueView>;

/** Everything that a house owes, with what may pay it. */
export const readDueBills = contract({
  name: 'readDueBills',
  summary: '待缴账单',
  method: 'GET',
  path: '/bills/due',
  auth: { as: ['owner'] },
  query: z.object({ houseId: Id }),
  response: DueView,
  errors: ['house.not_found'],
});

/** Newest first. A tenant sees what is due and what they paid themselves. */
export const listHouseBills = contract({
  name: 'listHouseBills',
  summary: '历史账单',
  method: 'GET',
  path: '/houses/:id/bills',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: z.object({ id: Id }),
  query: z.object({
    /** Of this year's months only. */
    year: z.optional(z.coerce.number().check(z.int(), z.minimum(2000), z.maximum(2099))),
    ...PageQuery,
  }),
  response: z.object({
    items: z.array(BillSummary),
    nextCursor: z.nullable(z.string()),
    /** Years that have bills, newest first. */
    years: z.array(z.int()),
  }),
  errors: ['house.not_found'],
});

export const readBill = contract({
  name: 'readBill',
  summary: '一笔账单',
  method: 'GET',
  path: '/bills/:id',
  auth: { as: ['owner'], on: { param: 'id', of: 'bill', within: 'household' } },
  params: z.object({ id: Id }),
  response: BillView,
  errors: ['bill.not_found'],
});

/** "这笔不对": no reminders, no auto debit and no late fee until staff answered. Owners and family. */
export const disputeBill = contract({
  name: 'disputeBill',
  summary: '对账单有疑问',
  method: 'POST',
  path: '/bills/:id/dispute',
  auth: { as: ['owner'], on: { param: 'id', of: 'bill', within: 'household' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(300) }),
  response: BillView,
  idempotent: true,
  errors: ['bill.not_found', 'bill.illegal_transition', 'bill.being_paid', 'auth.forbidden'],
});

export const withdrawDispute = contract({
  name: 'withdrawDispute',
  summary: '收回对账单的疑问',
  method: 'POST',
  path: '/bills/:id/dispute/withdraw',
  auth: { as: ['owner'], on: { param: 'id', of: 'bill', within: 'household' } },
  params: z.object({ id: Id }),
  body: z.object({ note: optionalText(300) }),
  response: BillView,
  idempotent: true,
  errors: ['bill.not_found', 'bill.illegal_transition', 'auth.forbidden'],
});

/** Late fee by day: in basis points of the unpaid amount, after the days of grace, up to a part of the amount. */
export const LateTerms = z.object({
  bpPerDay: z.int().check(z.minimum(1), z.maximum(100)),
  capBp: BasisPoints,
  graceDays: z.int().check(z.minimum(0), z.maximum(365)),
});
export type LateTerms = z.infer<typeof LateTerms>;
