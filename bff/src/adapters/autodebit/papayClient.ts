import { createSign, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ExchangeError, exchange } from '../externalHttp.js';
import { AutoDebitError, kindOfCode } from './autoDebit.errors.js';
import { type Fields, readXml, signedWith, signHmac, writeXml } from './papayXml.js';

const maxAnswerBytes = 256 * 1024;

export interface PapayClientOptions {
  /** https://api.mch.weixin.qq.com, or a simulator's. */
  origin: string;
  appId: string;
  merchantId: string;
  /** The APIv2 key: it signs everything but the notice before a deduction. */
  apiV2Key: string;
  /** The merchant's certificate, for that notice: serial and private key (PEM). */
  merchantSerial: string;
  readonly merchantPrivateKey: string;
  realNow: () => Date;
  timeoutMs?: number;
}

const Refusal = z.object({ code: z.string().max(64) });

const nonce = (): string => randomBytes(16).toString('hex');

const lost = (call: string, error: unknown): never => {
  const fault = error instanceof ExchangeError ? error.fault : 'no_answer';
  throw new AutoDebitError(fault === 'not_sent' ? 'busy' : 'unknown', fault.toUpperCase(), call);
};

/** Version 2 for all but one call, version 3 for the notice; both hosts are the same. */
export const createPapayClient = (options: PapayClientOptions) => {
  const { origin, appId, merchantId, apiV2Key, realNow, timeoutMs = 10_000 } = options;

  /** One XML call. What WeChat did not sign is believed only as a fault of our set-up. */
  const call = async (name: string, path: string, more: Fields): Promise<Fields> => {
    // The calls about contracts are the few of version 2 without a nonce.
    const own: Fields = path.startsWith('/papay/') ? {} : { nonce_str: nonce() };
    const fields: Fields = { appid: appId, mch_id: merchantId, sign_type: 'HMAC-SHA256', ...own, ...more };
    const body = writeXml({ ...fields, sign: signHmac(fields, apiV2Key) });
    const answer = await exchange({
      method: 'POST',
      url: new URL(path, origin),
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      body,
      timeoutMs,
      maxAnswerBytes,
    }).catch((error: unknown) => lost(name, error));
    const fail = (kind: AutoDebitError['kind'], code: string): never => {
      throw new AutoDebitError(kind, code, name);
    };
    if (answer.status !== 200) return fail('unknown', `HTTP_${answer.status}`);
    const read = readXml(answer.bytes.toString('utf8'));
    if (!read) return fail('unknown', 'NO_XML');
    if (read.return_code !== 'SUCCESS') {
      // The platform's own refusals are never signed, and only say what was wrong with the request.
      return fail(/签名|sign/i.test(read.return_msg ?? '') ? 'config' : 'unknown', 'RETURN_FAIL');
    }
    if (!signedWith(read, apiV2Key)) return fail('unknown', 'BAD_SIGNATURE');
    if (read.mch_id !== merchantId) return fail('unknown', 'OTHER_MERCHANT');
    if (read.result_code === 'SUCCESS') return read;
    const code = read.err_code || 'NO_CODE';
    return fail(read.result_code === 'FAIL' ? kindOfCode(code) : 'unknown', code);
  };

  const authorization = (method: string, path: string, body: string): string => {
    const [timestamp, nonceText] = [String(Math.floor(realNow().getTime() / 1000)), nonce()];
    const signature = createSign('RSA-SHA256')
      .update(`${method}\n${path}\n${timestamp}\n${nonceText}\n${body}\n`)
      .sign(options.merchantPrivateKey, 'base64');
    return (
      `WECHATPAY2-SHA256-RSA2048 mchid="${merchantId}",nonce_str="${nonceText}",signature="${signature}",` +
      `timestamp="${timestamp}",serial_no="${options.merchantSerial}"`
    );
  };

  /** The one call of version 3: JSON in, 204 out. Nothing of money depends on its answer. */
  const notify = async (contractId: string, body: string): Promise<void> => {
    const name = 'notify';
    const path = `/v3/papay/contracts/${encodeURIComponent(contractId)}/notify`;
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: authorization('POST', path, body),
    };
    const url = new URL(path, origin);
    const answer = await exchange({ method: 'POST', url, headers, body, timeoutMs, maxAnswerBytes }).catch(
      (error: unknown) => lost(name, error),
    );
    const { status } = answer;
    if (status === 204) return;
    if (status === 429) throw new AutoDebitError('busy', 'HTTP_429', name);
    if (status === 401 || status === 403) throw new AutoDebitError('config', `HTTP_${status}`, name);
    if (status < 400 || status >= 500) throw new AutoDebitError('unknown', `HTTP_${status}`, name);
    let refusal: unknown = null;
    try {
      refusal = JSON.parse(answer.bytes.toString('utf8'));
    } catch {
      // A refusal without words is one all the same.
    }
    const parsed = Refusal.safeParse(refusal);
    const code = parsed.success ? parsed.data.code : `HTTP_${status}`;
    throw new AutoDebitError(kindOfCode(code), code, name);
  };

  return { call, notify };
};
