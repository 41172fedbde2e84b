import { contract } from './contract.js';
import { FenAmount, FenPositive } from './money.js';
import { Id, Instant, PageQuery, page, text, z } from './schemas.js';

/**
 * requested → approved → processing → done. `abnormal`: the payer's account does not take it, a person must act.
 * `closed`: the channel gave it up and no money moved; a new try is a new refund. An approved one for which the channel
 * has no money waits as `approved` with `attention`.
 */
export const refundStates = ['requested', 'approved', 'processing', 'done', 'abnormal', 'closed', 'rejected'] as const;
export type RefundState = (typeof refundStates)[number];

/** The way it was paid; into the house's prepayment; or by hand, for what was paid offline. */
export const refundWays = ['original', 'balance', 'cash', 'transfer'] as const;
export type RefundWay = (typeof refundWays)[number];

/** What of a payment goes back: from a bill, or (`billId` null) from the prepayment that it topped up. */
export const RefundPart = z.object({
  billId: z.nullable(Id),
  /** 物业费 11月 · 预存 */
  label: z.string(),
  amountFen: FenPositive,
});

/** A refund as the household sees it in the detail of its payment. */
export const OwnRefundView = z.object({
  id: Id,
  amountFen: FenPositive,
  status: z.enum(refundStates),
  way: z.enum(refundWays),
  /** 微信已受理，一般 1–3 天退到原来付款的地方 */
  words: z.string(),
  reason: z.string(),
  parts: z.array(RefundPart),
  requestedAt: Instant,
  doneAt: z.nullable(Instant),
});
export type OwnRefundView = z.infer<typeof OwnRefundView>;

/** The newest first. */
export const listPaymentRefunds = contract({
  name: 'listPaymentRefunds',
  summary: '一笔付款的退款',
  method: 'GET',
  path: '/payments/:id/refunds',
  auth: { as: ['owner'], on: { param: 'id', of: 'payment', within: 'household' } },
  params: z.object({ id: Id }),
  response: z.object({ items: z.array(OwnRefundView) }),
  errors: ['payment.not_found'],
});

export const refundActions = ['approve', 'reject', 'settle', 'again'] as const;

export const RefundView = z.object({
  id: Id,
  /** What the channel knows it by; for refunds by hand ours alone. */
  number: z.string(),
  payment: z.object({
    id: Id,
    number: z.string(),
    /** wechat, alipay, cash, pos, transfer, autodebit */
    channel: z.string(),
    /** 微信支付 */
    channelName: z.string(),
    totalFen: FenPositive,
    paidAt: z.nullable(Instant),
  }),
  house: z.nullable(z.object({ id: Id, label: z.string() })),
  amountFen: FenPositive,
  way: z.enum(refundWays),
  wayName: z.string(),
  reason: z.string(),
  status: z.enum(refundStates),
  statusName: z.string(),
  parts: z.array(RefundPart),
  /** Above the policy's amount: only `refund.approve-large` may approve. */
  large: z.boolean(),
  /** What a person must know or do: 商户账户余额不够，充值后会自动再退; null: nothing. */
  attention: z.nullable(z.string()),
  requestedAt: Instant,
  /** Null: by itself, for money that nobody was waiting for. */
  requestedBy: z.nullable(z.string()),
  decidedAt: z.nullable(Instant),
  decidedBy: z.nullable(z.string()),
  /** Why it was rejected. */
  decision: z.nullable(z.string()),
  doneAt: z.nullable(Instant),
  /** 零钱 · 招商银行信用卡0403 */
  receivedAccount: z.nullable(z.string()),
  /** How a person solved it, and who. */
  settlement: z.nullable(z.object({ way: z.string(), note: z.string(), by: z.string(), at: Instant })),
  /** The closed one that this one tries again. */
  againOf: z.nullable(Id),
  actions: z.array(z.enum(refundActions)),
});
export type RefundView = z.infer<typeof RefundView>;

/** What may still be refunded of a payment, and how. */
export const RefundableView = z.object({
  paymentId: Id,
  /** What came through the channel and has not gone back by it; the limit of the way `original`. */
  originalFen: FenAmount,
  parts: z.array(
    z.object({
      billId: z.nullable(Id),
      label: z.string(),
      amountFen: FenPositive,
      /** Refunded or asked for. */
      refundedFen: FenAmount,
      refundableFen: FenAmount,
    }),
  ),
  /** Ways that are open for it; empty: nothing is left. */
  ways: z.array(z.object({ way: z.enum(refundWays), name: z.string() })),
  /** Why a way is missing: 付款超过一年，微信不能原路退; null: none is. */
  note: z.nullable(z.string()),
  refunds: z.array(RefundView),
});
export type RefundableView = z.infer<typeof RefundableView>;

