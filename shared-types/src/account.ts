import { feeKinds } from './billing.js';
import { contract } from './contract.js';
import { Fen, FenAmount, FenPositive } from './money.js';
import { Day, Id, Instant, PageQuery, page, z } from './schemas.js';

/** Why the balance of a house moved. */
export const movementKinds = [
  'topup',
  'surplus',
  'spent',
  'offset',
  'refund',
  'bill-void',
  'opening',
  'other',
] as const;
export type MovementKind = (typeof movementKinds)[number];

export const MovementView = z.object({
  id: Id,
  at: Instant,
  kind: z.enum(movementKinds),
  /** 抵扣 11月物业费 */
  words: z.string(),
  /** Signed: what came in is positive. */
  amountFen: Fen,
  /** After this movement. */
  balanceFen: FenAmount,
});
export type MovementView = z.infer<typeof MovementView>;

export const couponStatuses = ['usable', 'used', 'expired', 'withdrawn'] as const;

export const CouponView = z.object({
  id: Id,
  houseId: Id,
  /** Counts against bills of this kind only. */
  feeKind: z.enum(feeKinds),
  /** 物业费 */
  feeName: z.string(),
  amountFen: FenPositive,
  /** What it really paid; 0 until it is used. */
  usedFen: FenAmount,
  /** Its last day. */
  validUntil: Day,
  status: z.enum(couponStatuses),
  /** 节能挑战奖励 */
  reason: z.string(),
  issuedAt: Instant,
});
export type CouponView = z.infer<typeof CouponView>;

export const depositKinds = ['renovation', 'key', 'card', 'lease', 'other'] as const;
export type DepositKind = (typeof depositKinds)[number];
export const depositStatuses = ['held', 'returned'] as const;
/** How money passed at the desk. */
export const deskMethods = ['cash', 'bank', 'pos'] as const;
export type DeskMethod = (typeof deskMethods)[number];

export const DepositView = z.object({
  id: Id,
  /** Receipt number: Y20261127-0012 */
  number: z.string(),
  houseId: Id,
  houseLabel: z.string(),
  kind: z.enum(depositKinds),
  /** 装修押金 */
  kindName: z.string(),
  amountFen: FenPositive,
  method: z.enum(deskMethods),
  note: z.nullable(z.string()),
  status: z.enum(depositStatuses),
  takenAt: Instant,
  takenBy: z.string(),
  /** Null while it is held. */
  returned: z.nullable(
    z.object({
      at: Instant,
      by: z.string(),
      amountFen: FenAmount,
      method: z.enum(deskMethods),
      deductedFen: FenAmount,
      /** Why less than all came back. */
      reason: z.nullable(z.string()),
    }),
  ),
  /** For staff. */
  actions: z.array(z.enum(['return'])),
});
export type DepositView = z.infer<typeof DepositView>;

/**
 * The money of one house. Tenants pay what is due and may use its coupons; balance and deposits belong to the owner and
 * are not told to them (`balanceFen` null, no deposits).
 */
export const AccountView = z.object({
  houseId: Id,
  houseLabel: z.string(),
  balanceFen: z.nullable(FenAmount),
  /** New bills are paid from the balance by themselves. */
  autoOffset: z.boolean(),
  coupons: z.array(CouponView),
  deposits: z.array(DepositView),
  actions: z.array(z.enum(['set-auto-offset', 'movements'])),
});
export type AccountView = z.infer<typeof AccountView>;

export const readAccount = contract({
  name: 'readAccount',
  summary: '一户的预存、券和押金',
  method: 'GET',
  path: '/houses/:id/account',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: z.object({ id: Id }),
  response: AccountView,
  errors: ['house.not_found'],
});

/** Newest first. Not for tenants. */
export const listMovements = contract({
  name: 'listMovements',
  summary: '预存明细',
  method: 'GET',
  path: '/houses/:id/account/movements',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: z.object({ id: Id }),
  query: z.object({ ...PageQuery }),
  response: page(MovementView),
  errors: ['house.not_found', 'auth.forbidden'],
});

/** By the owner only: whether new bills are paid from the balance by themselves. */
export const setAutoOffset = contract({
  name: 'setAutoOffset',
  summary: '用预存自动抵扣新账单：开或关',
  method: 'PUT',
  path: '/houses/:id/account/auto-offset',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: z.object({ id: Id }),
  body: z.object({ on: z.boolean() }),
  response: AccountView,
  idempotent: true,
  errors: ['house.not_found', 'auth.forbidden'],
});
