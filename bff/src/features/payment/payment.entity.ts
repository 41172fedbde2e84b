import type { PaymentChannel, PaymentStatus } from 'shared-types/payment';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/**
 * Why a payment ended without money. `replaced`: its payer made a newer one over the same bills; `debit`: the payer's
 * account did not give it.
 */
export type CloseReason = 'cancelled' | 'replaced' | 'expired' | 'refused' | 'misconfigured' | 'debit';

/** One order at one channel for bills of one house, with what else it was for and paid by. */
export interface PaymentEntity {
  communityId: string;
  id: string;
  /** 20261123-0012, on receipts. */
  number: string;
  houseId: string;
  channel: PaymentChannel;
  status: PaymentStatus;
  /** 2026年11月物业费等 3 笔 */
  title: string;
  /** Ours at the channel (`out_trade_no`), stored before it is called; null where there is no channel. */
  orderNumber: string | null;
  /** What the channel takes, or the counter took. */
  amountFen: number;
  couponFen: number;
  /** What the house's balance is to give. */
  prepaidFen: number;
  topUpFen: number;
  refundedFen: number;
  /** Account of the owner who pays; null at the counter and for a debit. */
  payerId: string | null;
  consentId: string | null;
  collectorId: string | null;
  collectorName: string | null;
  /** Its bills and coupons are held for it. */
  held: boolean;
  /** JSON of wx.requestPayment's arguments, or the text of the code; null until the channel answered. */
  payArguments: string | null;
  /** The channel's number; one payment each. */
  transactionId: string | null;
  /** What the channel says that it took, and when. */
  paidFen: number | null;
  paidAt: Date | null;
  createdAt: Date;
  /** On the wall's clock, which is the channel's. */
  expireAt: Date | null;
  /** The same on the community's clock, as the payer is told. */
  payUntil: Date | null;
  settledAt: Date | null;
  closedAt: Date | null;
  closeReason: CloseReason | null;
  reference: string | null;
  note: string | null;
  assistedById: string | null;
  assistedByName: string | null;
  signatureFileId: string | null;
  reversedAt: Date | null;
  reversedById: string | null;
  reversedByName: string | null;
  reverseReason: string | null;
}

export const PaymentEntity = new EntitySchema<PaymentEntity>({
  name: 'payment',
  tableName: 'payment',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(20),
    houseId: id('house_id'),
    channel: string(16),
    status: string(10),
    title: string(80),
    orderNumber: string(32, 'order_number', nullable),
    amountFen: fen('amount_fen'),
    couponFen: fen('coupon_fen'),
    prepaidFen: fen('prepaid_fen'),
    topUpFen: fen('top_up_fen'),
    refundedFen: fen('refunded_fen'),
    payerId: id('payer_id', nullable),
    consentId: id('consent_id', nullable),
    collectorId: id('collector_id', nullable),
    collectorName: string(30, 'collector_name', nullable),
    held: bool(),
    payArguments: text('pay_arguments', nullable),
    transactionId: string(64, 'transaction_id', nullable),
    paidFen: fen('paid_fen', nullable),
    paidAt: time('paid_at', nullable),
    createdAt: time('created_at'),
    expireAt: time('expire_at', nullable),
    payUntil: time('pay_until', nullable),
    settledAt: time('settled_at', nullable),
    closedAt: time('closed_at', nullable),
    closeReason: string(16, 'close_reason', nullable),
    reference: string(60, undefined, nullable),
    note: string(200, undefined, nullable),
    assistedById: id('assisted_by_id', nullable),
    assistedByName: string(30, 'assisted_by_name', nullable),
    signatureFileId: id('signature_file_id', nullable),
    reversedAt: time('reversed_at', nullable),
    reversedById: id('reversed_by_id', nullable),
    reversedByName: string(30, 'reversed_by_name', nullable),
    reverseReason: string(200, 'reverse_reason', nullable),
  },
});

/** Where money comes from: the channel (or the counter's hand), the house's prepayment, or a coupon. */
export type AllocationSource = 'channel' | 'prepaid' | 'coupon';

/** What one source gives to one bill, or to the house's prepayment. Their sum is what the payment moves. */
export interface AllocationEntity {
  communityId: string;
  paymentId: string;
  position: number;
  /** Null: the house's prepayment. */
  billId: string | null;
  source: AllocationSource;
  couponId: string | null;
  feeKind: string | null;
  /** 2026年11月物业费 */
  title: string;
  amountFen: number;
  /** Of it, what paid the bill's late fee; known once it is settled. */
  lateFen: number;
  refundedFen: number;
}

