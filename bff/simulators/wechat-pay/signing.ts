import {
  createCipheriv,
  createPrivateKey,
  createPublicKey,
  createSign,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { PayKeys } from './keys.js';

export const keyModes = ['public_key', 'certificate', 'mixed'] as const;
export type KeyMode = (typeof keyModes)[number];
export type KeyKind = 'public_key' | 'certificate';

export interface Signer {
  serial: string;
  key: KeyObject;
}

/** The platform's two keys, and the merchant's public one. */
export interface PlatformSigning {
  signer(kind: KeyKind): Signer;
  merchantKey: KeyObject;
}

export const platformSigning = (keys: PayKeys): PlatformSigning => {
  const signers: Record<KeyKind, Signer> = {
    public_key: { serial: keys.publicKey.id, key: createPrivateKey(keys.publicKey.privatePem) },
    certificate: { serial: keys.certificate.serial, key: createPrivateKey(keys.certificate.privatePem) },
  };
  return { signer: (kind) => signers[kind], merchantKey: createPublicKey(keys.merchant.certPem) };
};

/** Answers are signed by the public key only if the request asks for it; one kind alone leaves no choice. */
export const kindForAnswer = (mode: KeyMode, asked: string, keys: PayKeys): KeyKind => {
  if (mode !== 'mixed') return mode;
  return asked === keys.publicKey.id ? 'public_key' : 'certificate';
};

export const signTest = (signature: string): string => `WECHATPAY/SIGNTEST/${signature.slice(19)}`;

/** The headers of a signed answer or notification. Signatures are made by the wall's clock. */
export const signedHeaders = (signer: Signer, body: Buffer, now: Date): Record<string, string> => {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': createSign('RSA-SHA256').update(signed).sign(signer.key, 'base64'),
    'Wechatpay-Serial': signer.serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
};

export interface Encrypted {
  algorithm: 'AEAD_AES_256_GCM';
  ciphertext: string;
  associated_data: string;
  nonce: string;
}

/** AEAD_AES_256_GCM: ciphertext and tag in one, base64. */
export const encrypt = (plaintext: string, associated_data: string, apiV3Key: string): Encrypted => {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associated_data));
  const bytes = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext: bytes.toString('base64'), associated_data, nonce };
};
