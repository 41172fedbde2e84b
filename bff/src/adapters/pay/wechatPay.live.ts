import { randomUUID } from 'node:crypto';
import { toInstant } from 'shared-types/time';
import { NotificationRefused, WechatPayError } from './wechatPay.errors.js';
import { createHttp } from './wechatPay.http.js';
import type {
  WechatBill,
  WechatNotification,
  WechatPayPort,
  WechatPayRefund,
  WechatPayTransaction,
  WechatPrepay,
} from './wechatPay.port.js';
import { readAnswer } from './wechatPayAnswers.js';
import { BillUnreadable, readFundFlowBill, readTradeBill, unpackBill } from './wechatPayBills.js';
import { createWechatPayClient } from './wechatPayClient.js';
import {
  BillAnswer,
  NotificationBody,
  PrepayJsapiAnswer,
  PrepayNativeAnswer,
  RefundAnswer,
  RefundResource,
  TransactionAnswer,
} from './wechatPaySchemas.js';
import { decryptResource, newNonce, payParams, verify } from './wechatPaySecurity.js';

export interface LiveWechatPayOptions {
  /** https://api.mch.weixin.qq.com, or a simulator's. */
  origin: string;
  appId: string;
  mchId: string;
  merchantSerial: string;
  /** PEM. */
  merchantKey: string;
  /** PEM. */
  merchantCert: string;
  /** 32 bytes. */
  apiV3Key: string;
  /** Value of `Wechatpay-Serial` -> PEM of a public key or of a platform certificate, side by side. */
  platformKeys: ReadonlyMap<string, string>;
  /** Fetches the newest platform certificates; on unless there are only public keys. */
  certificateMode?: boolean;
  realNow: () => Date;
  connectTimeoutMs?: number;
  /** For one request in all. */
  timeoutMs?: number;
}

/** The platform allows | * @ too; the library puts numbers into addresses as they are. */
const tradeNoShape = /^[0-9A-Za-z_-]{6,32}$/;
const refundNoShape = /^[0-9A-Za-z_-]{1,64}$/;
const dayShape = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const must = (holds: boolean, call: string, field: string): void => {
  if (!holds) throw new WechatPayError('refused', 'PARAM_ERROR', null, call, field);
};

const isCode = (error: unknown, ...codes: string[]): error is WechatPayError =>
  error instanceof WechatPayError && error.kind === 'refused' && codes.includes(error.code);

const within = (text: string, most: number): boolean => text.length >= 1 && [...text].length <= most;
const isFen = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 1;

/** 2026-11-23T10:54:00+08:00, as the platform's own samples. */
const rfc3339 = (at: Date): string => toInstant(at).replace(/\.\d{3}/, '');

const orderBody = (order: WechatPrepay) => {
  must(tradeNoShape.test(order.outTradeNo), 'prepay', 'outTradeNo');
  must(within(order.description, 127), 'prepay', 'description');
  must(isFen(order.amountFen), 'prepay', 'amountFen');
  must(order.attach === undefined || within(order.attach, 128), 'prepay', 'attach');
  return {
    description: order.description,
    out_trade_no: order.outTradeNo,
    time_expire: rfc3339(order.expireAt),
    notify_url: order.notifyUrl,
    ...(order.attach === undefined ? {} : { attach: order.attach }),
    amount: { total: order.amountFen, currency: 'CNY' },
  };
};

const parseJson = (text: string, fault: 'body' | 'resource'): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotificationRefused(fault);
  }
};

const resourceOf = (eventType: string, originalType: string, plaintext: string): WechatNotification['resource'] => {
  const value = parseJson(plaintext, 'resource');
  const kind = eventType.startsWith('TRANSACTION.') ? 'transaction' : eventType.startsWith('REFUND.') ? 'refund' : '';
  if (kind === '' || (originalType !== '' && originalType !== kind)) throw new NotificationRefused('resource');
  const read = kind === 'refund' ? RefundResource.safeParse(value) : TransactionAnswer.safeParse(value);
  if (!read.success) throw new NotificationRefused('resource');
  return { kind, ...read.data } as WechatNotification['resource'];
};

