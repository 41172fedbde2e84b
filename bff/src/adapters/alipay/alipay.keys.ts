import { createPrivateKey, createPublicKey } from 'node:crypto';

const wrapped = (name: string, base64: string): string =>
  `-----BEGIN ${name}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${name}-----`;

const firstThat = <T>(texts: string[], read: (text: string) => T): T => {
  let last: unknown;
  for (const text of texts)
    try {
      return read(text);
    } catch (error) {
      last = error;
    }
  throw last;
};

/** As a PEM already, or as the bare base64 that Alipay's key tool writes. */
const pemsOf = (text: string, names: string[]): string[] => {
  const trimmed = text.trim();
  if (trimmed.startsWith('-----BEGIN')) return [trimmed];
  const base64 = trimmed.replace(/\s+/g, '');
  return names.map((name) => wrapped(name, base64));
};

/** Our application's private key as PKCS#1, whatever form the file has; throws when it is none. */
export const alipayPrivateKey = (text: string): string =>
  firstThat(pemsOf(text, ['PRIVATE KEY', 'RSA PRIVATE KEY']), createPrivateKey)
    .export({ type: 'pkcs1', format: 'pem' })
    .toString()
    .trim();

/** Alipay's public key (not our own), whatever form the file has; throws when it is none. */
export const alipayPublicKey = (text: string): string =>
  firstThat(pemsOf(text, ['PUBLIC KEY']), createPublicKey)
    .export({ type: 'spki', format: 'pem' })
    .toString()
    .trim();
