import type { BillStatus, FeeKind } from 'shared-types/billing';
import type { billOrigins } from 'shared-types/staffBilling';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, json, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import type { Facts } from './facts.js';

export interface BillEntity {
  communityId: string;
  id: string;
  houseId: string;
  runId: string | null;
  feeId: string | null;
  feeCode: string;
  feeKind: FeeKind;
  feeName: string;
  period: string;
  months: number;
  /** Empty while it stands; else its own id (also of one-off bills, of which there may be many). */
  slot: string;
  status: BillStatus;
  amountFen: number;
  paidFen: number;
  couponFen: number;
  /** Posted and not waived. */
  lateFeeFen: number;
  lateWaivedFen: number;
  /** Unpaid fen × days. */
  lateBasis: number;
  lateThrough: string | null;
  dueOn: string | null;
  facts: Facts;
  origin: (typeof billOrigins)[number];
  reason: string | null;
  replacesId: string | null;
  replacedBy: string | null;
  disputedAt: Date | null;
  createdAt: Date;
  publishedAt: Date | null;
  endedAt: Date | null;
}
export const BillEntity = new EntitySchema<BillEntity>({
  name: 'bill',
  tableName: 'bill',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    runId: id('run_id', nullable),
    feeId: id('fee_id', nullable),
    feeCode: string(32, 'fee_code'),
    feeKind: string(16, 'fee_kind'),
    feeName: string(20, 'fee_name'),
    period: string(7),
    months: int(),
    slot: string(26),
    status: string(5),
    amountFen: fen('amount_fen'),
    paidFen: fen('paid_fen'),
    couponFen: fen('coupon_fen'),
    lateFeeFen: fen('late_fee_fen'),
    lateWaivedFen: fen('late_waived_fen'),
    lateBasis: fen('late_basis'),
    lateThrough: string(10, 'late_through', nullable),
    dueOn: string(10, 'due_on', nullable),
    facts: json(),
    origin: string(10),
    reason: string(200, undefined, nullable),
    replacesId: id('replaces_id', nullable),
    replacedBy: id('replaced_by', nullable),
    disputedAt: time('disputed_at', nullable),
    createdAt: time('created_at'),
    publishedAt: time('published_at', nullable),
    endedAt: time('ended_at', nullable),
  },
});

/** One open payment a bill: who holds it. */
export interface HoldEntity {
  communityId: string;
  billId: string;
  paymentId: string;
}
export const HoldEntity = new EntitySchema<HoldEntity>({
  name: 'bill_hold',
  tableName: 'bill_hold',
  columns: { communityId: key('community_id'), billId: key('bill_id'), paymentId: id('payment_id') },
});

export const billEventKinds = [
  'payment',
  'prepayment',
  'coupon',
  'refunded',
  'late-waived',
  'disputed',
  'withdrawn',
  'answered',
  'corrected',
  'voided',
] as const;
export type BillEventKind = (typeof billEventKinds)[number];

/** What happened to a bill after it was made. */
export interface BillEventEntity {
  communityId: string;
  id: string;
  billId: string;
  kind: BillEventKind;
  at: Date;
  amountFen: number | null;
  byKind: 'owner' | 'staff' | 'system';
  byName: string | null;
  words: string | null;
  sourceId: string | null;
}
export const BillEventEntity = new EntitySchema<BillEventEntity>({
  name: 'bill_event',
  tableName: 'bill_event',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    billId: id('bill_id'),
    kind: string(16),
    at: time(),
    amountFen: fen('amount_fen', nullable),
    byKind: string(8, 'by_kind'),
    byName: string(30, 'by_name', nullable),
    words: string(300, undefined, nullable),
    sourceId: id('source_id', nullable),
  },
});

export interface DisputeEntity {
  communityId: string;
  id: string;
  billId: string;
  houseId: string;
  accountId: string;
  at: Date;
  reason: string;
  state: 'open' | 'answered' | 'withdrawn';
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  corrected: boolean;
}
export const DisputeEntity = new EntitySchema<DisputeEntity>({
  name: 'bill_dispute',
  tableName: 'bill_dispute',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    billId: id('bill_id'),
    houseId: id('house_id'),
    accountId: id('account_id'),
    at: time(),
    reason: string(300),
    state: string(10),
    answer: string(300, undefined, nullable),
    answeredAt: time('answered_at', nullable),
    answeredBy: string(30, 'answered_by', nullable),
    corrected: bool(),
  },
});
