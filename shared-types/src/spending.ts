import { contract } from './contract.js';
import { FileView } from './file.js';
import { FenPositive } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/**
 * 收支: what staff enter with a voucher. An expense of the community, its public revenue (adverts, parking rent), and the
 * money of the maintenance fund: paid in or earned as interest, and used.
 */
export const spendingKinds = ['expense', 'public-revenue', 'fund-in', 'fund-out'] as const;
export type SpendingKind = (typeof spendingKinds)[number];

/** Of an expense, or of what the maintenance fund was used for. */
export const expenseCategories = [
  'salary',
  'utilities',
  'cleaning',
  'greening',
  'security',
  'lift',
  'repair',
  'fire',
  'office',
  'insurance',
  'tax',
  'other',
] as const;
export const revenueCategories = ['advert', 'parking-rent', 'other'] as const;
export const fundInCategories = ['paid-in', 'interest', 'other'] as const;

/** Which categories a kind has: what the form offers, and what the server checks. */
export const spendingCategories = {
  expense: expenseCategories,
  'public-revenue': revenueCategories,
  'fund-in': fundInCategories,
  'fund-out': expenseCategories,
} as const satisfies Record<SpendingKind, readonly string[]>;
export const allSpendingCategories = [
  ...new Set([...expenseCategories, ...revenueCategories, ...fundInCategories]),
] as const;
export type SpendingCategory = (typeof allSpendingCategories)[number];

/** Where the money came from or went to; `fund-in` and `fund-out` move through the fund's own account, and only they do. */
export const spendingAccounts = ['bank', 'cash', 'fund'] as const;
/** Whose money an expense was. */
export const fundings = ['property', 'public-revenue', 'maintenance-fund'] as const;

/** waiting: above the policy's amount, for a second person. booked: in the ledger. reversed: taken back, with a reason. */
export const spendingStates = ['waiting', 'booked', 'rejected', 'reversed'] as const;
export type SpendingState = (typeof spendingStates)[number];

/** What it is tied to, at most one of each. */
const Ties = {
  /** A work order; its number is read from it. */
  orderId: z.optional(Id),
  buildingId: z.optional(Id),
  unitId: z.optional(Id),
  /** 二单元 2 号电梯; no name of a person. */
  deviceLabel: optionalText(60),
};

const Entered = {
  kind: z.enum(spendingKinds),
  category: z.enum(allSpendingCategories),
  amountFen: FenPositive,
  /** The day on the voucher; not in the future. */
  day: Day,
  account: z.enum(spendingAccounts),
  /** Of an expense, by default the property company's; the maintenance fund's are of the kind `fund-out`. */
  fundedBy: z.optional(z.enum(['property', 'public-revenue'])),
  /** Whom it was paid to, or who paid it: a company. */
  supplier: optionalText(60),
  /** 更换二单元电梯钢丝绳: what owners read in the report; no name of a person. */
  memo: text(100),
  ...Ties,
};

export const SpendingSummary = z.object({
  id: Id,
  /** 支-240315-7F3K */
  number: z.string(),
  kind: z.enum(spendingKinds),
  kindWords: z.string(),
  category: z.enum(allSpendingCategories),
  categoryWords: z.string(),
  amountFen: FenPositive,
  day: Day,
  account: z.enum(spendingAccounts),
  accountWords: z.string(),
  fundedBy: z.nullable(z.enum(fundings)),
  fundedByWords: z.nullable(z.string()),
  supplier: z.nullable(z.string()),
  memo: z.string(),
  state: z.enum(spendingStates),
  stateWords: z.string(),
  enteredBy: z.string(),
  enteredAt: Instant,
  vouchers: z.int(),
});
export type SpendingSummary = z.infer<typeof SpendingSummary>;

/** A work order that a spending is tied to. */
export const SpendingOrder = z.object({
  id: Id,
  repairId: Id,
  number: z.string(),
  title: z.string(),
  placeLabel: z.string(),
});
export type SpendingOrder = z.infer<typeof SpendingOrder>;

export const spendingActions = ['approve', 'reject', 'reverse'] as const;

export const SpendingView = z.object({
  ...SpendingSummary.shape,
  files: z.array(FileView),
  /** Owners may look at them from the monthly report. */
  vouchersPublic: z.boolean(),
  order: z.nullable(SpendingOrder),
  buildingId: z.nullable(Id),
  unitId: z.nullable(Id),
  /** 3栋2单元 */
  placeLabel: z.nullable(z.string()),
  deviceLabel: z.nullable(z.string()),
  /** Who approved or rejected it; null: nobody yet, or nobody had to. */
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(Instant),
  /** Of a rejection or a reversal. */
  reason: z.nullable(z.string()),
  reversedBy: z.nullable(z.string()),
  reversedAt: z.nullable(Instant),
  /** The entry in the ledger, and the one that took it back. */
  entryId: z.nullable(Id),
  reversalEntryId: z.nullable(Id),
  /** Which one it corrects, and which one corrects it. */
  correctsId: z.nullable(Id),
  correctedById: z.nullable(Id),
  /** What this caller may do next. */
  actions: z.array(z.enum(spendingActions)),
  /** Why not, where somebody might expect to: 自己填的，要由另一位同事审核 */
  hint: z.nullable(z.string()),
});
export type SpendingView = z.infer<typeof SpendingView>;

