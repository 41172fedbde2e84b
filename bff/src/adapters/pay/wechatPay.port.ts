import type { IncomingHttpHeaders } from 'node:http';

/** https://pay.weixin.qq.com/doc/v3/merchant/4012791874 ; the last three belong to payment codes. */
export const tradeStates = ['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR'] as const;
export type WechatTradeState = (typeof tradeStates)[number];
export const refundStates = ['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'] as const;
export type WechatRefundState = (typeof refundStates)[number];

/** An order as WeChat Pay sees it. Paid is SUCCESS or REFUND (any refund, a partial one too); NOTPAY is not a failure. */
export interface WechatPayTransaction {
  appId: string;
  mchId: string;
  outTradeNo: string;
  tradeState: WechatTradeState;
  /** Null until paid, as are the five below `attach`. */
  transactionId: string | null;
  /** JSAPI, NATIVE, MWEB, APP, … */
  tradeType: string | null;
  attach: string | null;
  paidAt: Date | null;
  /** Of the person who paid, which need not be the person who ordered. */
  openid: string | null;
  bankType: string | null;
  /** What was ordered; compare this one with our own order. */
  totalFen: number | null;
  /** What the person paid after the platform's coupons. */
  payerTotalFen: number | null;
  currency: string | null;
}

export interface WechatPayRefund {
  refundId: string;
  outRefundNo: string;
  transactionId: string;
  outTradeNo: string;
  /** CLOSED: no money moved, a new try needs a new number. ABNORMAL: the account does not take it, a person must act. */
  status: WechatRefundState;
  refundedAt: Date | null;
  /** 支付用户零钱, 招商银行信用卡0403, … */
  receivedAccount: string | null;
  totalFen: number;
  refundFen: number;
  payerTotalFen: number;
  payerRefundFen: number;
  /** A notification has it and an answer has not. */
  mchId: string | null;
}

export interface WechatPrepay {
  /** 6 to 32 of 0-9 A-Z a-z _ -; unique for ever. The same number again must come with identical arguments. */
  outTradeNo: string;
  /** Shown to the payer; at most 127 characters. */
  description: string;
  /** Integer, 1 or more. */
  amountFen: number;
  /** On the wall's clock (`realNow`); less than a minute from now counts as a minute, and 7 days are the most. */
  expireAt: Date;
  /** https, without a query, at most 255 characters. */
  notifyUrl: string;
  /** Comes back in queries, notifications and bills; at most 128 characters. */
  attach?: string;
}

/** The arguments of wx.requestPayment as they are. */
export interface WechatPayParams {
  /** Seconds, as text. */
  timeStamp: string;
  nonceStr: string;
  /** `prepay_id=…`, valid two hours. */
  package: string;
  signType: 'RSA';
  paySign: string;
}

export interface WechatRefundOrder {
  /** At most 64 of 0-9 A-Z a-z _ -; stored before the call, the same on every repetition. */
  outRefundNo: string;
  outTradeNo: string;
  refundFen: number;
  /** Of the whole order. */
  totalFen: number;
  /** Shown to the payer; at most 80 characters. */
  reason: string;
  /** Always sent: without it the platform may call back in its old XML. */
  notifyUrl: string;
}

export interface TradeBillRow {
  tradeAt: Date;
  transactionId: string;
  outTradeNo: string;
  openid: string;
  tradeType: string;
  state: 'SUCCESS' | 'REFUND' | 'REVOKED';
  /** 订单金额, what reconciles with our order; 0 in rows of a refund. */
  orderFen: number;
  /** 应结订单金额. */
  settledFen: number;
  /** Null in rows of a payment, as are the three below. */
  refundId: string | null;
  outRefundNo: string | null;
  /** SUCCESS, PROCESSING, FAIL or CHANGE: not the states of the API. Rows are not updated later. */
  refundState: string | null;
  /** 申请退款金额; 0 in rows of a payment. */
  refundFen: number;
  /** 手续费, rounded to the fen; negative where a refund gives it back. */
  feeFen: number;
  description: string;
  attach: string;
}