/** WeChat Pay v3 (`docs/decisions/0012`): wechatpay-node-v3 signs and knows the addresses; all that is believed is checked here. */
export const createLiveWechatPay = (options: LiveWechatPayOptions): WechatPayPort => {
  const { appId, mchId, apiV3Key, merchantKey, realNow } = options;
  const { origin, connectTimeoutMs = 5000, timeoutMs = 10_000 } = options;
  const hasCertificate = [...options.platformKeys.values()].some((pem) => pem.includes('BEGIN CERTIFICATE'));
  const certificateMode = options.certificateMode ?? (hasCertificate || options.platformKeys.size === 0);
  const send = createHttp({ origin, connectTimeoutMs, timeoutMs });
  const { pay, keys, post } = createWechatPayClient({ ...options, certificateMode, send });

  const query = async (outTradeNo: string): Promise<WechatPayTransaction | null> => {
    must(tradeNoShape.test(outTradeNo), 'query', 'outTradeNo');
    try {
      const { data } = await pay.query({ out_trade_no: outTradeNo });
      return readAnswer(TransactionAnswer, data, 'query');
    } catch (error) {
      if (isCode(error, 'ORDER_NOT_EXIST')) return null;
      throw error;
    }
  };

  const close = async (outTradeNo: string): Promise<'closed' | 'paid'> => {
    must(tradeNoShape.test(outTradeNo), 'close', 'outTradeNo');
    try {
      await pay.close(outTradeNo);
      return 'closed';
    } catch (error) {
      if (isCode(error, 'ORDER_NOT_EXIST', 'ORDER_CLOSED')) return 'closed';
      if (isCode(error, 'ORDER_PAID')) return 'paid';
      if (!isCode(error, 'INVALID_REQUEST')) throw error;
      // One code for several reasons, which its text alone would tell apart: the order itself is asked.
      const state = (await query(outTradeNo))?.tradeState ?? 'CLOSED';
      if (state === 'SUCCESS' || state === 'REFUND') return 'paid';
      if (state === 'CLOSED') return 'closed';
      throw error;
    }
  };

  const queryRefund = async (outRefundNo: string): Promise<WechatPayRefund | null> => {
    must(refundNoShape.test(outRefundNo), 'query_refund', 'outRefundNo');
    try {
      const { data } = await pay.find_refunds(outRefundNo);
      return readAnswer(RefundAnswer, data, 'query_refund');
    } catch (error) {
      if (isCode(error, 'RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXIST')) return null;
      throw error;
    }
  };

  /** One more application when the address of the file has expired meanwhile. */
  const downloaded = async (
    apply: () => Promise<{ data?: unknown }>,
    tries = 2,
  ): Promise<{ bytes: Buffer; sha1: string }> => {
    const { data } = await apply();
    const promised = readAnswer(BillAnswer, data, 'bill');
    try {
      const file = await pay.downloadBill(promised.download_url);
      return unpackBill(file.data as Buffer, promised.hash_value);
    } catch (error) {
      if (tries > 1 && isCode(error, 'INVALID_REQUEST')) return downloaded(apply, tries - 1);
      throw error;
    }
  };

  const bill = async <Row, Summary>(
    day: string,
    apply: () => Promise<{ data?: unknown }>,
    read: (bytes: Buffer) => { rows: Row[]; summary: Summary },
  ): Promise<WechatBill<Row, Summary>> => {
    must(dayShape.test(day), 'bill', 'day');
    try {
      const { bytes, sha1 } = await downloaded(apply);
      return { kind: 'rows', ...read(bytes), sha1 };
    } catch (error) {
      if (isCode(error, 'NO_STATEMENT_EXIST')) return { kind: 'none' };
      if (isCode(error, 'STATEMENT_CREATING')) return { kind: 'not_ready' };
      if (error instanceof WechatPayError) throw error;
      const [code, reason] =
        error instanceof BillUnreadable ? [error.code, error.message] : ['bill_unpack', 'the file cannot be unpacked'];
      throw new WechatPayError('unknown', code, 200, 'bill', reason);
    }
  };

  return {
    appId,
    mchId,

    prepayJsapi: async ({ openid, ...order }) => {
      const { data } = await pay.transactions_jsapi({ ...orderBody(order), payer: { openid } });
      const prepayId = readAnswer(PrepayJsapiAnswer, data, 'prepay').package.replace('prepay_id=', '');
      return { payParams: payParams({ appId, merchantKey, prepayId, nonceStr: newNonce(), now: realNow() }) };
    },

    prepayNative: async (order) => {
      const { data } = await pay.transactions_native(orderBody(order));
      return { codeUrl: readAnswer(PrepayNativeAnswer, data, 'prepay').code_url };
    },

    query,
    close,

    refund: async (order) => {
      must(refundNoShape.test(order.outRefundNo), 'refund', 'outRefundNo');
      must(tradeNoShape.test(order.outTradeNo), 'refund', 'outTradeNo');
      must(isFen(order.refundFen) && isFen(order.totalFen) && order.refundFen <= order.totalFen, 'refund', 'refundFen');
      must(within(order.reason, 80), 'refund', 'reason');
      try {
        const { data } = await pay.refunds({
          out_trade_no: order.outTradeNo,
          out_refund_no: order.outRefundNo,
          reason: order.reason,
          notify_url: order.notifyUrl,
          amount: { refund: order.refundFen, total: order.totalFen, currency: 'CNY' },
        });
        return readAnswer(RefundAnswer, data, 'refund');
      } catch (error) {
        // "May be in progress", say the documents of this one answer: so nobody knows.
        if (error instanceof WechatPayError && error.kind === 'busy' && error.status === 429)
          throw new WechatPayError('unknown', error.code, 429, 'refund', error.reason);
        throw error;
      }
    },

    queryRefund,
    tradeBill: (day) =>
      bill(day, () => pay.tradebill({ bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' }), readTradeBill),
    fundFlowBill: (day) =>
      bill(day, () => pay.fundflowbill({ bill_date: day, account_type: 'BASIC', tar_type: 'GZIP' }), readFundFlowBill),

    readNotification: async (headers, rawBody, now) => {
      try {
        verify(headers, rawBody, now, keys.keyOf);
      } catch (error) {
        // Not waited for: the serial is the sender's choice, and the platform repeats what we refuse.
        if (error instanceof NotificationRefused && error.reason === 'key') void keys.afterUnknown();
        throw error;
      }
      const body = NotificationBody.safeParse(parseJson(rawBody.toString('utf8'), 'body'));
      if (!body.success) throw new NotificationRefused('body');
      const { id, event_type, create_time, resource } = body.data;
      const plaintext = decryptResource(resource, apiV3Key);
      return {
        id,
        eventType: event_type,
        createdAt: create_time,
        resource: resourceOf(event_type, resource.original_type ?? '', plaintext),
      };
    },

    echo: async () => {
      const echo_message = randomUUID();
      const answer = await post('/v3/security/echo', { echo_message });
      const same =
        answer && typeof answer === 'object' && 'echo_message' in answer && answer.echo_message === echo_message;
      if (!same) throw new WechatPayError('unknown', 'other_shape', 200, 'echo', mchId);
    },
  };
};