export const AllocationEntity = new EntitySchema<AllocationEntity>({
  name: 'payment_allocation',
  tableName: 'payment_allocation',
  columns: {
    communityId: key('community_id'),
    paymentId: id('payment_id', { primary: true }),
    position: int(undefined, { primary: true }),
    billId: id('bill_id', nullable),
    source: string(8),
    couponId: id('coupon_id', nullable),
    feeKind: string(20, 'fee_kind', nullable),
    title: string(80),
    amountFen: fen('amount_fen'),
    lateFen: fen('late_fen'),
    refundedFen: fen('refunded_fen'),
  },
});

const paymentEventKinds = [
  'created',
  'prepared',
  'unanswered',
  'closing',
  'closed',
  'failed',
  'received',
  'late',
  'settled',
  'short',
  'surplus',
  'unwanted',
  'reversed',
  'mismatch',
] as const;
export type PaymentEventKind = (typeof paymentEventKinds)[number];

/** One line of a payment's history; its words are in `locales/payment.ts`. */
export interface PaymentEventEntity {
  communityId: string;
  id: string;
  paymentId: string;
  at: Date;
  kind: PaymentEventKind;
  /** One thing more: why, how much, by which way. No personal data. */
  detail: string | null;
  byName: string | null;
}

export const PaymentEventEntity = new EntitySchema<PaymentEventEntity>({
  name: 'payment_event',
  tableName: 'payment_event',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    paymentId: id('payment_id'),
    at: time(),
    kind: string(12),
    detail: string(200, undefined, nullable),
    byName: string(30, 'by_name', nullable),
  },
});

/** An owner lets whoever has the code pay these bills. */
export interface PayConsentEntity {
  communityId: string;
  id: string;
  houseId: string;
  codeHash: string;
  codeEncrypted: string;
  /** JSON list of ids. */
  billIds: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

export const PayConsentEntity = new EntitySchema<PayConsentEntity>({
  name: 'pay_consent',
  tableName: 'pay_consent',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    codeHash: string(64, 'code_hash'),
    codeEncrypted: string(200, 'code_encrypted'),
    billIds: text('bill_ids'),
    createdBy: id('created_by'),
    createdAt: time('created_at'),
    expiresAt: time('expires_at'),
    revokedAt: time('revoked_at', nullable),
  },
});

export type NoticeChannel = 'wechat' | 'alipay';
/** acted: it changed something, or there was nothing left to change; refused: it does not fit our own order. */
export type NoticeStatus = 'waiting' | 'acted' | 'refused';

/**
 * A verified notification of a channel, reduced to what is compared and booked; it is not known yet of which community.
 * The payer stands in it as a blind index only.
 */
export interface ChannelNotificationEntity {
  id: string;
  channel: NoticeChannel;
  /** Unique by channel: the same on every repetition. */
  providerId: string;
  kind: 'payment' | 'refund';
  /** The channel's state: SUCCESS, CLOSED, paid … */
  state: string;
  appId: string;
  merchantId: string;
  orderNumber: string;
  transactionId: string;
  /** Ours and the channel's, of a refund. */
  refundNumber: string | null;
  refundId: string | null;
  payerHash: string | null;
  tradeType: string | null;
  currency: string | null;
  amountFen: number;
  refundFen: number | null;
  succeededAt: Date | null;
  receivedAt: Date;
  status: NoticeStatus;
  /** Why it was refused, or what it did. */
  outcome: string | null;
  actedAt: Date | null;
}

export const ChannelNotificationEntity = new EntitySchema<ChannelNotificationEntity>({
  name: 'channel_notification',
  tableName: 'channel_notification',
  columns: {
    id: key('id'),
    channel: string(8),
    providerId: string(128, 'provider_id'),
    kind: string(8),
    state: string(16),
    appId: string(32, 'app_id'),
    merchantId: string(32, 'merchant_id'),
    orderNumber: string(64, 'order_number'),
    transactionId: string(64, 'transaction_id'),
    refundNumber: string(64, 'refund_number', nullable),
    refundId: string(64, 'refund_id', nullable),
    payerHash: string(64, 'payer_hash', nullable),
    tradeType: string(16, 'trade_type', nullable),
    currency: string(8, undefined, nullable),
    amountFen: fen('amount_fen'),
    refundFen: fen('refund_fen', nullable),
    succeededAt: time('succeeded_at', nullable),
    receivedAt: time('received_at'),
    status: string(8),
    outcome: string(40, undefined, nullable),
    actedAt: time('acted_at', nullable),
  },
});

export const paymentEntities = [
  PaymentEntity,
  AllocationEntity,
  PaymentEventEntity,
  PayConsentEntity,
  ChannelNotificationEntity,
];
