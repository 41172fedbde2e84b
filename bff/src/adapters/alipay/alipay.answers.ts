import { z } from 'zod';
import { fenOf } from '../yuanText.rules.js';
import type { AlipayTradeState } from './alipay.port.js';

/** Every answer of the gateway's, success or not, fits this. */
export const Envelope = z.looseObject({ code: z.string(), sub_code: z.string().default('') });

export const Fen = z.string().transform((text, context) => {
  const fen = fenOf(text);
  if (fen === null) context.addIssue({ code: 'custom', message: 'no amount' });
  return fen ?? 0;
});

/** `2026-11-23 10:54:00`, always Beijing's. */
export const BeijingTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$/)
  .transform((text) => new Date(`${text.slice(0, 19).replace(' ', 'T')}+08:00`))
  .refine((at) => !Number.isNaN(at.getTime()));

const states: Record<string, AlipayTradeState> = {
  WAIT_BUYER_PAY: 'waiting',
  TRADE_SUCCESS: 'paid',
  TRADE_FINISHED: 'finished',
  TRADE_CLOSED: 'closed',
};

export const State = z.string().transform((text, context) => {
  const state = states[text];
  if (!state) context.addIssue({ code: 'custom', message: 'no state' });
  return state ?? 'waiting';
});

export const PrecreateAnswer = z.object({ out_trade_no: z.string(), qr_code: z.url() });

export const QueryAnswer = z.object({
  trade_no: z.string().min(1),
  out_trade_no: z.string(),
  trade_status: State,
  total_amount: Fen,
  buyer_user_id: z.string().optional(),
  buyer_open_id: z.string().optional(),
  send_pay_date: BeijingTime.optional(),
});

export const CloseAnswer = z.object({ out_trade_no: z.string().optional() });

export const RefundAnswer = z.object({ out_trade_no: z.string(), fund_change: z.enum(['Y', 'N']) });

/** Nothing but the code for a refund that Alipay does not know, or did not finish. */
export const RefundQueryAnswer = z.object({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_amount: Fen.optional(),
  refund_status: z.string().optional(),
});

export const BillAnswer = z.object({ bill_download_url: z.url({ protocol: /^https?$/ }) });

/** The fields of a payment notification that we rely on; the signature covers all that came. */
export const NotificationForm = z.object({
  notify_id: z.string().min(1).max(128),
  notify_type: z.literal('trade_status_sync'),
  app_id: z.string(),
  seller_id: z.string(),
  out_trade_no: z.string().min(1).max(64),
  trade_no: z.string().min(1).max(64),
  trade_status: State,
  total_amount: Fen,
  gmt_payment: BeijingTime.optional(),
  refund_fee: Fen.optional(),
});
