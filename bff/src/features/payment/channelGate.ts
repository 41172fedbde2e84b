import type { PaymentChannel } from 'shared-types/payment';
import { AlipayError } from '../../adapters/alipay/alipay.errors.js';
import type { AlipayPort, AlipayTrade } from '../../adapters/alipay/alipay.port.js';
import { WechatPayError } from '../../adapters/pay/wechatPay.errors.js';
import type { WechatPayPort, WechatPayTransaction } from '../../adapters/pay/wechatPay.port.js';
import type { Deps } from '../../platform/deps.js';
import { blindIndex } from '../../platform/secrets/fieldCrypto.js';
import type { PaidFacts } from './notice.rules.js';
import type { PaymentEntity } from './payment.entity.js';

/** What a channel says of an order. `none`: it has no such order. */
export type ChannelWord = { state: 'none' | 'unpaid' | 'closed' } | { state: 'paid'; facts: PaidFacts };

export interface ChannelOrder {
  payment: PaymentEntity;
  description: string;
  /** Of the payer, where the channel wants one. */
  openid: string | null;
}

/** One face of every channel that takes money online. Everything rejects with the error of the channel's port. */
export interface ChannelGate {
  appId: string;
  merchantId: string;
  /** Arguments or code for the payer, as they are kept: the same number again comes with the same arguments. */
  prepare(order: ChannelOrder): Promise<string>;
  query(orderNumber: string): Promise<ChannelWord>;
  close(orderNumber: string): Promise<'closed' | 'paid'>;
}

/** How a payer is compared without being known. */
export const payerHashOf = (deps: Pick<Deps, 'keys'>, openid: string | null): string | null =>
  openid ? blindIndex(deps.keys, 'openid', openid) : null;

/** Null: the channel has not taken money for it. A refund later does not change that it was paid. */
export const factsOfWechat = (deps: Pick<Deps, 'keys'>, answer: WechatPayTransaction): PaidFacts | null =>
  (answer.tradeState === 'SUCCESS' || answer.tradeState === 'REFUND') &&
  answer.transactionId &&
  answer.paidAt &&
  answer.totalFen !== null
    ? {
        channel: 'wechat',
        appId: answer.appId,
        merchantId: answer.mchId,
        orderNumber: answer.outTradeNo,
        transactionId: answer.transactionId,
        payerHash: payerHashOf(deps, answer.openid),
        tradeType: answer.tradeType,
        currency: answer.currency,
        amountFen: answer.totalFen,
        paidAt: answer.paidAt,
      }
    : null;

const wechatGate = (deps: Deps, port: WechatPayPort): ChannelGate => ({
  appId: port.appId,
  merchantId: port.mchId,
  prepare: async ({ payment, description, openid }) => {
    const order = {
      outTradeNo: payment.orderNumber ?? '',
      description: description.slice(0, 127),
      amountFen: payment.amountFen,
      expireAt: payment.expireAt ?? deps.clock.realNow(),
      notifyUrl: `${deps.settings.publicUrl}/callbacks/wechat-pay/transactions`,
    };
    if (payment.channel === 'wechat-native') return (await port.prepayNative(order)).codeUrl;
    return JSON.stringify((await port.prepayJsapi({ ...order, openid: openid ?? '' })).payParams);
  },
  query: async (orderNumber) => {
    const answer = await port.query(orderNumber);
    if (!answer) return { state: 'none' };
    const facts = factsOfWechat(deps, answer);
    if (facts) return { state: 'paid', facts };
    return { state: answer.tradeState === 'CLOSED' || answer.tradeState === 'REVOKED' ? 'closed' : 'unpaid' };
  },
  close: (orderNumber) => port.close(orderNumber),
});

const factsOfAlipay = (port: AlipayPort, trade: AlipayTrade): PaidFacts | null =>
  trade.paidAt
    ? {
        channel: 'alipay',
        appId: port.appId,
        merchantId: port.sellerId,
        orderNumber: trade.outTradeNo,
        transactionId: trade.tradeNo,
        payerHash: null,
        tradeType: null,
        currency: null,
        amountFen: trade.amountFen,
        paidAt: trade.paidAt,
      }
    : null;

const alipayGate = (deps: Deps, port: AlipayPort): ChannelGate => ({
  appId: port.appId,
  merchantId: port.sellerId,
  prepare: async ({ payment, description }) =>
    (
      await port.precreate({
        outTradeNo: payment.orderNumber ?? '',
        subject: description.slice(0, 256),
        amountFen: payment.amountFen,
        // Its simulator lives by the community's clock; for the real one both are the same.
        expireAt: payment.payUntil ?? deps.clock.now(),
        notifyUrl: `${deps.settings.publicUrl}/callbacks/alipay`,
      })
    ).qrCode,
  query: async (orderNumber) => {
    const trade = await port.query(orderNumber);
    if (!trade) return { state: 'none' };
    const facts = factsOfAlipay(port, trade);
    if (facts) return { state: 'paid', facts };
    return { state: trade.state === 'closed' ? 'closed' : 'unpaid' };
  },
  close: (orderNumber) => port.close(orderNumber),
});

/** Null: this channel is not configured, or is none that takes money online. */
export const gateOf = (deps: Deps, channel: PaymentChannel): ChannelGate | null => {
  if (channel === 'wechat-jsapi' || channel === 'wechat-native')
    return deps.wechatPay && wechatGate(deps, deps.wechatPay);
  return channel === 'alipay-qr' ? deps.alipay && alipayGate(deps, deps.alipay) : null;
};

export interface ChannelFailure {
  kind: 'unknown' | 'busy' | 'refused' | 'config';
  code: string;
}

/** What a channel's error means; anything else that was thrown is thrown on. */
export const failureOf = (error: unknown): ChannelFailure => {
  if (error instanceof WechatPayError || error instanceof AlipayError) return { kind: error.kind, code: error.code };
  throw error;
};