const errors = [
  'spending.not_found',
  'spending.voucher_missing',
  'file.not_yours',
  'order.not_found',
  'place.not_found',
  'request.invalid',
] as const;

/** Booked at once up to the policy's amount, above it `waiting`. Vouchers: 1 to 9 pictures or PDFs of the caller. */
export const enterSpending = contract({
  name: 'enterSpending',
  summary: '记一笔收支',
  method: 'POST',
  path: '/staff/spendings',
  auth: { as: ['staff'], may: 'spending.enter' },
  body: z.object({
    ...Entered,
    fileIds: z.array(Id).check(z.maxLength(9)),
    /** False where a voucher shows a person's name, number or address: owners then read the words only. */
    vouchersPublic: z._default(z.boolean(), true),
    /** A reversed or rejected one that this one replaces. */
    correctsId: z.optional(Id),
  }),
  response: SpendingView,
  idempotent: true,
  errors: [...errors],
});

export const SpendingFilter = {
  kind: z.optional(z.enum(spendingKinds)),
  state: z.optional(z.enum(spendingStates)),
  category: z.optional(z.enum(allSpendingCategories)),
  supplier: z.optional(z.string().check(z.trim(), z.maxLength(60))),
  /** Days of the vouchers, both included. */
  from: z.optional(Day),
  to: z.optional(Day),
  /** In the memo, the supplier, the number, the device. */
  q: z.optional(z.string().check(z.trim(), z.maxLength(40))),
};

/** The latest day first; what waits is found with `state=waiting`, the oldest first. */
export const listSpendings = contract({
  name: 'listSpendings',
  summary: '收支',
  method: 'GET',
  path: '/staff/spendings',
  auth: { as: ['staff'], may: 'ledger.read' },
  query: z.object({ ...SpendingFilter, ...PageQuery }),
  response: z.object({
    ...page(SpendingSummary).shape,
    /** How many wait for a second person, whatever the filter. */
    waiting: z.int(),
    /** The policy's amount above which a second person is asked. */
    approveAboveFen: z.int(),
  }),
  errors: ['request.invalid'],
});

const one = { param: 'id', of: 'spending', within: 'community' } as const;

export const readSpending = contract({
  name: 'readSpending',
  summary: '收支详情',
  method: 'GET',
  path: '/staff/spendings/:id',
  auth: { as: ['staff'], may: 'ledger.read', on: one },
  params: z.object({ id: Id }),
  response: SpendingView,
  errors: ['spending.not_found'],
});

/** By another person than who entered it. Books it. */
export const approveSpending = contract({
  name: 'approveSpending',
  summary: '审核收支：通过',
  method: 'POST',
  path: '/staff/spendings/:id/approve',
  auth: { as: ['staff'], may: 'spending.approve', on: one },
  params: z.object({ id: Id }),
  response: SpendingView,
  idempotent: true,
  errors: ['spending.not_found', 'spending.self_approval', 'spending.illegal_transition'],
});

export const rejectSpending = contract({
  name: 'rejectSpending',
  summary: '审核收支：不通过',
  method: 'POST',
  path: '/staff/spendings/:id/reject',
  auth: { as: ['staff'], may: 'spending.approve', on: one },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(200) }),
  response: SpendingView,
  idempotent: true,
  errors: ['spending.not_found', 'spending.self_approval', 'spending.illegal_transition'],
});

/** Takes a booked one back with an entry the other way round; the right one is entered anew with `correctsId`. */
export const reverseSpending = contract({
  name: 'reverseSpending',
  summary: '冲销收支',
  method: 'POST',
  path: '/staff/spendings/:id/reverse',
  auth: { as: ['staff'], may: 'spending.approve', on: one },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(200) }),
  response: SpendingView,
  idempotent: true,
  errors: ['spending.not_found', 'spending.self_approval', 'spending.illegal_transition'],
});

/** Names that were used before, the most recent first; at most 20. */
export const listSuppliers = contract({
  name: 'listSuppliers',
  summary: '往来单位',
  method: 'GET',
  path: '/staff/suppliers',
  auth: { as: ['staff'], may: 'spending.enter' },
  query: z.object({ q: z.optional(z.string().check(z.trim(), z.maxLength(40))) }),
  response: z.object({ items: z.array(z.string()) }),
  errors: [],
});

/** Work orders to tie a spending to, by number, title or place; the latest first, at most 8. */
export const listSpendingOrders = contract({
  name: 'listSpendingOrders',
  summary: '收支可以关联的工单',
  method: 'GET',
  path: '/staff/spending-orders',
  auth: { as: ['staff'], may: 'spending.enter' },
  query: z.object({ q: text(40) }),
  response: z.object({ items: z.array(SpendingOrder) }),
  errors: ['request.invalid'],
});
