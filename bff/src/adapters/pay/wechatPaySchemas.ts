import { z } from 'zod';
import {
  refundStates,
  tradeStates,
  type WechatPayRefund,
  type WechatPayTransaction,
  type WechatRefundState,
} from './wechatPay.port.js';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Fen = z.number().int().nonnegative();
const text = z.string().min(1);

/** The answer of a query and the plaintext of a payment's notification. */
export const TransactionAnswer = z
  .object({
    appid: text,
    mchid: text,
    out_trade_no: text,
    trade_state: z.enum(tradeStates),
    transaction_id: text.nullish(),
    trade_type: text.nullish(),
    attach: z.string().nullish(),
    success_time: Instant.nullish(),
    payer: z.object({ openid: z.string().nullish() }).nullish(),
    bank_type: z.string().nullish(),
    amount: z.object({ total: Fen, payer_total: Fen.nullish(), currency: text.nullish() }).nullish(),
  })
  .refine(
    ({ trade_state, transaction_id, success_time, amount }) =>
      !['SUCCESS', 'REFUND'].includes(trade_state) || Boolean(transaction_id && success_time && amount),
    'a paid order has its transaction_id, success_time and amount',
  )
  .transform(
    (answer): WechatPayTransaction => ({
      appId: answer.appid,
      mchId: answer.mchid,
      outTradeNo: answer.out_trade_no,
      tradeState: answer.trade_state,
      transactionId: answer.transaction_id ?? null,
      tradeType: answer.trade_type ?? null,
      attach: answer.attach || null,
      paidAt: answer.success_time ?? null,
      openid: answer.payer?.openid || null,
      bankType: answer.bank_type || null,
      totalFen: answer.amount?.total ?? null,
      payerTotalFen: answer.amount?.payer_total ?? null,
      currency: answer.amount?.currency ?? null,
    }),
  );

const RefundBase = z.object({
  refund_id: text,
  out_refund_no: text,
  transaction_id: text,
  out_trade_no: text,
  success_time: Instant.nullish(),
  user_received_account: z.string().nullish(),
  amount: z.object({ total: Fen, refund: Fen, payer_total: Fen, payer_refund: Fen }),
});

const toRefund = (
  answer: z.output<typeof RefundBase>,
  status: WechatRefundState,
  mchId: string | null,
): WechatPayRefund => ({
  refundId: answer.refund_id,
  outRefundNo: answer.out_refund_no,
  transactionId: answer.transaction_id,
  outTradeNo: answer.out_trade_no,
  status,
  refundedAt: answer.success_time ?? null,
  receivedAccount: answer.user_received_account || null,
  totalFen: answer.amount.total,
  refundFen: answer.amount.refund,
  payerTotalFen: answer.amount.payer_total,
  payerRefundFen: answer.amount.payer_refund,
  mchId,
});

/** The answer of a refund and of its query. */
export const RefundAnswer = RefundBase.extend({ status: z.enum(refundStates) }).transform((answer) =>
  toRefund(answer, answer.status, null),
);

/** A notification calls the state `refund_status`, and names the merchant. */
export const RefundResource = RefundBase.extend({ refund_status: z.enum(refundStates), mchid: text }).transform(
  (answer) => toRefund(answer, answer.refund_status, answer.mchid),
);

export const NotificationBody = z.object({
  id: z.string().min(1).max(64),
  create_time: Instant,
  resource_type: z.string(),
  event_type: text,
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: text,
    associated_data: z.string().nullish(),
    nonce: text,
    original_type: z.string().nullish(),
  }),
});

export const PrepayJsapiAnswer = z.object({ package: z.string().regex(/^prepay_id=\S+$/) });
export const PrepayNativeAnswer = z.object({ code_url: z.string().regex(/^weixin:\/\/\S+$/) });
export const BillAnswer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.string().regex(/^https:\/\/api\.mch\.weixin\.qq\.com\/v3\/billdownload\/file\?\S+$/),
});
/** `code` with its text and, for parameters, the field. */
export const ErrorAnswer = z.object({
  code: text,
  detail: z
    .object({ field: z.string().max(100).optional() })
    .loose()
    .optional()
    .catch(undefined),
});
export const CertificatesAnswer = z.object({
  data: z.array(
    z.object({
      serial_no: text,
      expire_time: Instant,
      encrypt_certificate: NotificationBody.shape.resource,
    }),
  ),
});
