import { AlipayError } from '../../adapters/alipay/alipay.errors.js';
import { WechatPayError } from '../../adapters/pay/wechatPay.errors.js';
import type { WechatPayRefund } from '../../adapters/pay/wechatPay.port.js';
import type { Deps } from '../../platform/deps.js';
import type { RefundEntity } from './refund.entity.js';

/** What a channel said about a refund, whatever the channel. */
export type ChannelWord =
  | {
      kind: 'answered';
      state: 'processing' | 'done' | 'abnormal' | 'closed';
      refundId: string | null;
      receivedAccount: string | null;
      doneAt: Date | null;
    }
  /** The channel knows no such number: it may be sent (again). */
  | { kind: 'none' }
  /** No answer that can be trusted, or not now: ask before it is sent again. */
  | { kind: 'unknown'; code: string }
  /** Our account there is empty; the same number again once it is filled. */
  | { kind: 'not-enough' }
  /** Final: no money moved, and none will under this number. */
  | { kind: 'refused'; code: string }
  /** Our keys or contracts are wrong: a person must act, and the same number again later. */
  | { kind: 'misconfigured'; code: string };

const wechatStates = { PROCESSING: 'processing', SUCCESS: 'done', ABNORMAL: 'abnormal', CLOSED: 'closed' } as const;

const ofWechat = (refund: WechatPayRefund): ChannelWord => ({
  kind: 'answered',
  state: wechatStates[refund.status],
  refundId: refund.refundId,
  receivedAccount: refund.receivedAccount,
  doneAt: refund.refundedAt,
});

const ofAlipay = (refund: { state: 'done' | 'pending' }): ChannelWord => ({
  kind: 'answered',
  state: refund.state === 'done' ? 'done' : 'processing',
  refundId: null,
  receivedAccount: null,
  doneAt: null,
});

/** Codes that mean "no money in the account" (wechat.md 2.7; Alipay's ACQ.SELLER_BALANCE_NOT_ENOUGH). */
const empty = /NOT_?ENOUGH/;

const ofError = (error: unknown): ChannelWord => {
  if (!(error instanceof WechatPayError) && !(error instanceof AlipayError)) throw error;
  const { kind, code } = error;
  if (empty.test(code)) return { kind: 'not-enough' };
  if (kind === 'refused') return { kind: 'refused', code };
  return kind === 'config' ? { kind: 'misconfigured', code } : { kind: 'unknown', code };
};

const off: ChannelWord = { kind: 'misconfigured', code: 'channel_off' };

const isAlipay = (refund: RefundEntity): boolean => refund.channel === 'alipay-qr';

/** Asks for the refund under its number; the same number moves money once, however often it is sent. */
export const sendRefund = async (deps: Deps, refund: RefundEntity): Promise<ChannelWord> => {
  const { number: outRefundNo, amountFen: refundFen, totalFen, reason } = refund;
  const outTradeNo = refund.orderNumber ?? '';
  try {
    if (isAlipay(refund)) {
      if (!deps.alipay) return off;
      return ofAlipay(await deps.alipay.refund({ outTradeNo, outRefundNo, refundFen, reason }));
    }
    if (!deps.wechatPay) return off;
    const notifyUrl = `${deps.settings.publicUrl}/callbacks/wechat-pay/refunds`;
    return ofWechat(await deps.wechatPay.refund({ outTradeNo, outRefundNo, refundFen, totalFen, reason, notifyUrl }));
  } catch (error) {
    return ofError(error);
  }
};

/** Asks what became of it. */
export const askRefund = async (deps: Deps, refund: RefundEntity): Promise<ChannelWord> => {
  const outRefundNo = refund.number;
  try {
    if (isAlipay(refund)) {
      if (!deps.alipay) return off;
      const found = await deps.alipay.queryRefund({ outTradeNo: refund.orderNumber ?? '', outRefundNo });
      return found ? ofAlipay(found) : { kind: 'none' };
    }
    if (!deps.wechatPay) return off;
    const found = await deps.wechatPay.queryRefund(outRefundNo);
    return found ? ofWechat(found) : { kind: 'none' };
  } catch (error) {
    return ofError(error);
  }
};
