import { createDecipheriv, createSign, createVerify, type KeyLike, type KeyObject, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { NotificationRefused } from './wechatPay.errors.js';
import type { WechatPayParams } from './wechatPay.port.js';

/** The platform's own limit for both directions. */
const windowMs = 300_000;
const tagBytes = 16;

export type KeyOf = (serial: string) => KeyObject | undefined;

const single = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

const hasValidSignature = (key: KeyObject, signed: Buffer, signature: string): boolean => {
  try {
    return createVerify('RSA-SHA256').update(signed).verify(key, signature, 'base64');
  } catch {
    return false;
  }
};

/**
 * Checks the signature of a response or a notification over its raw bytes (an empty buffer for 204). Throws
 * NotificationRefused with the first of headers, clock, key, signature that fails. A probe of the platform's
 * (`WECHATPAY/SIGNTEST/…`) is a wrong signature like any other.
 */
export const verify = (headers: IncomingHttpHeaders, rawBody: Buffer, now: Date, keyOf: KeyOf): void => {
  const timestamp = single(headers['wechatpay-timestamp']);
  const nonce = single(headers['wechatpay-nonce']);
  const signature = single(headers['wechatpay-signature']);
  const serial = single(headers['wechatpay-serial']);
  if (!/^\d{1,12}$/.test(timestamp) || !nonce || !signature || !serial) throw new NotificationRefused('headers');
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) >= windowMs) throw new NotificationRefused('clock');
  const key = keyOf(serial);
  if (!key) throw new NotificationRefused('key');
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), rawBody, Buffer.from('\n')]);
  if (!hasValidSignature(key, signed, signature)) throw new NotificationRefused('signature');
};

export interface EncryptedResource {
  algorithm: string;
  ciphertext: string;
  nonce: string;
  associated_data?: string | null | undefined;
}

/** AEAD_AES_256_GCM with its tag checked. Throws NotificationRefused('decrypt') on any difference. */
export const decryptResource = (resource: EncryptedResource, apiV3Key: string): string => {
  try {
    const bytes = Buffer.from(resource.ciphertext, 'base64');
    if (resource.algorithm !== 'AEAD_AES_256_GCM' || bytes.length < tagBytes) throw new Error('no ciphertext');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(apiV3Key, 'utf8'),
      Buffer.from(resource.nonce, 'utf8'),
      {
        authTagLength: tagBytes,
      },
    );
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    decipher.setAAD(Buffer.from(resource.associated_data ?? '', 'utf8'));
    // final() is what compares the tag.
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    throw new NotificationRefused('decrypt');
  }
};

export const newNonce = (): string => randomBytes(16).toString('hex');

export interface PaySignInput {
  appId: string;
  /** The key that made the prepay order. */
  merchantKey: KeyLike;
  prepayId: string;
  nonceStr: string;
  now: Date;
}

/** What wx.requestPayment is called with; appId is signed and not passed, signType is passed and not signed. */
export const payParams = ({ appId, merchantKey, prepayId, nonceStr, now }: PaySignInput): WechatPayParams => {
  const timeStamp = String(Math.floor(now.getTime() / 1000));
  const prepay = `prepay_id=${prepayId}`;
  const paySign = createSign('RSA-SHA256')
    .update(`${appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`)
    .sign(merchantKey, 'base64');
  return { timeStamp, nonceStr, package: prepay, signType: 'RSA', paySign };
};
