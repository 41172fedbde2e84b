import { sign, verify } from 'node:crypto';

/** `a=1&b=2` of all fields that are not empty, by name: what both sides of Alipay sign. */
const contentOf = (fields: Record<string, string>, without: readonly string[]): string =>
  Object.keys(fields)
    .filter((name) => !without.includes(name) && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');

export const signText = (text: string, privateKey: string): string =>
  sign('RSA-SHA256', Buffer.from(text, 'utf8'), privateKey).toString('base64');

/** A notification is signed without `sign` and `sign_type`. */
export const signForm = (fields: Record<string, string>, privateKey: string): string =>
  signText(contentOf(fields, ['sign', 'sign_type']), privateKey);

/** A request is signed with everything but `sign`. */
export const requestHolds = (fields: Record<string, string>, publicKey: string): boolean =>
  verify(
    'RSA-SHA256',
    Buffer.from(contentOf(fields, ['sign']), 'utf8'),
    publicKey,
    Buffer.from(fields.sign ?? '', 'base64'),
  );

export const formOf = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
