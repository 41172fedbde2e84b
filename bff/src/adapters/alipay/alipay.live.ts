import { ExchangeError, exchange } from '../externalHttp.js';
import { yuanOf } from '../yuanText.rules.js';
import {
  BillAnswer,
  CloseAnswer,
  NotificationForm,
  PrecreateAnswer,
  QueryAnswer,
  RefundAnswer,
  RefundQueryAnswer,
} from './alipay.answers.js';
import { BillFormatError, readBill } from './alipay.bill.js';
import { AlipayError } from './alipay.errors.js';
import { beijing, createGateway, type GatewayOptions } from './alipay.gateway.js';
import {
  type AlipayNotification,
  AlipayNotificationRefused,
  type AlipayPort,
  type AlipayRefund,
  type AlipayTrade,
} from './alipay.port.js';

const numberShape = /^[0-9A-Za-z_]{1,64}$/;
const maxNotificationBytes = 64 * 1024;
const maxBillBytes = 32 * 1024 * 1024;

export interface LiveAlipayOptions extends GatewayOptions {
  /** Our Alipay account (2088…), which notifications must name. */
  sellerId: string;
}

type Gateway = ReturnType<typeof createGateway>;

/** Null instead of Alipay's "no such trade". */
const unlessMissing = async <T>(work: Promise<T>, code = 'ACQ.TRADE_NOT_EXIST'): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AlipayError && error.kind === 'refused' && error.code === code) return null;
    throw error;
  }
};

/** A signed answer about something else than was asked, or a call that cannot be right. */
const insist = (holds: boolean, kind: 'unknown' | 'refused', code: string, method: string): void => {
  if (!holds) throw new AlipayError(kind, code, method);
};

const fieldsOf = (rawBody: string): Record<string, string> | null => {
  if (Buffer.byteLength(rawBody) > maxNotificationBytes) return null;
  const form = new URLSearchParams(rawBody);
  const fields = Object.fromEntries(form);
  // A field that came twice could be signed in one reading and acted on in the other.
  return [...form.keys()].length === Object.keys(fields).length ? fields : null;
};

const reader =
  (gateway: Gateway, { appId, sellerId }: LiveAlipayOptions) =>
  (rawBody: string): AlipayNotification => {
    const fields = fieldsOf(rawBody);
    // Anybody could choose the weaker RSA: the field is not theirs to choose.
    if (fields?.sign_type !== 'RSA2' || !gateway.signedByAlipay(fields)) throw new AlipayNotificationRefused();
    const form = NotificationForm.safeParse(fields);
    if (!form.success || form.data.app_id !== appId || form.data.seller_id !== sellerId)
      throw new AlipayNotificationRefused();
    const { data } = form;
    return {
      notifyId: data.notify_id,
      outTradeNo: data.out_trade_no,
      tradeNo: data.trade_no,
      state: data.trade_status,
      amountFen: data.total_amount,
      appId: data.app_id,
      sellerId: data.seller_id,
      paidAt: data.gmt_payment ?? null,
      refundedFen: data.refund_fee ?? null,
    };
  };

const queryTrade = async (gateway: Gateway, outTradeNo: string): Promise<AlipayTrade | null> => {
  const method = 'alipay.trade.query';
  const answer = await unlessMissing(gateway.call({ method, bizContent: { outTradeNo } }, QueryAnswer));
  if (!answer) return null;
  insist(answer.out_trade_no === outTradeNo, 'unknown', 'OTHER_TRADE', method);
  const buyerId = answer.buyer_user_id ?? answer.buyer_open_id;
  return {
    tradeNo: answer.trade_no,
    outTradeNo,
    state: answer.trade_status,
    amountFen: answer.total_amount,
    ...(buyerId ? { buyerId } : {}),
    ...(answer.send_pay_date ? { paidAt: answer.send_pay_date } : {}),
  };
};

const queryRefund = async (
  gateway: Gateway,
  refund: { outTradeNo: string; outRefundNo: string },
): Promise<AlipayRefund | null> => {
  const method = 'alipay.trade.fastpay.refund.query';
  const bizContent = { outTradeNo: refund.outTradeNo, outRequestNo: refund.outRefundNo };
  const answer = await unlessMissing(gateway.call({ method, bizContent }, RefundQueryAnswer));
  if (!answer || answer.refund_amount === undefined) return null;
  const same = answer.out_trade_no === refund.outTradeNo && answer.out_request_no === refund.outRefundNo;
  insist(same, 'unknown', 'OTHER_REFUND', method);
  return {
    state: answer.refund_status === 'REFUND_SUCCESS' ? 'done' : 'pending',
    refundFen: answer.refund_amount,
  };
};

