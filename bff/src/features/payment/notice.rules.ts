import type { PaymentChannel } from 'shared-types/payment';

/** What a channel says of an order, by notification or by answer. */
export interface PaidFacts {
  channel: 'wechat' | 'alipay' | 'autodebit' | 'bank';
  appId: string;
  merchantId: string;
  orderNumber: string;
  transactionId: string;
  /** Blind index of who paid; null: the channel did not say. */
  payerHash: string | null;
  tradeType: string | null;
  currency: string | null;
  amountFen: number;
  paidAt: Date;
}

export interface Expected {
  channel: PaymentChannel;
  orderNumber: string;
  amountFen: number;
  appId: string;
  merchantId: string;
  /** Of the account that ordered; null: anybody may pay (a code on a screen). */
  payerHash: string | null;
}

export type Mismatch = 'channel' | 'order' | 'app' | 'merchant' | 'currency' | 'amount' | 'payer';

const families: Record<PaymentChannel, PaidFacts['channel'] | null> = {
  'wechat-jsapi': 'wechat',
  'wechat-native': 'wechat',
  'alipay-qr': 'alipay',
  autodebit: 'autodebit',
  bank: 'bank',
  cash: null,
  pos: null,
  transfer: null,
  balance: null,
};

/** The first thing in which a channel's word differs from our own order; null: it is ours, as it was ordered. */
export const mismatchOf = (facts: PaidFacts, order: Expected): Mismatch | null => {
  if (families[order.channel] !== facts.channel) return 'channel';
  if (facts.orderNumber !== order.orderNumber) return 'order';
  if (facts.appId !== order.appId) return 'app';
  if (facts.merchantId !== order.merchantId) return 'merchant';
  if (facts.currency !== null && facts.currency !== 'CNY') return 'currency';
  if (facts.amountFen !== order.amountFen) return 'amount';
  if (order.payerHash !== null && facts.payerHash !== order.payerHash) return 'payer';
  return null;
};
