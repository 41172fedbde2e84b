import { isIP } from 'node:net';
import { z } from 'zod';
import { type PayRefusal, paramError } from './refusals.js';

const amountTotal = z.number().int().min(1).max(100_000_000_000);

/** https and public; a demo on one machine has neither, so localhost is let pass. */
const notifyUrlFault = (text: string): string | null => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'not a url';
  }
  if (url.search || url.hash) return 'must not carry a query';
  const own = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (own) return null;
  if (url.protocol !== 'https:') return 'must be https';
  return isIP(url.hostname.replace(/^\[|\]$/g, '')) > 0 ? 'must not be an ip address' : null;
};

export const NotifyUrl = z
  .string()
  .max(256)
  .refine((url) => notifyUrlFault(url) === null, 'the notify_url is not acceptable');

const common = {
  appid: z.string().min(1).max(32),
  mchid: z.string().min(1).max(32),
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/),
  time_expire: z.iso.datetime({ offset: true }).optional(),
  attach: z.string().max(128).optional(),
  notify_url: NotifyUrl,
  goods_tag: z.string().max(32).optional(),
  support_fapiao: z.boolean().optional(),
  detail: z.looseObject({}).optional(),
  settle_info: z.strictObject({ profit_sharing: z.boolean().optional() }).optional(),
  limit_pay: z.array(z.string()).max(1).optional(),
  amount: z.strictObject({ total: amountTotal, currency: z.literal('CNY').optional() }),
};
const scene = { payer_client_ip: z.string().max(45), device_id: z.string().max(32).optional() };
const sceneInfo = z.strictObject({ ...scene, store_info: z.looseObject({}).optional() }).optional();

export const orderBodies = {
  JSAPI: z.strictObject({
    ...common,
    scene_info: sceneInfo,
    payer: z.strictObject({ openid: z.string().min(1).max(128) }),
  }),
  NATIVE: z.strictObject({ ...common, scene_info: sceneInfo }),
  MWEB: z.strictObject({
    ...common,
    scene_info: z.strictObject({
      ...scene,
      store_info: z.looseObject({}).optional(),
      h5_info: z.strictObject({
        type: z.enum(['Wap', 'iOS', 'Android']),
        app_name: z.string().optional(),
        app_url: z.string().optional(),
        bundle_id: z.string().optional(),
        package_name: z.string().optional(),
      }),
    }),
  }),
};
export type OrderBody = z.output<(typeof orderBodies)['NATIVE']> & { payer?: { openid: string } };

export const RefundBody = z
  .strictObject({
    transaction_id: z.string().max(32).optional(),
    out_trade_no: z.string().max(32).optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/),
    reason: z.string().min(1).max(80).optional(),
    notify_url: NotifyUrl.optional(),
    funds_account: z.enum(['AVAILABLE', 'UNSETTLED']).optional(),
    amount: z.strictObject({
      refund: amountTotal,
      total: amountTotal,
      currency: z.literal('CNY'),
      from: z.array(z.looseObject({})).optional(),
    }),
    goods_detail: z.array(z.looseObject({})).optional(),
  })
  .refine(({ transaction_id, out_trade_no }) => Boolean(transaction_id) !== Boolean(out_trade_no), {
    path: ['transaction_id'],
    message: 'transaction_id or out_trade_no, one of them',
  });
export type RefundBody = z.output<typeof RefundBody>;

export const CloseBody = z.strictObject({ mchid: z.string().min(1).max(32) });
export const EchoBody = z.strictObject({ echo_message: z.string().min(1).max(2048) });

const chineseNames: Record<string, string> = {
  '/amount/total': '总金额',
  '/amount/refund': '退款金额',
  '/description': '商品描述',
  '/out_trade_no': '商户订单号',
};

const valueAt = (body: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    body,
  );

const refusalOf = (body: unknown, issue: z.core.$ZodIssue): PayRefusal => {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const field = `/${path.map(String).join('/')}`;
  const value = valueAt(body, path);
  const named = `输入源“/body${field}”映射到${typeof value === 'number' ? '数值' : ''}字段“${chineseNames[field] ?? path.at(-1)?.toString()}”`;
  if (issue.code === 'unrecognized_keys')
    return paramError('请求参数中包含未定义的参数', field, value, 'undefined field');
  if (value === undefined) return paramError(`${named}必填性规则校验失败，此字段为必填项`, field, '', 'required');
  if (issue.code === 'too_small' && typeof value === 'number')
    return paramError(`${named}规则校验失败，值低于最小值 ${issue.minimum}`, field, value, 'less than minimum');
  if (issue.code === 'too_big' && typeof value === 'string')
    return paramError(`${named}规则校验失败，字符数超过 ${issue.maximum}`, field, value, 'too long');
  return paramError(`${named}规则校验失败`, field, value, issue.message);
};

/** The body as the schema has it; throws the platform's PARAM_ERROR with the first field that is wrong. */
export const readPayBody = <S extends z.ZodType>(schema: S, text: string): z.output<S> => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw paramError('请求报文不是合法的 JSON', '/', '', 'not json');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue ? refusalOf(body, issue) : paramError('参数错误', '/', '', 'invalid');
};

/** One text for the same arguments, whatever their order. */
export const fingerprint = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
