import type { PaymentLine, PaymentSummary, PaymentView, ReceiptView } from 'shared-types/payment';
import { isDebitChannel, WechatPayArguments } from 'shared-types/payment';
import { z } from 'shared-types/schemas';
import type { StaffPaymentSummary, StaffPaymentView } from 'shared-types/staffPayment';
import { clockTime, toInstant } from 'shared-types/time';
import { channelNames, paymentTexts } from '../../locales/payment.js';
import { amountInWords } from './amountWords.rules.js';
import type { AllocationEntity, PaymentEntity, PaymentEventEntity } from './payment.entity.js';
import type { Part } from './plan.rules.js';

/** Arithmetic of bills by their ids; without it lines have no words. */
export type WordsOf = ReadonlyMap<string, string[]>;

/** One line a bill, then what else paid for it: they add up to what the channel takes. */
export const linesOf = (parts: readonly Part[], words: WordsOf): PaymentLine[] => {
  const bills = new Map<string, PaymentLine>();
  const coupons: PaymentLine[] = [];
  let prepaidFen = 0;
  let topUpFen = 0;
  for (const { billId, source, title, amountFen } of parts) {
    if (amountFen === 0) continue;
    if (billId === null) {
      topUpFen += amountFen;
      continue;
    }
    const line = bills.get(billId) ?? { kind: 'bill', billId, title, words: words.get(billId) ?? [], amountFen: 0 };
    bills.set(billId, { ...line, amountFen: line.amountFen + amountFen });
    if (source === 'coupon')
      coupons.push({ kind: 'coupon', billId, title: paymentTexts.coupon, words: [title], amountFen: -amountFen });
    if (source === 'prepaid') prepaidFen += amountFen;
  }
  const more: PaymentLine[] = [
    { kind: 'prepaid', billId: null, title: paymentTexts.prepaid, words: [], amountFen: -prepaidFen },
    { kind: 'top-up', billId: null, title: paymentTexts.topUp, words: [], amountFen: topUpFen },
  ];
  return [...bills.values(), ...coupons, ...more.filter(({ amountFen }) => amountFen !== 0)];
};

const openSayings = (payment: PaymentEntity): string[] => {
  if (isDebitChannel(payment.channel)) return [paymentTexts.debiting];
  return payment.payArguments && payment.payUntil
    ? [paymentTexts.payBefore(clockTime(payment.payUntil)), paymentTexts.notYet]
    : [paymentTexts.preparing];
};

const settledSayings = ({ amountFen, refundedFen }: PaymentEntity): string[] => [
  amountFen > 0 ? paymentTexts.settled(amountFen) : paymentTexts.settledByBalance,
  ...(refundedFen > 0 ? [paymentTexts.refunded(refundedFen)] : []),
];

/** What is true of a payment, in a neighbour's words. */
const sayingsOf = (payment: PaymentEntity): string[] => {
  const { status, amountFen, closeReason, channel } = payment;
  if (status === 'open') return openSayings(payment);
  if (status === 'closing') return [paymentTexts.closing];
  if (status === 'received') return [paymentTexts.received];
  if (status === 'settled') return settledSayings(payment);
  if (status === 'unwanted')
    return [isDebitChannel(channel) ? paymentTexts.unwantedDebit(amountFen) : paymentTexts.unwanted(amountFen)];
  if (status === 'reversed') return [paymentTexts.reversedBecause(payment.reverseReason ?? '')];
  return closeReason ? [paymentTexts.ended(closeReason)] : [];
};

export interface Named {
  payer: string;
  houseLabel: string | null;
}

export const presentSummary = (payment: PaymentEntity, payer: string): PaymentSummary => ({
  id: payment.id,
  number: payment.number,
  status: payment.status,
  channel: payment.channel,
  amountFen: payment.amountFen,
  refundedFen: payment.refundedFen,
  title: payment.title,
  payer,
  createdAt: toInstant(payment.createdAt),
  settledAt: payment.settledAt && toInstant(payment.settledAt),
});

const argumentsOf = (payment: PaymentEntity): PaymentView['pay'] =>
  payment.status === 'open' && payment.channel === 'wechat-jsapi' && payment.payArguments
    ? z.parse(WechatPayArguments, JSON.parse(payment.payArguments))
    : null;

const hasReceipt = ({ status }: PaymentEntity): boolean => status === 'settled' || status === 'reversed';

const ownerActions = (payment: PaymentEntity, own: boolean): PaymentView['actions'] => [
  ...(own && argumentsOf(payment) ? (['pay'] as const) : []),
  ...(own && (payment.status === 'open' || payment.status === 'closing') ? (['check', 'cancel'] as const) : []),
  ...(hasReceipt(payment) ? (['receipt'] as const) : []),
];

export const presentForOwner = (
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
  { payer, houseLabel }: Named,
  { own, words }: { own: boolean; words: WordsOf },
): PaymentView => ({
  ...presentSummary(payment, payer),
  houseId: houseLabel === null ? null : payment.houseId,
  houseLabel,
  lines: linesOf(parts, words),
  pay: own ? argumentsOf(payment) : null,
  expiresAt: payment.status === 'open' && payment.payUntil ? toInstant(payment.payUntil) : null,
  sayings: sayingsOf(payment),
  actions: ownerActions(payment, own),
});

export const presentStaffSummary = (payment: PaymentEntity, named: Named): StaffPaymentSummary => ({
  ...presentSummary(payment, named.payer),
  houseId: payment.houseId,
  houseLabel: named.houseLabel ?? '',
  collector: payment.collectorName,
});

export const presentForStaff = (
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
  events: readonly PaymentEventEntity[],
  named: Named,
  { words, actions, signature }: { words: WordsOf } & Pick<StaffPaymentView, 'actions' | 'signature'>,
): StaffPaymentView => ({
  ...presentStaffSummary(payment, named),
  lines: linesOf(parts, words),
  qr:
    payment.status === 'open' && payment.channel !== 'wechat-jsapi' && payment.payArguments
      ? { text: payment.payArguments }
      : null,
  expiresAt: payment.status === 'open' && payment.payUntil ? toInstant(payment.payUntil) : null,
  sayings: sayingsOf(payment),
  orderNumber: payment.orderNumber,
  transactionId: payment.transactionId,
  reference: payment.reference,
  note: payment.note,
  assistedBy: payment.assistedByName,
  signatureFileId: payment.signatureFileId,
  signature,
  reverseReason: payment.reverseReason,
  history: events.map(({ at, kind, detail, byName }) => ({
    at: toInstant(at),
    text: paymentTexts.event(kind, detail),
    by: byName,
  })),
  actions,
});

/** The last part of a number tells a payer which it was, and nobody else more. */
const lastPart = (number: string | null): string | null =>
  number && (number.length > 8 ? `…${number.slice(-8)}` : number);

export const presentReceipt = (
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
  { payer, houseLabel }: Named,
  { communityName, words, invoices }: { communityName: string; words: WordsOf; invoices: boolean },
): ReceiptView => ({
  number: payment.number,
  communityName,
  houseLabel,
  payer,
  channel: payment.channel,
  channelName: channelNames[payment.channel],
  reference: lastPart(payment.reference ?? payment.transactionId),
  lines: linesOf(parts, words),
  amountFen: payment.amountFen,
  amountWords: amountInWords(payment.amountFen),
  refundedFen: payment.refundedFen,
  reversed: payment.status === 'reversed',
  paidAt: toInstant(payment.settledAt ?? payment.createdAt),
  collector: payment.collectorName,
  notice: paymentTexts.receiptNotice(invoices),
});
