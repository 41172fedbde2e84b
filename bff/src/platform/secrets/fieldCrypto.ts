import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Keys } from './keys.js';

const keyOf = (keys: Keys, version: string): Buffer => {
  const key = keys.field[version];
  if (!key) throw new Error(`no field key ${version}`);
  return Buffer.from(key, 'base64');
};

/**
 * AES-256-GCM, written `version:base64(iv | tag | text)`. The context (what the field is) is authenticated with it, so
 * that a value moved to another kind of field does not decrypt.
 */
export const encryptField = (keys: Keys, plaintext: string, context: string): string => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, keys.current), iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return `${keys.current}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
};

/** The text again; throws when it was tampered with, or belongs to another context. */
export const decryptField = (keys: Keys, cipherText: string, context: string): string => {
  const [version = '', packed = ''] = cipherText.split(':');
  const bytes = Buffer.from(packed, 'base64');
  if (bytes.length < 28) throw new Error('not an encrypted field');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(keys, version), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(12, 28));
  decipher.setAAD(Buffer.from(context, 'utf8'));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
};

/** A keyed hash by which equal values are found without being readable; 64 hex characters. */
export const blindIndex = (keys: Keys, kind: string, value: string): string =>
  createHmac('sha256', Buffer.from(keys.blindIndex, 'base64')).update(`${kind}\u0000${value}`).digest('hex');
