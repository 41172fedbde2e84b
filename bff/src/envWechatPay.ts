import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What `createLiveWechatPay` needs of the environment. PEM texts, not paths. */
export interface WechatPayEnv {
  origin: string;
  mchId: string;
  merchantSerial: string;
  merchantKey: string;
  merchantCert: string;
  apiV3Key: string;
  /** Value of `Wechatpay-Serial` -> PEM of a public key or a platform certificate. */
  platformKeys: Map<string, string>;
}

export interface RawWechatPay {
  WXPAY_ORIGIN: string;
  WXPAY_MCHID?: string | undefined;
  WXPAY_MERCHANT_SERIAL?: string | undefined;
  WXPAY_MERCHANT_KEY_FILE?: string | undefined;
  WXPAY_MERCHANT_CERT_FILE?: string | undefined;
  WXPAY_APIV3_KEY?: string | undefined;
  WXPAY_PLATFORM_KEYS?: string | undefined;
}

const needed = {
  WXPAY_MCHID: '商户号',
  WXPAY_MERCHANT_SERIAL: '商户 API 证书序列号',
  WXPAY_MERCHANT_KEY_FILE: '商户私钥 apiclient_key.pem 的路径',
  WXPAY_MERCHANT_CERT_FILE: '商户证书 apiclient_cert.pem 的路径',
  WXPAY_APIV3_KEY: 'APIv3 密钥',
  WXPAY_PLATFORM_KEYS: '微信支付公钥或平台证书：序列号=文件，逗号隔开',
} as const;
type Needed = keyof typeof needed;

class Fault extends Error {}

const check = <T>(name: Needed, words: string, read: () => T): T => {
  try {
    return read();
  } catch {
    throw new Fault(`${name}：${words}`);
  }
};

const fileOf = (name: Needed, path: string): string =>
  check(name, `读不了文件 ${path}`, () => readFileSync(path, 'utf8'));

/** RSA only: the platform signs and verifies with nothing else. */
const rsa = (key: KeyObject): KeyObject => {
  if (key.asymmetricKeyType !== 'rsa') throw new Error('not RSA');
  return key;
};

const merchantOf = (given: Record<Needed, string>): Pick<WechatPayEnv, 'merchantKey' | 'merchantCert'> => {
  const merchantKey = fileOf('WXPAY_MERCHANT_KEY_FILE', given.WXPAY_MERCHANT_KEY_FILE);
  const merchantCert = fileOf('WXPAY_MERCHANT_CERT_FILE', given.WXPAY_MERCHANT_CERT_FILE);
  const key = check('WXPAY_MERCHANT_KEY_FILE', '不是 RSA 私钥', () => rsa(createPrivateKey(merchantKey)));
  const certificate = check('WXPAY_MERCHANT_CERT_FILE', '不是证书', () => new X509Certificate(merchantCert));
  if (!certificate.checkPrivateKey(key)) throw new Fault('WXPAY_MERCHANT_KEY_FILE：私钥和商户证书不是一对');
  if (certificate.serialNumber.toUpperCase() !== given.WXPAY_MERCHANT_SERIAL.toUpperCase())
    throw new Fault('WXPAY_MERCHANT_SERIAL：和商户证书的序列号不一样');
  return { merchantKey, merchantCert };
};

const platformKeyOf = (pair: string): [string, string] => {
  const name = 'WXPAY_PLATFORM_KEYS';
  const at = pair.indexOf('=');
  if (at <= 0) throw new Fault(`${name}：要写成 序列号=文件`);
  const [serial, path] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const pem = fileOf(name, path);
  check(name, `${path} 不是 RSA 公钥或证书`, () => rsa(createPublicKey(pem)));
  const certificate = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem) : null;
  if (certificate && certificate.serialNumber.toUpperCase() !== serial.toUpperCase())
    throw new Fault(`${name}：${path} 的序列号不是 ${serial}`);
  return [serial, pem];
};

const settled = <T>(faults: string[], read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(error.message);
    return undefined;
  }
};

/**
 * Null when nothing of it is set: online payment is off. Faults, each a sentence for operators, when a part is missing
 * or does not fit the rest; secrets are never in them.
 */
export const readWechatPay = (raw: RawWechatPay): { wechatPay: WechatPayEnv | null; faults: string[] } => {
  const names = Object.keys(needed) as Needed[];
  const missing = names.filter((name) => !raw[name]);
  if (missing.length === names.length) return { wechatPay: null, faults: [] };
  if (missing.length > 0) {
    const faults = missing.map((name) => `${name}：微信支付的变量要么都设，要么都不设，缺这一项（${needed[name]}）`);
    return { wechatPay: null, faults };
  }
  const given = raw as Record<Needed, string>;
  const faults: string[] = [];
  if (Buffer.byteLength(given.WXPAY_APIV3_KEY) !== 32) faults.push('WXPAY_APIV3_KEY：必须是 32 个字节');
  const merchant = settled(faults, () => merchantOf(given));
  const pairs = given.WXPAY_PLATFORM_KEYS.split(',')
    .map((pair) => pair.trim())
    .filter(Boolean);
  if (pairs.length === 0) faults.push('WXPAY_PLATFORM_KEYS：一把钥匙也没有');
  const keys = pairs.map((pair) => settled(faults, () => platformKeyOf(pair)));
  if (faults.length > 0 || !merchant) return { wechatPay: null, faults };
  return {
    faults,
    wechatPay: {
      ...merchant,
      origin: raw.WXPAY_ORIGIN,
      mchId: given.WXPAY_MCHID,
      merchantSerial: given.WXPAY_MERCHANT_SERIAL.toUpperCase(),
      apiV3Key: given.WXPAY_APIV3_KEY,
      platformKeys: new Map(keys.filter((pair) => pair !== undefined)),
    },
  };
};