const paymentOf = { param: 'id', of: 'payment', within: 'community' } as const;
const refundOf = { param: 'id', of: 'refund', within: 'community' } as const;

export const readRefundable = contract({
  name: 'readRefundable',
  summary: '一笔付款还能退多少',
  method: 'GET',
  path: '/staff/payments/:id/refundable',
  auth: { as: ['staff'], may: 'payment.read', on: paymentOf },
  params: z.object({ id: Id }),
  response: RefundableView,
  errors: ['payment.not_found'],
});

/** Never more than is left: of many at once exactly those win that fit. */
export const requestRefund = contract({
  name: 'requestRefund',
  summary: '申请退款',
  method: 'POST',
  path: '/staff/payments/:id/refunds',
  auth: { as: ['staff'], may: 'refund.request', on: paymentOf },
  params: z.object({ id: Id }),
  body: z.object({
    parts: z
      .array(z.object({ billId: z.nullable(Id), amountFen: FenPositive }))
      .check(z.minLength(1), z.maxLength(100)),
    way: z.enum(refundWays),
    /** The payer reads it. */
    reason: text(80),
  }),
  response: RefundView,
  idempotent: true,
  errors: ['payment.not_found', 'refund.too_much', 'refund.way_closed', 'request.invalid'],
});

export const refundScopes = ['waiting', 'moving', 'attention', 'ended'] as const;

/** `waiting` for approval, the oldest first; the others by the newest. `attention`: a person must act. */
export const listRefunds = contract({
  name: 'listRefunds',
  summary: '退款',
  method: 'GET',
  path: '/staff/refunds',
  auth: { as: ['staff'], may: 'payment.read' },
  query: z.object({ scope: z._default(z.enum(refundScopes), 'waiting'), ...PageQuery }),
  response: page(RefundView),
  errors: [],
});

export const readRefund = contract({
  name: 'readRefund',
  summary: '一笔退款',
  method: 'GET',
  path: '/staff/refunds/:id',
  auth: { as: ['staff'], may: 'payment.read', on: refundOf },
  params: z.object({ id: Id }),
  response: RefundView,
  errors: ['refund.not_found'],
});

/** By another person than who asked; above the policy's amount with `refund.approve-large`. */
export const approveRefund = contract({
  name: 'approveRefund',
  summary: '批准退款',
  method: 'POST',
  path: '/staff/refunds/:id/approve',
  auth: { as: ['staff'], may: 'refund.approve', on: refundOf },
  stepUp: true,
  params: z.object({ id: Id }),
  response: RefundView,
  idempotent: true,
  errors: [
    'refund.not_found',
    'refund.illegal_transition',
    'refund.self_approval',
    'refund.too_much',
    'balance.not_enough',
  ],
});

export const rejectRefund = contract({
  name: 'rejectRefund',
  summary: '不同意退款',
  method: 'POST',
  path: '/staff/refunds/:id/reject',
  auth: { as: ['staff'], may: 'refund.approve', on: refundOf },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(200) }),
  response: RefundView,
  idempotent: true,
  errors: ['refund.not_found', 'refund.illegal_transition'],
});

/** How money left when no channel says so. `channel`: the platform's own console paid it out in the end. */
export const settlementWays = ['cash', 'transfer', 'channel'] as const;

/** A person says how it went: cash or transfer was handed over, or an abnormal refund was solved. */
export const settleRefund = contract({
  name: 'settleRefund',
  summary: '登记退款已付出',
  method: 'POST',
  path: '/staff/refunds/:id/settle',
  auth: { as: ['staff'], may: 'refund.approve', on: refundOf },
  stepUp: true,
  params: z.object({ id: Id }),
  body: z.object({ way: z.enum(settlementWays), note: text(200) }),
  response: RefundView,
  idempotent: true,
  errors: ['refund.not_found', 'refund.illegal_transition'],
});

/** A closed refund asked for again, under a new number; it needs its own approval. */
export const requestRefundAgain = contract({
  name: 'requestRefundAgain',
  summary: '再退一次',
  method: 'POST',
  path: '/staff/refunds/:id/again',
  auth: { as: ['staff'], may: 'refund.request', on: refundOf },
  params: z.object({ id: Id }),
  response: RefundView,
  idempotent: true,
  errors: ['refund.not_found', 'refund.illegal_transition', 'refund.too_much', 'refund.way_closed'],
});
