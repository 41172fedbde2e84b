import Pay from 'wechatpay-node-v3';
import type { IPayRequest, Output } from 'wechatpay-node-v3/dist/define.js';
import { NotificationRefused, WechatPayError } from './wechatPay.errors.js';
import type { HttpAnswer, SendHttp } from './wechatPay.http.js';
import { errorOf, jsonOf, readAnswer } from './wechatPayAnswers.js';
import { createPlatformKeys, type KeyOptions, type PlatformKeys } from './wechatPayKeys.js';
import { CertificatesAnswer } from './wechatPaySchemas.js';
import { decryptResource, type KeyOf, newNonce, verify } from './wechatPaySecurity.js';

/** The only host that the library signs for; the origin is mapped when the request leaves. */
export const realOrigin = 'https://api.mch.weixin.qq.com';
const userAgent = 'anju-bff/1.0';

export interface ClientOptions {
  appId: string;
  mchId: string;
  merchantSerial: string;
  merchantKey: string;
  merchantCert: string;
  platformKeys: ReadonlyMap<string, string>;
  certificateMode: boolean;
  apiV3Key: string;
  realNow: () => Date;
  send: SendHttp;
}

/** The library's endpoints and signature, with our clock and an unguessable nonce. */
class SigningPay extends Pay {
  constructor(
    private readonly realNow: () => Date,
    options: ClientOptions,
  ) {
    super({
      appid: options.appId,
      mchid: options.mchId,
      serial_no: options.merchantSerial.toUpperCase(),
      publicKey: Buffer.from(options.merchantCert),
      privateKey: Buffer.from(options.merchantKey),
      userAgent,
    });
  }

  override buildAuthorization(method: string, url: string, params?: Record<string, unknown>): string {
    const nonce = newNonce();
    const timestamp = String(Math.floor(this.realNow().getTime() / 1000));
    const path = url.replace(realOrigin, '');
    return this.getAuthorization(nonce, timestamp, this.getSignature(method, nonce, timestamp, path, params));
  }
}

const names: [RegExp, string][] = [
  [/^\/v3\/pay\/transactions\/(jsapi|native)$/, 'prepay'],
  [/^\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/, 'close'],
  [/^\/v3\/pay\/transactions\//, 'query'],
  [/^\/v3\/refund\/domestic\/refunds$/, 'refund'],
  [/^\/v3\/refund\/domestic\/refunds\//, 'query_refund'],
  [/^\/v3\/bill\//, 'bill'],
  [/^\/v3\/billdownload\//, 'bill_file'],
  [/^\/v3\/certificates/, 'certificates'],
  [/^\/v3\/security\/echo$/, 'echo'],
];

/** A name for errors and logs: addresses carry numbers of orders. */
const nameOf = (path: string): string => names.find(([shape]) => shape.test(path))?.[1] ?? 'call';

/** A 2xx without a signature that we can check is no answer: what was asked for may have been done. */
const trust = (answer: HttpAnswer, now: Date, keyOf: KeyOf, call: string): void => {
  try {
    verify(answer.headers, answer.body, now, keyOf);
  } catch (error) {
    if (!(error instanceof NotificationRefused)) throw error;
    throw new WechatPayError('unknown', `untrusted_${error.reason}`, answer.status, call);
  }
};

/** The certificate list is authentic by its encryption; its signature is checked with what it brings, too. */
const certificatesOf = (answer: HttpAnswer, options: ClientOptions, known: KeyOf): Map<string, string> => {
  const call = 'certificates';
  const { data } = readAnswer(CertificatesAnswer, jsonOf(answer, call), call);
  const fresh = new Map(
    data.map(({ serial_no, encrypt_certificate }) => [
      serial_no,
      decryptResource(encrypt_certificate, options.apiV3Key),
    ]),
  );
  const none = { ...options, platformKeys: fresh, certificateMode: false, now: options.realNow };
  const { keyOf } = createPlatformKeys({ ...none, download: async () => new Map() } satisfies KeyOptions);
  trust(answer, options.realNow(), (serial) => keyOf(serial) ?? known(serial), call);
  return fresh;
};

export interface WechatPayClient {
  pay: Pay;
  keys: PlatformKeys;
  /** An endpoint that the library does not have. */
  post(path: string, body: object): Promise<unknown>;
}

/** wechatpay-node-v3 on our own HTTP: signed requests out, verified JSON (or the bytes of a bill) back, else WechatPayError. */
export const createWechatPayClient = (options: ClientOptions): WechatPayClient => {
  const { send, realNow } = options;
  const signing = new SigningPay(realNow, options);

  const keys: PlatformKeys = createPlatformKeys({
    platformKeys: options.platformKeys,
    certificateMode: options.certificateMode,
    now: realNow,
    download: async (known) => {
      const path = '/v3/certificates';
      const Authorization = signing.buildAuthorization('GET', realOrigin + path);
      const headers = { Accept: 'application/json', 'User-Agent': userAgent, Authorization };
      const answer = await send({ call: 'certificates', method: 'GET', path, headers });
      if (answer.status !== 200) throw errorOf(answer, 'certificates');
      return certificatesOf(answer, options, known);
    },
  });

  const carry = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Output> => {
    const path = url.replace(realOrigin, '');
    const call = nameOf(path);
    await keys.whenDue();
    const answer = await send({
      call,
      method,
      path,
      headers: {
        ...headers,
        'Accept-Encoding': 'identity',
        ...(keys.publicKeyId === null ? {} : { 'Wechatpay-Serial': keys.publicKeyId }),
      },
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status !== 200 && answer.status !== 204) throw errorOf(answer, call);
    // The file of a bill is the one answer that is never signed; its hash came with a signature.
    if (call === 'bill_file') return { status: answer.status, data: answer.body };
    const serial = answer.headers['wechatpay-serial'];
    if (typeof serial === 'string' && !keys.keyOf(serial)) await keys.afterUnknown();
    trust(answer, realNow(), keys.keyOf, call);
    return { status: answer.status, data: jsonOf(answer, call) };
  };

  const service: IPayRequest = {
    get: (url, headers) => carry('GET', url, headers),
    // The signature was made over exactly this text.
    post: (url, params, headers) => carry('POST', url, headers, JSON.stringify(params)),
    upload: () => Promise.reject(new WechatPayError('refused', 'not_supported', null, 'upload')),
  };
  signing.createHttp(service);

  return {
    pay: signing,
    keys,
    post: async (path, body) => {
      const Authorization = signing.buildAuthorization('POST', realOrigin + path, body as Record<string, unknown>);
      const headers = {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': userAgent,
        Authorization,
      };
      const { data } = await service.post(realOrigin + path, body, headers);
      return data;
    },
  };
};
