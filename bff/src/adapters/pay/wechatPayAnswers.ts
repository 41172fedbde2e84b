import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { WechatPayError, type WechatPayErrorKind } from './wechatPay.errors.js';
import type { HttpAnswer } from './wechatPay.http.js';
import { ErrorAnswer } from './wechatPaySchemas.js';

/** Old and new spellings of one code circulate; ours are the new ones. */
const newSpelling: Record<string, string> = {
  ORDERPAID: 'ORDER_PAID',
  ORDERCLOSED: 'ORDER_CLOSED',
  ORDERNOTEXIST: 'ORDER_NOT_EXIST',
  SYSTEMERROR: 'SYSTEM_ERROR',
  NOTENOUGH: 'NOT_ENOUGH',
  RATELIMIT_EXCEEDED: 'FREQUENCY_LIMITED',
};

/** No argument of one call can mend these. */
const configCodes = new Set(['SIGN_ERROR', 'NO_AUTH', 'APPID_MCHID_NOT_MATCH', 'MCH_NOT_EXISTS', 'ACCOUNT_ERROR']);

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' && /^[\w-]{1,80}$/.test(value) ? value : '';
};

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

const kindOf = (status: number, code: string): WechatPayErrorKind => {
  if (status === 429) return 'busy';
  if (status < 400 || status >= 500) return 'unknown';
  if (status === 401 || configCodes.has(code)) return 'config';
  // The platform's own failure under a client's status is still its failure.
  return code === 'SYSTEM_ERROR' || code === '' ? 'unknown' : 'refused';
};

/** An answer that is not 200 or 204, as the error that it means (`wechat.md` 2.2, 2.16). */
export const errorOf = (answer: HttpAnswer, call: string): WechatPayError => {
  const known = ErrorAnswer.safeParse(parsed(answer.body));
  const said = known.success && /^[A-Z_]{1,60}$/.test(known.data.code) ? known.data.code : '';
  const code = newSpelling[said] ?? said;
  const requestId = header(answer.headers, 'request-id');
  const reason = [known.success ? known.data.detail?.field : '', requestId && `request ${requestId}`];
  return new WechatPayError(
    kindOf(answer.status, code),
    code || `http_${answer.status}`,
    answer.status,
    call,
    reason.filter(Boolean).join(', '),
  );
};

/** A verified body as JSON; undefined for 204. */
export const jsonOf = (answer: HttpAnswer, call: string): unknown => {
  if (answer.status === 204) return undefined;
  const value = parsed(answer.body);
  if (value === undefined) throw new WechatPayError('unknown', 'no_json', answer.status, call);
  return value;
};

/** Strips what the schema does not name. */
export const readAnswer = <S extends z.ZodType>(schema: S, value: unknown, call: string): z.output<S> => {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') ?? '';
  throw new WechatPayError('unknown', 'other_shape', 200, call, where);
};