export interface TradeBillSummary {
  count: number;
  orderFen: number;
  settledFen: number;
  refundFen: number;
  feeFen: number;
}

export interface FundFlowRow {
  at: Date;
  /** 微信支付业务单号: of the payment or refund that moved the money. */
  businessNo: string;
  flowNo: string;
  /** 交易, 退款, 扣除交易手续费, … */
  businessName: string;
  businessType: string;
  direction: 'in' | 'out';
  /** Always positive. */
  amountFen: number;
  balanceFen: number;
  note: string;
  /** 业务凭证号: the merchant's number, where there is one. */
  voucherNo: string;
}

export interface FundFlowSummary {
  count: number;
  inCount: number;
  inFen: number;
  outCount: number;
  outFen: number;
}

/** `none`: no trade that day, which is final. `not_ready`: ask again in half an hour. `sha1` is of the unpacked bytes. */
export type WechatBill<Row, Summary> =
  | { kind: 'rows'; rows: Row[]; summary: Summary; sha1: string }
  | { kind: 'none' }
  | { kind: 'not_ready' };

export interface WechatNotification {
  /** The same on every repetition. */
  id: string;
  /** TRANSACTION.SUCCESS, REFUND.SUCCESS, REFUND.ABNORMAL, REFUND.CLOSED. */
  eventType: string;
  createdAt: Date;
  resource: ({ kind: 'transaction' } & WechatPayTransaction) | ({ kind: 'refund' } & WechatPayRefund);
}

/**
 * What we ask of WeChat Pay v3 (`docs/decisions/0012`). Amounts are integer fen. Every method rejects with
 * `WechatPayError` and nothing else, but for `readNotification`, which throws `NotificationRefused`. No method repeats
 * a call by itself.
 */
export interface WechatPayPort {
  /** What a notification or an answer must name to be ours. */
  readonly appId: string;
  readonly mchId: string;
  /**
   * `refused` with ORDER_PAID, ORDER_CLOSED, OUT_TRADE_NO_USED or INVALID_REQUEST: query the number before another
   * charge is made.
   */
  prepayJsapi(order: WechatPrepay & { openid: string }): Promise<{ payParams: WechatPayParams }>;
  /** `codeUrl` (weixin://…) is for a QR that a camera scans; valid two hours, the newest only. */
  prepayNative(order: WechatPrepay): Promise<{ codeUrl: string }>;
  /** Null: the platform has no such order. */
  query(outTradeNo: string): Promise<WechatPayTransaction | null>;
  /** `closed` also where it was closed before or was never made; `paid`: too late, settle it. */
  close(outTradeNo: string): Promise<'closed' | 'paid'>;
  /** Accepted is not refunded: look at `status`. After `unknown` query, and repeat the same number on null. */
  refund(order: WechatRefundOrder): Promise<WechatPayRefund>;
  /** Null: the platform has no such refund. */
  queryRefund(outRefundNo: string): Promise<WechatPayRefund | null>;
  /** All payments and refunds of a day (YYYY-MM-DD) before today, from 09:00 of the next on, three months back. */
  tradeBill(day: string): Promise<WechatBill<TradeBillRow, TradeBillSummary>>;
  /** Every movement of the merchant's basic account on that day. */
  fundFlowBill(day: string): Promise<WechatBill<FundFlowRow, FundFlowSummary>>;
  /**
   * A callback as it came: raw bytes, before any parser. Verified, decrypted, parsed; whether it fits our own order
   * (app, merchant, payer, amount) is the caller's to compare.
   */
  readNotification(headers: IncomingHttpHeaders, rawBody: Buffer, realNow: Date): Promise<WechatNotification>;
  /** The platform's go-live self test: both directions signed with the configured keys. */
  echo(): Promise<void>;
}
