import { randomBytes } from 'node:crypto';

export interface WireAnswer {
  status: number;
  contentType: string;
  body: string | Buffer;
  /** What the call log shows; null for an answer that is no JSON. */
  errcode: number | null;
}

const texts: Record<number, string> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  40169: 'invalid length for scene, or the data is not json string',
  40226: 'code blocked',
  40243: 'AppSecret has been frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  43104: 'appid and openid not match',
  43108: 'concurrent sending to the same user',
  44002: 'empty post data',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45168: 'hit sensitive words',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  61010: 'user access record timeout, user must visit the mini program within 2 hours',
};

const group = (): string => randomBytes(4).toString('hex');

/** The tail that WeChat puts on nearly every refusal. */
const rid = (): string => ` rid: ${group()}-${group()}-${group()}`;

export const json = (value: object, contentType = 'application/json; encoding=utf-8'): WireAnswer => {
  const errcode = 'errcode' in value && typeof value.errcode === 'number' ? value.errcode : 0;
  return { status: 200, contentType, body: JSON.stringify(value), errcode };
};

/** A refusal as WeChat words it: HTTP 200, errcode, errmsg with its rid. */
export const refusal = (errcode: number, detail = ''): WireAnswer => {
  const text = `${texts[errcode] ?? 'unknown error'}${detail ? ` ${detail}` : ''}`;
  // The two code errors carry a comma before the rid, the others do not.
  const comma = errcode === 40029 || errcode === 40163 ? ',' : '';
  return json({ errcode, errmsg: `${text}${comma}${rid()}` });
};
