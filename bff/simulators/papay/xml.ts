import { createHash, createHmac } from 'node:crypto';

export type Fields = Record<string, string>;

/** The simulator's own reader, so that it judges the product's: flat elements with CDATA or plain text. */
export const readFields = (text: string): Fields | null => {
  const inner = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1];
  if (inner === undefined) return null;
  const fields: Fields = {};
  const rest = inner.replace(
    /<([a-z0-9_]+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g,
    (_all, name: string, cdata: string | undefined, plain: string | undefined) => {
      fields[name] = cdata ?? plain ?? '';
      return '';
    },
  );
  return rest.trim() === '' ? fields : null;
};

export const writeFields = (fields: Fields): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('\n')}</xml>`;

export const signFields = (fields: Fields, key: string, kind: 'HMAC-SHA256' | 'MD5'): string => {
  const pairs = Object.entries(fields).filter(([name, value]) => name !== 'sign' && value !== '');
  const content = [...pairs.map(([name, value]) => `${name}=${value}`).sort(), `key=${key}`].join('&');
  const hash = kind === 'MD5' ? createHash('md5') : createHmac('sha256', key);
  return hash.update(content).digest('hex').toUpperCase();
};
