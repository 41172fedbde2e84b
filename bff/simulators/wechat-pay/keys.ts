import { generateKeyPair, type KeyObject, randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { makeCertificate } from './certificate.js';

const yearMs = 365 * 86_400_000;

/** Everything that a merchant and the platform hold of each other, in PEM. */
export const PayKeys = z.object({
  mchId: z.string(),
  /** 32 characters. */
  apiV3Key: z.string().length(32),
  merchant: z.object({ serial: z.string(), keyPem: z.string(), certPem: z.string() }),
  /** 微信支付公钥. */
  publicKey: z.object({ id: z.string(), privatePem: z.string(), publicPem: z.string() }),
  /** 平台证书. */
  certificate: z.object({
    serial: z.string(),
    privatePem: z.string(),
    certPem: z.string(),
    effectiveAtMs: z.number(),
    expiresAtMs: z.number(),
  }),
});
export type PayKeys = z.output<typeof PayKeys>;

const newPair = (): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> =>
  promisify(generateKeyPair)('rsa', { modulusLength: 2048 });

const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** A merchant with its certificate, and a platform with a public key and a certificate. */
export const makePayKeys = async (now: Date): Promise<PayKeys> => {
  const [merchant, publicKey, certificate] = await Promise.all([newPair(), newPair(), newPair()]);
  const from = new Date(now.getTime() - yearMs);
  const to = new Date(now.getTime() + 5 * yearMs);
  const mchId = `19${digits(8)}`;
  return {
    mchId,
    apiV3Key: randomBytes(16).toString('hex'),
    merchant: {
      ...pick(makeCertificate({ ...merchant, subject: mchId, from, to })),
      keyPem: privatePem(merchant.privateKey),
    },
    publicKey: {
      id: `PUB_KEY_ID_0${mchId}${digits(22)}`,
      privatePem: privatePem(publicKey.privateKey),
      publicPem: publicKey.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    certificate: {
      ...pick(makeCertificate({ ...certificate, subject: 'Tenpay.com sign', from, to })),
      privatePem: privatePem(certificate.privateKey),
      effectiveAtMs: from.getTime(),
      expiresAtMs: to.getTime(),
    },
  };
};

const pick = ({ serial, certPem }: { serial: string; certPem: string }) => ({ serial, certPem });
