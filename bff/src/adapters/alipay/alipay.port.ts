/**
 * `waiting`: scanned, not paid. `paid`: money received, refunds possible. `closed`: ended unpaid, or paid and given back
 * in full (then `paidAt` is there). `finished`: paid, and too old to be refunded.
 */
export type AlipayTradeState = 'waiting' | 'paid' | 'closed' | 'finished';

export interface AlipayTrade {
  /** Alipay's number. */
  tradeNo: string;
  /** Ours. */
  outTradeNo: string;
  state: AlipayTradeState;
  /** What was asked for, not what is left after refunds. */
  amountFen: number;
  buyerId?: string;
  paidAt?: Date;
}

/** `done`: the money went back. `pending`: asked for, not seen as done; ask with the same number or query. */
export interface AlipayRefund {
  state: 'done' | 'pending';
  refundFen: number;
}

/** One line of a day's statement. */
export interface AlipayBillRow {
  kind: 'payment' | 'refund';
  tradeNo: string;
  outTradeNo: string;
  /** Ours; null for a payment. */
  outRefundNo: string | null;
  /** Always positive: what the buyer paid, or was given back. */
  amountFen: number;
  /** What the channel kept of a payment; negative when it gives its fee back with a refund. */
  feeFen: number;
  completedAt: Date;
}

/** A verified notification. Money moved only for `paid`; with `refundedFen` it tells of a refund, not of the payment. */
export interface AlipayNotification {
  /** The same on every repetition of one event. */
  notifyId: string;
  outTradeNo: string;
  tradeNo: string;
  state: AlipayTradeState;
  amountFen: number;
  appId: string;
  sellerId: string;
  paidAt: Date | null;
  /** All refunds of this trade so far. */
  refundedFen: number | null;
}

/** A refused notification; the words are the same whatever was wrong, so that nobody learns by trying. */
export class AlipayNotificationRefused extends Error {
  override readonly name = 'AlipayNotificationRefused';
  constructor() {
    super('alipay notification refused');
  }
}

/**
 * Alipay face to face (当面付): a QR code that the payer scans. Amounts are integer fen. Every call rejects with
 * `AlipayError` and nothing else; kind `unknown` means that it may have been carried out.
 */
export interface AlipayPort {
  /** What a notification must name to be ours. */
  readonly appId: string;
  readonly sellerId: string;
  /** Asking again with the same number, amount and subject answers the same code. */
  precreate(order: {
    /** 1 to 64 letters, digits, underscores. */
    outTradeNo: string;
    /** At most 256 characters. */
    subject: string;
    amountFen: number;
    /** The code and the trade end here, to the minute. */
    expireAt: Date;
    notifyUrl: string;
  }): Promise<{ qrCode: string }>;
  /** Null: Alipay knows no such trade, which is so until somebody scans the code. */
  query(outTradeNo: string): Promise<AlipayTrade | null>;
  /**
   * `closed` also when nobody scanned yet: such a code may still be paid until `expireAt`, so that a late success must
   * be expected. `paid`: nothing was closed.
   */
  close(outTradeNo: string): Promise<'closed' | 'paid'>;
  /** The same `outRefundNo` refunds once, however often it is asked for. Kind `refused`: final. */
  refund(refund: { outTradeNo: string; outRefundNo: string; refundFen: number; reason: string }): Promise<AlipayRefund>;
  /** Null: not (yet) carried out; the refund may be asked for again with the same number. */
  queryRefund(refund: { outTradeNo: string; outRefundNo: string }): Promise<AlipayRefund | null>;
  /** The statement of one day (`YYYY-MM-DD`, ready by about 9:00 of the next). Null: Alipay has none for that day. */
  tradeBill(day: string): Promise<AlipayBillRow[] | null>;
  /**
   * The form body of `notifyUrl`, byte for byte; throws AlipayNotificationRefused unless Alipay signed it for our app
   * and seller. The caller still compares number and amount with its own order, and answers the word `success`.
   */
  readNotification(rawBody: string): AlipayNotification;
}
