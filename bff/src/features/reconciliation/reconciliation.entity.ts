import type { DifferenceDecision, DifferenceKind, ReconciliationChannel } from 'shared-types/reconciliation';
import { EntitySchema } from 'typeorm';
import { fen, id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** Channels with statements of their own. */
export type StatementChannel = Extract<ReconciliationChannel, 'wechat' | 'alipay'>;

/** A day's statement of the merchant, whatever communities are in it. */
export interface StatementEntity {
  channel: StatementChannel;
  day: string;
  fetchedAt: Date;
  rows: number;
  /** SHA-1 of what was read, for whoever compares it with the channel's console; null: the channel names none. */
  hash: string | null;
  /** What the channel holds for us at the end of the day; null: it does not say. */
  balanceFen: number | null;
}

export const StatementEntity = new EntitySchema<StatementEntity>({
  name: 'statement',
  tableName: 'statement',
  columns: {
    channel: string(8, undefined, { primary: true }),
    day: string(10, undefined, { primary: true }),
    fetchedAt: time('fetched_at'),
    rows: int('row_count'),
    hash: string(40, undefined, nullable),
    balanceFen: fen('balance_fen', nullable),
  },
});

export type Traded = 'payment' | 'refund';

/** One payment or refund of a statement. Unique in the channel, whatever day it is read again. */
export interface StatementRowEntity {
  communityId: string;
  channel: StatementChannel;
  /** P:<our number> or R:<our number>. */
  rowKey: string;
  day: string;
  what: Traded;
  /** Ours, of the payment or of the refund. */
  number: string;
  /** Ours, of the payment that is refunded. */
  orderNumber: string;
  at: Date;
  /** Always positive. */
  amountFen: number;
  feeFen: number;
  /** moved: counts; failed: the refund did not come about. */
  state: 'moved' | 'failed';
  /** Our payment or refund with which it agrees, and what ours says; null: not (yet). */
  matchedId: string | null;
  oursFen: number | null;
  houseId: string | null;
  title: string | null;
}

export const StatementRowEntity = new EntitySchema<StatementRowEntity>({
  name: 'statement_row',
  tableName: 'statement_row',
  columns: {
    communityId: key('community_id'),
    channel: string(8, undefined, { primary: true }),
    rowKey: string(66, 'row_key', { primary: true }),
    day: string(10),
    what: string(8),
    number: string(64),
    orderNumber: string(64, 'order_number'),
    at: time(),
    amountFen: fen('amount_fen'),
    feeFen: fen('fee_fen'),
    state: string(8),
    matchedId: id('matched_id', nullable),
    oursFen: fen('ours_fen', nullable),
    houseId: id('house_id', nullable),
    title: string(80, undefined, nullable),
  },
});

export type FundKind = 'trade' | 'fee' | 'refund' | 'settlement' | 'recharge' | 'other';

/** One movement of the merchant's account at the channel. */
export interface FundRowEntity {
  channel: StatementChannel;
  id: string;
  day: string;
  at: Date;
  kind: FundKind;
  /** What came in is positive. */
  amountFen: number;
  /** Of it, what the channel kept (positive) or gave back (negative). */
  feeFen: number;
  balanceFen: number;
  voucherNo: string;
  /** Null: of the merchant as a whole. */
  communityId: string | null;
}

export const FundRowEntity = new EntitySchema<FundRowEntity>({
  name: 'fund_row',
  tableName: 'fund_row',
  columns: {
    channel: string(8, undefined, { primary: true }),
    id: key('id'),
    day: string(10),
    at: time(),
    kind: string(12),
    amountFen: fen('amount_fen'),
    feeFen: fen('fee_fen'),
    balanceFen: fen('balance_fen'),
    voucherNo: string(64, 'voucher_no'),
    communityId: id('community_id', nullable),
  },
});

/** One channel's day in one community. */
export interface ReconciliationEntity {
  communityId: string;
  id: string;
  channel: ReconciliationChannel;
  day: string;
  state: 'waiting' | 'open' | 'closed';
  fetchedAt: Date | null;
  comparedAt: Date | null;
  /** What the channel kept that day, as it was booked. */
  feeFen: number;
  countedFen: number | null;
  bankedFen: number;
  countFeeFen: number;
  countNote: string | null;
  countedByName: string | null;
  countedAt: Date | null;
  closedAt: Date | null;
  closedByName: string | null;
  remindedAt: Date | null;
}

export const ReconciliationEntity = new EntitySchema<ReconciliationEntity>({
  name: 'reconciliation',
  tableName: 'reconciliation',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    channel: string(8),
    day: string(10),
    state: string(8),
    fetchedAt: time('fetched_at', nullable),
    comparedAt: time('compared_at', nullable),
    feeFen: fen('fee_fen'),
    countedFen: fen('counted_fen', nullable),
    bankedFen: fen('banked_fen'),
    countFeeFen: fen('count_fee_fen'),
    countNote: string(200, 'count_note', nullable),
    countedByName: string(30, 'counted_by_name', nullable),
    countedAt: time('counted_at', nullable),
    closedAt: time('closed_at', nullable),
    closedByName: string(30, 'closed_by_name', nullable),
    remindedAt: time('reminded_at', nullable),
  },
});

/** Why it differs, as far as we know; the words are in `locales/reconciliation.ts`. */
export const differenceReasons = [
  'notice-lost',
  'unknown-order',
  'unknown-refund',
  'near-midnight',
  'missing',
  'amount',
  'refund-failed-there',
  'refund-moved-there',
] as const;
export type DifferenceReason = (typeof differenceReasons)[number];

export interface DifferenceEntity {
  communityId: string;
  id: string;
  reconciliationId: string;
  channel: StatementChannel;
  day: string;
  kind: DifferenceKind;
  reason: DifferenceReason;
  what: Traded;
  number: string;
  orderNumber: string;
  at: Date;
  oursFen: number | null;
  theirsFen: number | null;
  paymentId: string | null;
  refundId: string | null;
  houseId: string | null;
  title: string | null;
  /** What the channel answered: JSON of Receipt. */
  receipt: string | null;
  askedAt: Date | null;
  waitUntil: Date | null;
  waitNote: string | null;
  waitedByName: string | null;
  decision: Exclude<DifferenceDecision, 'wait'> | null;
  decisionReason: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
}

export const DifferenceEntity = new EntitySchema<DifferenceEntity>({
  name: 'reconcile_difference',
  tableName: 'reconcile_difference',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    reconciliationId: id('reconciliation_id'),
    channel: string(8),
    day: string(10),
    kind: string(14),
    reason: string(20),
    what: string(8),
    number: string(64),
    orderNumber: string(64, 'order_number'),
    at: time(),
    oursFen: fen('ours_fen', nullable),
    theirsFen: fen('theirs_fen', nullable),
    paymentId: id('payment_id', nullable),
    refundId: id('refund_id', nullable),
    houseId: id('house_id', nullable),
    title: string(80, undefined, nullable),
    receipt: text(undefined, nullable),
    askedAt: time('asked_at', nullable),
    waitUntil: time('wait_until', nullable),
    waitNote: string(200, 'wait_note', nullable),
    waitedByName: string(30, 'waited_by_name', nullable),
    decision: string(10, undefined, nullable),
    decisionReason: string(200, 'decision_reason', nullable),
    decidedByName: string(30, 'decided_by_name', nullable),
    decidedAt: time('decided_at', nullable),
  },
});

export const reconciliationEntities = [
  StatementEntity,
  StatementRowEntity,
  FundRowEntity,
  ReconciliationEntity,
  DifferenceEntity,
];
