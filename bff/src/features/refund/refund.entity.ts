import type { PaymentChannel } from 'shared-types/payment';
import type { RefundState, RefundWay } from 'shared-types/refund';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** Why a person must look at a refund; the words are in `locales/refund.ts`. */
export const refundAttentions = ['not-enough', 'refused', 'abnormal', 'closed', 'hand-over'] as const;
export type RefundAttention = (typeof refundAttentions)[number];

export interface RefundEntity {
  communityId: string;
  id: string;
  /** R + ULID: what the channel knows it by, stored before it is called, the same on every try. */
  number: string;
  paymentId: string;
  /** As it stands on its receipt. */
  paymentNumber: string;
  paidAt: Date | null;
  /** Number of the payment's order at its channel; null at the counter. */
  orderNumber: string | null;
  channel: PaymentChannel;
  houseId: string;
  /** Money that nobody was waiting for: it was in no bill, and goes back by itself. */
  unwanted: boolean;
  way: RefundWay;
  status: RefundState;
  amountFen: number;
  /** Of the whole order, as the channel wants it on each refund. */
  totalFen: number;
  reason: string;
  large: boolean;
  attention: RefundAttention | null;
  requestedAt: Date;
  requestedBy: string | null;
  requestedByName: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decision: string | null;
  /** Before the first call, on the wall's clock: from then on the channel is asked before it is told again. */
  sentAt: Date | null;
  /** Looks at the channel since; they come more seldom with time. */
  polls: number;
  /** When the channel took it: its day in the statements. */
  acceptedAt: Date | null;
  channelRefundId: string | null;
  receivedAccount: string | null;
  doneAt: Date | null;
  settledWay: string | null;
  settledNote: string | null;
  settledByName: string | null;
  settledAt: Date | null;
  againOf: string | null;
}

export const RefundEntity = new EntitySchema<RefundEntity>({
  name: 'refund',
  tableName: 'refund',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(32),
    paymentId: id('payment_id'),
    paymentNumber: string(20, 'payment_number'),
    paidAt: time('paid_at', nullable),
    orderNumber: string(32, 'order_number', nullable),
    channel: string(16),
    houseId: id('house_id'),
    unwanted: bool(),
    way: string(10),
    status: string(12),
    amountFen: fen('amount_fen'),
    totalFen: fen('total_fen'),
    reason: string(80),
    large: bool(),
    attention: string(12, undefined, nullable),
    requestedAt: time('requested_at'),
    requestedBy: id('requested_by', nullable),
    requestedByName: string(30, 'requested_by_name', nullable),
    decidedAt: time('decided_at', nullable),
    decidedBy: id('decided_by', nullable),
    decidedByName: string(30, 'decided_by_name', nullable),
    decision: string(200, undefined, nullable),
    sentAt: time('sent_at', nullable),
    polls: int(),
    acceptedAt: time('accepted_at', nullable),
    channelRefundId: string(64, 'channel_refund_id', nullable),
    receivedAccount: string(64, 'received_account', nullable),
    doneAt: time('done_at', nullable),
    settledWay: string(10, 'settled_way', nullable),
    settledNote: string(200, 'settled_note', nullable),
    settledByName: string(30, 'settled_by_name', nullable),
    settledAt: time('settled_at', nullable),
    againOf: id('again_of', nullable),
  },
});

export interface RefundPartEntity {
  communityId: string;
  refundId: string;
  position: number;
  paymentId: string;
  /** Null: from the prepayment that the payment topped up. */
  billId: string | null;
  /** Which money of the payment: what came through its channel, or out of the house's balance. */
  source: 'channel' | 'prepaid';
  feeKind: string | null;
  label: string;
  amountFen: number;
  /** Set when it is approved: the bill became due again, or the money came out of the balance, or it was in no books. */
  takenFrom: 'bill' | 'prepayment' | 'unidentified' | null;
}

export const RefundPartEntity = new EntitySchema<RefundPartEntity>({
  name: 'refund_part',
  tableName: 'refund_part',
  columns: {
    communityId: key('community_id'),
    refundId: id('refund_id', { primary: true }),
    position: int(undefined, { primary: true }),
    paymentId: id('payment_id'),
    billId: id('bill_id', nullable),
    source: string(8),
    feeKind: string(20, 'fee_kind', nullable),
    label: string(80),
    amountFen: fen('amount_fen'),
    takenFrom: string(12, 'taken_from', nullable),
  },
});

export const refundEntities = [RefundEntity, RefundPartEntity];
