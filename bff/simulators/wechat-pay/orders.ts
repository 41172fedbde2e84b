import { randomBytes, randomInt } from 'node:crypto';
import { toDay, toInstant } from 'shared-types/time';
import type { Book, Order, OrderKind } from './book.js';
import { fingerprint, type OrderBody } from './orderBody.js';
import { invalidRequest, noOrder, orderClosed, orderPaid, PayRefusal } from './refusals.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const closesAfterMs = 7 * dayMs;
/** How long a payer may begin with it. */
const tokenLifeMs: Record<OrderKind, number> = { JSAPI: 120 * minuteMs, NATIVE: 120 * minuteMs, MWEB: 5 * minuteMs };

/**
 * The community's time, which orders and books live by, and the wall's, by which a payer's patience is measured: a demo
 * that runs sixty times as fast must not close the sheet under somebody's finger.
 */
export interface Moment {
  nowMs: number;
  wallMs: number;
}

export interface Merchant {
  appId: string;
  mchId: string;
  /** Whether this openid is one of the app's. */
  knowsOpenid(openid: string): boolean;
}

export const rfc3339 = (ms: number): string => toInstant(new Date(ms)).replace(/\.\d{3}/, '');
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
const stamp = (ms: number): string => rfc3339(ms).replace(/\D/g, '').slice(0, 14);

const newToken = (kind: OrderKind, nowMs: number): string => {
  if (kind === 'JSAPI') return `wx${stamp(nowMs)}${randomBytes(9).toString('hex')}0000`;
  if (kind === 'NATIVE') return `weixin://wxpay/bizpayurl?pr=${randomBytes(6).toString('base64url')}zz`;
  return `https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx${stamp(nowMs)}${randomBytes(9).toString('hex')}0000&package=${digits(10)}`;
};

const answerOf = (kind: OrderKind, token: string): object => {
  if (kind === 'JSAPI') return { prepay_id: token };
  return kind === 'NATIVE' ? { code_url: token } : { h5_url: token };
};

/** Less than a minute is raised to a minute, more than a week is cut to a week. */
const expiryOf = (text: string | undefined, wallMs: number): number | null =>
  text === undefined ? null : Math.min(Math.max(Date.parse(text), wallMs + minuteMs), wallMs + closesAfterMs);

/** Orders nobody paid end by themselves after a week. */
export const settleOrder = (order: Order, nowMs: number): void => {
  if (order.state === 'NOTPAY' && nowMs - order.createdAtMs >= closesAfterMs) order.state = 'CLOSED';
};

export const findOrder = (book: Book, outTradeNo: string, nowMs: number): Order | undefined => {
  const order = book.orders.get(outTradeNo);
  if (!order || order.billOnly) return undefined;
  settleOrder(order, nowMs);
  return order;
};

const isOver = (order: Order, wallMs: number): boolean =>
  order.state === 'CLOSED' || (order.expireAtMs !== null && order.expireAtMs <= wallMs);

const again = (order: Order, print: string, wallMs: number): void => {
  if (order.state === 'SUCCESS' || order.state === 'REFUND') throw orderPaid();
  if (order.fingerprint !== print) throw new PayRefusal(403, 'OUT_TRADE_NO_USED', '商户订单号重复');
  if (isOver(order, wallMs)) throw orderClosed();
};

/** An order of either kind, or a new way to pay one that was ordered with the very same arguments. */
export const placeOrder = (
  book: Book,
  merchant: Merchant,
  kind: OrderKind,
  body: OrderBody,
  { nowMs, wallMs }: Moment,
): object => {
  if (body.appid !== merchant.appId) throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  const orderedFor = body.payer?.openid ?? null;
  if (orderedFor !== null && !merchant.knowsOpenid(orderedFor)) throw invalidRequest('appid和openid不匹配');
  const print = fingerprint({ kind, body });
  const known = findOrder(book, body.out_trade_no, nowMs);
  if (known) again(known, print, wallMs);
  const token = newToken(kind, nowMs);
  const order: Order = known ?? {
    outTradeNo: body.out_trade_no,
    kind,
    appId: body.appid,
    mchId: body.mchid,
    description: body.description,
    attach: body.attach ?? null,
    notifyUrl: body.notify_url,
    totalFen: body.amount.total,
    orderedFor,
    expireAtMs: expiryOf(body.time_expire, wallMs),
    createdAtMs: nowMs,
    fingerprint: print,
    state: 'NOTPAY',
    tokens: [],
    transactionId: null,
    paidAtMs: null,
    payer: null,
    billOnly: false,
  };
  // A new QR ends the old one; an older prepay_id lives on.
  const older = kind === 'NATIVE' ? [] : order.tokens.slice(-9);
  order.tokens = [...older, { value: token, atMs: wallMs }];
  book.orders.set(order.outTradeNo, order);
  return answerOf(kind, token);
};

