import { AlipayError } from '../../adapters/alipay/alipay.errors.js';
import { WechatPayError } from '../../adapters/pay/wechatPay.errors.js';
import { AppError } from '../../kernel/appError.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { DifferenceEntity } from './reconciliation.entity.js';
import { saveDifference } from './reconciliation.store.js';

/** What the channel answered when it was asked about one payment or refund. */
export interface Receipt {
  /** The channel's own state, or `none`: it knows no such number. */
  state: string;
  moved: boolean;
  amountFen: number | null;
  at: string | null;
}

const none: Receipt = { state: 'none', moved: false, amountFen: null, at: null };

const askWechat = async (
  port: NonNullable<Deps['wechatPay']>,
  { what, number }: DifferenceEntity,
): Promise<Receipt> => {
  if (what === 'refund') {
    const refund = await port.queryRefund(number);
    if (!refund) return none;
    const { status, refundFen, refundedAt } = refund;
    const moved = status === 'SUCCESS';
    return { state: status, moved, amountFen: refundFen, at: refundedAt?.toISOString() ?? null };
  }
  const order = await port.query(number);
  if (!order) return none;
  const { tradeState, totalFen, paidAt } = order;
  // A refund later does not change that it was paid.
  const moved = tradeState === 'SUCCESS' || tradeState === 'REFUND';
  return { state: tradeState, moved, amountFen: totalFen, at: paidAt?.toISOString() ?? null };
};

const askAlipay = async (
  port: NonNullable<Deps['alipay']>,
  { what, number, orderNumber }: DifferenceEntity,
): Promise<Receipt> => {
  if (what === 'refund') {
    const refund = await port.queryRefund({ outTradeNo: orderNumber, outRefundNo: number });
    return refund
      ? { state: refund.state, moved: refund.state === 'done', amountFen: refund.refundFen, at: null }
      : none;
  }
  const trade = await port.query(number);
  if (!trade) return none;
  const { state, amountFen, paidAt } = trade;
  return { state, moved: paidAt !== undefined, amountFen, at: paidAt?.toISOString() ?? null };
};

/** Asks the channel, and keeps its answer with the difference. Throws `upstream.unavailable` without one. */
export const askAbout = async (deps: Deps, difference: DifferenceEntity): Promise<Receipt> => {
  let receipt: Receipt | null = null;
  try {
    if (difference.channel === 'wechat' && deps.wechatPay) receipt = await askWechat(deps.wechatPay, difference);
    else if (difference.channel === 'alipay' && deps.alipay) receipt = await askAlipay(deps.alipay, difference);
  } catch (error) {
    if (!(error instanceof WechatPayError) && !(error instanceof AlipayError)) throw error;
    deps.log.warn({ differenceId: difference.id, kind: error.kind, code: error.code }, 'channel not heard');
  }
  if (!receipt) throw new AppError('upstream.unavailable');
  const kept = JSON.stringify(receipt);
  await inTransaction(deps.db, (tx) => saveDifference(tx, difference, { receipt: kept, askedAt: deps.clock.now() }));
  return receipt;
};

export const readReceipt = (difference: DifferenceEntity): Receipt | null =>
  difference.receipt === null ? null : (JSON.parse(difference.receipt) as Receipt);
