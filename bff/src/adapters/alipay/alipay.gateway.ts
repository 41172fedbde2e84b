import { AlipaySdk } from 'alipay-sdk';
import { toInstant } from 'shared-types/time';
import type { z } from 'zod';
import { ExchangeError, exchange } from '../externalHttp.js';
import { Envelope } from './alipay.answers.js';
import { AlipayError, type AlipayErrorKind, kindOfCode } from './alipay.errors.js';

const maxAnswerBytes = 1024 * 1024;

export interface GatewayOptions {
  /** https://openapi.alipay.com/gateway.do, or a simulator's. */
  gateway: string;
  appId: string;
  /** PKCS#1 PEM of our application. Read at the first call. */
  readonly privateKey: string;
  /** SPKI PEM of Alipay's own key. Read at the first call. */
  readonly alipayPublicKey: string;
  realNow: () => Date;
  timeoutMs?: number;
}

export interface AlipayCall {
  /** `alipay.trade.query` */
  method: string;
  bizContent: Record<string, string>;
  notifyUrl?: string;
}

/** `2026-11-23 10:54:00` in Beijing, as every time of Alipay's is written. */
export const beijing = (at: Date): string => toInstant(at).slice(0, 19).replace('T', ' ');

/** The library signs and verifies; the exchange itself is ours, for its deadline, size limit and error kinds. */
export const createGateway = (options: GatewayOptions) => {
  let made: AlipaySdk | null = null;
  const sdk = (): AlipaySdk => {
    made ??= new AlipaySdk({
      appId: options.appId,
      privateKey: options.privateKey,
      keyType: 'PKCS1',
      alipayPublicKey: options.alipayPublicKey,
    });
    return made;
  };

  const request = ({ method, bizContent, notifyUrl }: AlipayCall): { url: URL; body: string } => {
    const timestamp = beijing(options.realNow());
    const signed = new URLSearchParams(
      sdk().sdkExecute(method, { bizContent, timestamp, ...(notifyUrl === undefined ? {} : { notifyUrl }) }),
    );
    const body = new URLSearchParams({ biz_content: signed.get('biz_content') ?? '' });
    signed.delete('biz_content');
    const url = new URL(options.gateway);
    // The charset must stand in the address: the gateway reads the body by it.
    for (const [name, value] of signed) url.searchParams.set(name, value);
    return { url, body: body.toString() };
  };

  const verified = (text: string, sign: string): boolean => {
    try {
      return sdk().rsaCheck(text, sign, 'RSA2');
    } catch {
      return false;
    }
  };

  /** Throws for any answer that is no success; what Alipay did not sign is believed only as a fault of our set-up. */
  const read = (method: string, text: string): unknown => {
    const key = `${method.replaceAll('.', '_')}_response`;
    const fail = (kind: AlipayErrorKind, code: string): never => {
      throw new AlipayError(kind, code, method);
    };
    let whole: Record<string, unknown>;
    try {
      whole = JSON.parse(text) as Record<string, unknown>;
    } catch {
      return fail('unknown', 'NO_JSON');
    }
    const signedText = sdk().getSignStr(text, key);
    const trusted = verified(signedText, typeof whole?.sign === 'string' ? whole.sign : '');
    const envelope = Envelope.safeParse(trusted ? JSON.parse(signedText) : (whole?.[key] ?? whole?.error_response));
    if (!envelope.success) return fail('unknown', trusted ? 'OTHER_SHAPE' : 'BAD_SIGNATURE');
    const { code, sub_code: subCode } = envelope.data;
    const kind = code === '10000' ? null : kindOfCode(code, subCode);
    if (!trusted && kind !== 'config') return fail('unknown', 'BAD_SIGNATURE');
    return kind === null ? envelope.data : fail(kind, subCode || code);
  };

  return {
    /** Whether Alipay signed these fields of a notification. */
    signedByAlipay: (fields: Record<string, string>): boolean => {
      try {
        return sdk().checkNotifySignV2(fields);
      } catch {
        return false;
      }
    },

    call: async <S extends z.ZodType>(call: AlipayCall, schema: S): Promise<z.output<S>> => {
      const { url, body } = request(call);
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
        Accept: 'application/json',
      };
      const answer = await exchange({
        method: 'POST',
        url,
        headers,
        body,
        timeoutMs: options.timeoutMs ?? 8000,
        maxAnswerBytes,
      }).catch((error: unknown) => {
        const fault = error instanceof ExchangeError ? error.fault : 'no_answer';
        throw new AlipayError(fault === 'not_sent' ? 'busy' : 'unknown', fault.toUpperCase(), call.method);
      });
      if (answer.status !== 200) throw new AlipayError('unknown', `HTTP_${answer.status}`, call.method);
      const parsed = schema.safeParse(read(call.method, answer.bytes.toString('utf8')));
      if (!parsed.success) throw new AlipayError('unknown', 'OTHER_SHAPE', call.method);
      return parsed.data;
    },
  };
};
