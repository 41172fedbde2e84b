import { isDebitChannel } from 'shared-types/payment';
import { atWall } from 'shared-types/time';
import type { Reader, Tx } from '../../platform/database/access.js';
import { alertFinance as tellFinance } from './alerts.js';
import { askChannel as ask } from './commands/askChannel.js';
import { createDebit, failDebit as fail, receiveDebit as receive } from './commands/debitPayment.js';
import { moveRefunded } from './commands/moveRefunded.js';
import { settlePayment as settle } from './commands/settlePayment.js';
import { findNotice, saveNotice } from './notice.store.js';
import type { AllocationEntity, ChannelNotificationEntity, PaymentEntity } from './payment.entity.js';
import { findBillsPaidBy, findPaymentsOfBill } from './payment.lists.store.js';
import * as store from './payment.store.js';

/** What other features may ask of payments: what was paid by which way, and what of it went back. */

export type PaymentBrief = PaymentEntity;
export type PaymentAllocation = AllocationEntity;
export type RefundNotice = ChannelNotificationEntity;

/** For residents, whose call names no community, where the gate of the payment has let them through. */
export const findOwnPayment = (reader: Reader, id: string): Promise<PaymentBrief | null> =>
  store.findPaymentById(reader, id);

/** Ids of the payments that gave money to a bill. */
export const paymentsOfBill = (reader: Reader, communityId: string, billId: string): Promise<string[]> =>
  findPaymentsOfBill(reader, communityId, billId);

/** Tells those who look after the money, once for each cause. */
export const alertFinance = tellFinance;

/** Channels whose statements are reconciled, and the payments that are found in them. */
const channelsOf = {
  wechat: ['wechat-jsapi', 'wechat-native'],
  alipay: ['alipay-qr'],
  autodebit: ['autodebit'],
  bank: ['bank'],
  pos: ['pos'],
} as const;
export type Clearing = keyof typeof channelsOf;

export const readPayment = (reader: Reader, communityId: string, id: string): Promise<PaymentBrief | null> =>
  store.findPayment(reader, communityId, id);

/** Held until the transaction ends; refunds of one payment come one after the other. */
export const lockPayment = (tx: Tx, communityId: string, id: string): Promise<PaymentBrief | null> =>
  store.lockPayment(tx, communityId, id);

/** By our number at the channel (`out_trade_no`), whatever the community. */
export const findByOrderNumber = (reader: Reader, orderNumber: string): Promise<PaymentBrief | null> =>
  store.findByOrderNumber(reader, orderNumber);

/** The newest open payment of a house, for screens that must not offer its bills again; the caller's own first. */
export const openPaymentOf = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  accountId: string,
): Promise<OpenPayment | null> => {
  const open = await store.findUnended(reader, communityId, houseId);
  const payment = open.find(({ payerId }) => payerId === accountId) ?? open[0];
  if (!payment) return null;
  const { id, amountFen, status, payerId, payUntil, createdAt, channel } = payment;
  const parts = await store.findAllocations(reader, communityId, id);
  return {
    id,
    amountFen,
    billIds: [...new Set(parts.flatMap(({ billId }) => (billId ? [billId] : [])))],
    state: status as OpenPayment['state'],
    mine: payerId === accountId,
    debit: isDebitChannel(channel),
    expiresAt: payUntil ?? createdAt,
  };
};

export interface OpenPayment {
  id: string;
  amountFen: number;
  billIds: string[];
  state: 'open' | 'received' | 'closing';
  mine: boolean;
  debit: boolean;
  expiresAt: Date;
}

/** Bills of a house that this person has paid: all of its past that a tenant sees. */
export const billsPaidBy = (
  reader: Reader,
  communityId: string,
  houseId: string,
  accountId: string,
): Promise<string[]> => findBillsPaidBy(reader, communityId, houseId, accountId);

const dayMs = 86_400_000;

/** What a channel took on one day of its own time (交易时间); null: of every community. Unwanted ones are among them. */
export const paymentsOfDay = (
  reader: Reader,
  communityId: string | null,
  clearing: Clearing,
  day: string,
): Promise<PaymentBrief[]> => {
  const from = atWall(day, 0);
  const to = new Date(from.getTime() + dayMs);
  return store.findPaidBetween(reader, { communityId, channels: channelsOf[clearing], from, to });
};

/**
 * What each source of a payment gave to each bill (`billId` null: to the house's prepayment), with what of it went back.
 * Those of source `channel` add up to `amountFen`: no more than that can go back the way it came. `prepaid` came out
 * of the balance and can go back there; a `coupon` is no money. `lateFen` of the amount paid the bill's late fee.
 */
export const allocationsOf = (reader: Reader, communityId: string, paymentId: string): Promise<PaymentAllocation[]> =>
  store.findAllocations(reader, communityId, paymentId);

/**
 * Writes down that parts of a settled payment go back, or (negative) that they do not after all. Call it with the
 * payment locked, when a refund is approved. Throws `refund.too_much` beyond what a part still has, and
 * `payment.not_open` for a payment that has no money.
 */
export const markRefunded = moveRefunded;

/** A refund's notification that was verified and stored; topic `wechat-pay.refund-notified` names it. */
export const readRefundNotice = (reader: Reader, id: string): Promise<RefundNotice | null> => findNotice(reader, id);

/** What became of a notification. `outcome` is a word of at most 40 characters, for people who look into it. */
export const endNotice = (
  tx: Tx,
  id: string,
  end: { status: 'acted' | 'refused'; outcome: string; at: Date },
): Promise<void> => saveNotice(tx, id, { status: end.status, outcome: end.outcome, actedAt: end.at });

/** Asks the channel what became of an order now, and receives what it has taken; nothing may be open. */
export const askChannel = ask;

/** Books a received payment in the caller's transaction; any other is left as it is. */
export const settlePayment = settle;

/**
 * A debit is a payment like any other: one open one a bill, settled, receipted, refunded alike. Made, received and failed
 * in the caller's transaction; the channel is the caller's to ask.
 */
export const createDebitPayment = createDebit;
export const receiveDebit = receive;
export const failDebit = fail;

export interface Collection {
  payment: PaymentBrief;
  /** Negative: taken back on that day. */
  amountFen: number;
  at: Date;
}

/** What the counter took by one way on a day of the community, and what of earlier takings it took back. */
export const collectionsOfDay = async (
  reader: Reader,
  communityId: string,
  method: 'cash' | 'pos' | 'transfer',
  day: string,
): Promise<Collection[]> => {
  const from = atWall(day, 0);
  const to = new Date(from.getTime() + dayMs);
  const within = (at: Date | null): at is Date => at !== null && at >= from && at < to;
  return (await store.findCollected(reader, { communityId, channel: method, from, to })).flatMap((payment) => [
    ...(within(payment.settledAt) ? [{ payment, amountFen: payment.amountFen, at: payment.settledAt }] : []),
    ...(within(payment.reversedAt) ? [{ payment, amountFen: -payment.amountFen, at: payment.reversedAt }] : []),
  ]);
};
