import { z } from 'zod';

export const OrderKind = z.enum(['JSAPI', 'NATIVE', 'MWEB']);
export type OrderKind = z.output<typeof OrderKind>;

/** Times are milliseconds of the community's clock, but where a payer's patience is meant; amounts are fen. */
export const Order = z.object({
  outTradeNo: z.string(),
  kind: OrderKind,
  appId: z.string(),
  mchId: z.string(),
  description: z.string(),
  attach: z.string().nullable(),
  notifyUrl: z.string(),
  totalFen: z.number().int(),
  /** Whose wx.requestPayment may pay a JSAPI order. */
  orderedFor: z.string().nullable(),
  /** On the wall's clock, as are those of the tokens. */
  expireAtMs: z.number().nullable(),
  createdAtMs: z.number(),
  /** Every argument of the first order: a repetition must equal it. */
  fingerprint: z.string(),
  state: z.enum(['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED']),
  /** prepay_id, code_url or h5_url, newest last. */
  tokens: z.array(z.object({ value: z.string(), atMs: z.number() })),
  transactionId: z.string().nullable(),
  paidAtMs: z.number().nullable(),
  payer: z.string().nullable(),
  /** A trade that the statement knows and the API does not. */
  billOnly: z.boolean(),
});
export type Order = z.output<typeof Order>;

export const refundStates = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const;

export const Refund = z.object({
  refundId: z.string(),
  outRefundNo: z.string(),
  outTradeNo: z.string(),
  transactionId: z.string(),
  refundFen: z.number().int(),
  totalFen: z.number().int(),
  reason: z.string().nullable(),
  notifyUrl: z.string().nullable(),
  fingerprint: z.string(),
  createdAtMs: z.number(),
  status: z.enum(refundStates),
  /** When it becomes what `ends` says; null: the console decides. */
  dueAtMs: z.number().nullable(),
  ends: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  endedAtMs: z.number().nullable(),
});
export type Refund = z.output<typeof Refund>;

export const planKinds = ['normal', 'lose', 'late', 'duplicate', 'probe', 'hold', 'xml'] as const;
export type PlanKind = (typeof planKinds)[number];

export const Notice = z.object({
  id: z.string(),
  eventType: z.string(),
  summary: z.string(),
  kind: z.enum(['transaction', 'refund']),
  outTradeNo: z.string(),
  plaintext: z.string(),
  notifyUrl: z.string(),
  createdAtMs: z.number(),
  plan: z.enum(planKinds),
  /** How many at once, for `duplicate`. */
  times: z.number().int(),
  nextAtMs: z.number().nullable(),
  state: z.enum(['waiting', 'held', 'done', 'lost', 'given_up']),
  /** How often it went out; several copies at once are one round. */
  rounds: z.number().int(),
  /** Status null: no answer in time. */
  tries: z.array(z.object({ atMs: z.number(), status: z.number().nullable() })),
});
export type Notice = z.output<typeof Notice>;

const BookFile = z.object({ orders: z.array(Order), refunds: z.array(Refund), notices: z.array(Notice) });

const maxOrders = 20_000;
const maxNotices = 2000;

/** What the pretended platform remembers of one merchant. */
export interface Book {
  orders: Map<string, Order>;
  refunds: Map<string, Refund>;
  notices: Map<string, Notice>;
}

const dropOldest = (map: Map<string, unknown>, most: number): void => {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
};

/** Keeps the newest only: a simulator that runs for weeks must not grow without end. */
export const trim = (book: Book): void => {
  dropOldest(book.orders, maxOrders);
  dropOldest(book.refunds, maxOrders);
  dropOldest(book.notices, maxNotices);
};

export const emptyBook = (): Book => ({ orders: new Map(), refunds: new Map(), notices: new Map() });

export const readBook = (text: string): Book => {
  const { orders, refunds, notices } = BookFile.parse(JSON.parse(text));
  return {
    orders: new Map(orders.map((order) => [order.outTradeNo, order])),
    refunds: new Map(refunds.map((refund) => [refund.outRefundNo, refund])),
    notices: new Map(notices.map((notice) => [notice.id, notice])),
  };
};

export const writeBook = (book: Book): string =>
  JSON.stringify({
    orders: [...book.orders.values()],
    refunds: [...book.refunds.values()],
    notices: [...book.notices.values()],
  } satisfies z.input<typeof BookFile>);