export const closeOrder = (book: Book, outTradeNo: string, nowMs: number): void => {
  const order = findOrder(book, outTradeNo, nowMs);
  if (!order) throw noOrder();
  if (order.state === 'SUCCESS' || order.state === 'REFUND') throw orderPaid();
  order.state = 'CLOSED';
};

/** The order that a prepay_id, a code_url or an h5_url (with or without its redirect) belongs to. */
export const orderOfToken = (book: Book, token: string): Order | undefined => {
  const bare = token.split('&redirect_url=')[0];
  return [...book.orders.values()].reverse().find((order) => order.tokens.some(({ value }) => value === bare));
};

/** Why the payer's WeChat would not let this go on; null when it would. */
export const whyNotPayable = (order: Order, token: string | null, { nowMs, wallMs }: Moment): string | null => {
  settleOrder(order, nowMs);
  if (order.state === 'SUCCESS' || order.state === 'REFUND') return '该订单已支付';
  if (isOver(order, wallMs)) return '该订单已失效';
  if (token === null) return null;
  const bare = token.split('&redirect_url=')[0];
  const issued = order.tokens.find(({ value }) => value === bare);
  return issued && wallMs - issued.atMs < tokenLifeMs[order.kind] ? null : '支付链接已过期';
};

export const markPaid = (order: Order, payer: string, nowMs: number): void => {
  order.state = 'SUCCESS';
  order.payer = payer;
  order.paidAtMs = nowMs;
  order.transactionId = `42000${digits(5)}${toDay(new Date(nowMs)).replaceAll('-', '')}${digits(10)}`;
};

/** A paid trade under a number that the merchant has never heard of. */
export const onlyInBill = ({ appId, mchId }: Merchant, totalFen: number, description: string, nowMs: number): Order => {
  const order: Order = {
    outTradeNo: `LOST${randomBytes(8).toString('hex')}`,
    kind: 'JSAPI',
    appId,
    mchId,
    description,
    attach: null,
    notifyUrl: 'https://localhost/',
    totalFen,
    orderedFor: null,
    expireAtMs: null,
    createdAtMs: nowMs,
    fingerprint: '',
    state: 'NOTPAY',
    tokens: [],
    transactionId: null,
    paidAtMs: null,
    payer: null,
    billOnly: true,
  };
  markPaid(order, 'oOnlyInTheBillOnlyInTheBillO', nowMs);
  return order;
};

const stateTexts: Record<Order['state'], string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  CLOSED: '订单已关闭',
};

/** The answer of a query, and the plaintext of a payment's notification. */
export const transactionView = (order: Order, state: Order['state'] = order.state): object => ({
  appid: order.appId,
  mchid: order.mchId,
  out_trade_no: order.outTradeNo,
  trade_state: state,
  trade_state_desc: stateTexts[state],
  ...(order.attach === null ? {} : { attach: order.attach }),
  ...(order.transactionId === null || order.paidAtMs === null
    ? { amount: { total: order.totalFen, currency: 'CNY' } }
    : {
        transaction_id: order.transactionId,
        trade_type: order.kind,
        bank_type: 'OTHERS',
        success_time: rfc3339(order.paidAtMs),
        payer: { openid: order.payer },
        amount: { total: order.totalFen, payer_total: order.totalFen, currency: 'CNY', payer_currency: 'CNY' },
      }),
});