const downloadBill = async (address: string, timeoutMs: number): Promise<Buffer> => {
  const call = 'bill download';
  try {
    const url = new URL(address);
    const answer = await exchange({ method: 'GET', url, timeoutMs, maxAnswerBytes: maxBillBytes });
    insist(answer.status === 200, 'unknown', `HTTP_${answer.status}`, call);
    return answer.bytes;
  } catch (error) {
    if (error instanceof ExchangeError) throw new AlipayError('unknown', error.fault.toUpperCase(), call);
    throw error;
  }
};

/** Alipay's open platform, RSA2 with plain public keys. */
export const createLiveAlipay = (options: LiveAlipayOptions): AlipayPort => {
  const gateway = createGateway(options);
  return {
    appId: options.appId,
    sellerId: options.sellerId,

    precreate: async ({ outTradeNo, subject, amountFen, expireAt, notifyUrl }) => {
      const method = 'alipay.trade.precreate';
      insist(numberShape.test(outTradeNo), 'refused', 'BAD_NUMBER', method);
      insist(Number.isSafeInteger(amountFen) && amountFen > 0, 'refused', 'BAD_AMOUNT', method);
      const bizContent = { outTradeNo, subject, totalAmount: yuanOf(amountFen), timeExpire: beijing(expireAt) };
      const answer = await gateway.call({ method, bizContent, notifyUrl }, PrecreateAnswer);
      insist(answer.out_trade_no === outTradeNo, 'unknown', 'OTHER_TRADE', method);
      return { qrCode: answer.qr_code };
    },

    query: (outTradeNo) => queryTrade(gateway, outTradeNo),

    close: async (outTradeNo) => {
      const method = 'alipay.trade.close';
      try {
        await unlessMissing(gateway.call({ method, bizContent: { outTradeNo } }, CloseAnswer));
        return 'closed';
      } catch (error) {
        // What is not waiting cannot be closed: paid, finished, or closed before.
        if (!(error instanceof AlipayError) || error.kind !== 'refused') throw error;
        const trade = await queryTrade(gateway, outTradeNo);
        if (trade?.state === 'paid' || trade?.state === 'finished') return 'paid';
        if (!trade || trade.state === 'closed') return 'closed';
        throw error;
      }
    },

    refund: async ({ outTradeNo, outRefundNo, refundFen, reason }) => {
      const method = 'alipay.trade.refund';
      insist(numberShape.test(outRefundNo), 'refused', 'BAD_NUMBER', method);
      insist(Number.isSafeInteger(refundFen) && refundFen > 0, 'refused', 'BAD_AMOUNT', method);
      const bizContent = {
        outTradeNo,
        outRequestNo: outRefundNo,
        refundAmount: yuanOf(refundFen),
        refundReason: reason,
      };
      const answer = await gateway.call({ method, bizContent }, RefundAnswer);
      insist(answer.out_trade_no === outTradeNo, 'unknown', 'OTHER_TRADE', method);
      // `Y` says that this very call moved money. `N` comes for a repetition as well as for one still under way.
      if (answer.fund_change === 'Y') return { state: 'done', refundFen };
      return (await queryRefund(gateway, { outTradeNo, outRefundNo })) ?? { state: 'pending', refundFen };
    },

    queryRefund: (refund) => queryRefund(gateway, refund),

    tradeBill: async (day) => {
      const method = 'alipay.data.dataservice.bill.downloadurl.query';
      const bizContent = { billType: 'trade', billDate: day };
      const answer = await unlessMissing(gateway.call({ method, bizContent }, BillAnswer), 'isp.bill_not_exist');
      if (!answer) return null;
      const zip = await downloadBill(answer.bill_download_url, options.timeoutMs ?? 30_000);
      try {
        return readBill(zip);
      } catch (error) {
        if (error instanceof BillFormatError) throw new AlipayError('unknown', `BILL: ${error.message}`, method);
        throw error;
      }
    },

    readNotification: reader(gateway, options),
  };
};
