import { randomInt } from 'node:crypto';
import { toDay } from 'shared-types/time';
import { availableFen, feeBackFen } from './accounts.js';
import type { Book, Order, Refund } from './book.js';
import { fingerprint, type RefundBody } from './orderBody.js';
import { findOrder, rfc3339 } from './orders.js';
import { invalidRequest, PayRefusal, tooOften } from './refusals.js';

const minuteMs = 60_000;
const yearMs = 365 * 86_400_000;
const maxRefunds = 50;

/** How the next refunds end, as the console says. */
export interface RefundPlan {
  ends: Refund['ends'];
  /** Null: stays PROCESSING until the console ends it. */
  delayMs: number | null;
}

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
const gone = (): PayRefusal => new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在');

export const refundsOf = (book: Book, outTradeNo: string): Refund[] =>
  [...book.refunds.values()].filter((refund) => refund.outTradeNo === outTradeNo);

const orderToRefund = (
  book: Book,
  body: RefundBody,
  nowMs: number,
): Order & { transactionId: string; paidAtMs: number } => {
  const order = body.out_trade_no
    ? findOrder(book, body.out_trade_no, nowMs)
    : [...book.orders.values()].find(({ transactionId }) => transactionId === body.transaction_id);
  if (!order || order.transactionId === null || order.paidAtMs === null) throw gone();
  return order as Order & { transactionId: string; paidAtMs: number };
};

/** Why this order cannot be refunded (so much, now). */
const check = (book: Book, order: Order & { paidAtMs: number }, body: RefundBody, nowMs: number): void => {
  const earlier = refundsOf(book, order.outTradeNo);
  const counted = earlier.filter(({ status }) => status !== 'CLOSED');
  const taken = counted.reduce((total, { refundFen }) => total + refundFen, 0);
  if (body.amount.total !== order.totalFen) throw invalidRequest('您的请求参数与订单信息不一致');
  if (body.amount.refund + taken > order.totalFen) throw invalidRequest('申请退款金额大于订单可退金额');
  if (nowMs - order.paidAtMs > yearMs) throw new PayRefusal(403, 'TRADE_OVERDUE', '订单已经超过退款期限');
  if (counted.length >= maxRefunds) throw invalidRequest('退款次数超过限制');
  const last = Math.max(...earlier.map(({ createdAtMs }) => createdAtMs), Number.NEGATIVE_INFINITY);
  if (nowMs - last < minuteMs) throw tooOften('同一笔订单多次退款，请间隔1分钟');
  const back = feeBackFen(order, taken, body.amount.refund);
  if (availableFen(book) < body.amount.refund - back)
    throw new PayRefusal(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起');
};

/** A refund, or the one that this number made before. */
export const placeRefund = (book: Book, body: RefundBody, plan: RefundPlan, nowMs: number): Refund => {
  const print = fingerprint(body);
  const known = book.refunds.get(body.out_refund_no);
  if (known && known.fingerprint !== print) throw invalidRequest('您的请求参数与订单信息不一致');
  if (known) return known;
  const order = orderToRefund(book, body, nowMs);
  check(book, order, body, nowMs);
  const refund: Refund = {
    refundId: `50300${digits(5)}${toDay(new Date(nowMs)).replaceAll('-', '')}${digits(11)}`,
    outRefundNo: body.out_refund_no,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId,
    refundFen: body.amount.refund,
    totalFen: order.totalFen,
    reason: body.reason ?? null,
    notifyUrl: body.notify_url ?? null,
    fingerprint: print,
    createdAtMs: nowMs,
    status: 'PROCESSING',
    dueAtMs: plan.delayMs === null ? null : nowMs + plan.delayMs,
    ends: plan.ends,
    endedAtMs: null,
  };
  book.refunds.set(refund.outRefundNo, refund);
  order.state = 'REFUND';
  return refund;
};

export const endRefund = (refund: Refund, status: Refund['ends'], nowMs: number): void => {
  refund.status = status;
  refund.dueAtMs = null;
  refund.endedAtMs = nowMs;
};

/** Refunds whose time has come; each becomes what its plan says. */
export const endDueRefunds = (book: Book, nowMs: number): Refund[] => {
  const due = [...book.refunds.values()].filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs);
  for (const refund of due) endRefund(refund, refund.ends, refund.dueAtMs ?? nowMs);
  return due;
};

export const findRefund = (book: Book, outRefundNo: string): Refund => {
  const refund = book.refunds.get(outRefundNo);
  if (!refund) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
  return refund;
};

const account = '支付用户零钱';
const ended = ({ status, endedAtMs }: Refund): object =>
  status === 'SUCCESS' && endedAtMs !== null ? { success_time: rfc3339(endedAtMs) } : {};

/** The answer of a refund and of its query. */
export const refundView = (refund: Refund): object => ({
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  transaction_id: refund.transactionId,
  out_trade_no: refund.outTradeNo,
  channel: 'ORIGINAL',
  user_received_account: account,
  ...ended(refund),
  create_time: rfc3339(refund.createdAtMs),
  status: refund.status,
  funds_account: 'AVAILABLE',
  amount: {
    total: refund.totalFen,
    refund: refund.refundFen,
    payer_total: refund.totalFen,
    payer_refund: refund.refundFen,
    settlement_refund: refund.refundFen,
    settlement_total: refund.totalFen,
    discount_refund: 0,
    currency: 'CNY',
  },
  promotion_detail: [],
});

/** The plaintext of its notification: the state has another name, channel and account are not there. */
export const refundResource = (refund: Refund, mchId: string): object => ({
  mchid: mchId,
  transaction_id: refund.transactionId,
  out_trade_no: refund.outTradeNo,
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  refund_status: refund.status,
  ...ended(refund),
  user_received_account: account,
  amount: {
    total: refund.totalFen,
    refund: refund.refundFen,
    payer_total: refund.totalFen,
    payer_refund: refund.refundFen,
  },
});
