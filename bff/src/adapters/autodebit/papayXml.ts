import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** The flat messages of WeChat Pay's second version: one element a field, no attributes, no nesting. */
export type Fields = Record<string, string>;

const maxBytes = 64 * 1024;
const nameShape = /^[a-z][a-z0-9_]*$/;
// Entities and document types are how an XML reader is made to read files or to eat all memory: none are processed.
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
});

/** Null for anything that is no flat `<xml>` of texts; a field that came twice is such a thing. */
export const readXml = (text: string): Fields | null => {
  if (Buffer.byteLength(text) > maxBytes || /<!(DOCTYPE|ENTITY)/i.test(text)) return null;
  if (XMLValidator.validate(text) !== true) return null;
  const whole: unknown = parser.parse(text);
  const inner = whole !== null && typeof whole === 'object' && 'xml' in whole ? whole.xml : null;
  if (inner === null || typeof inner !== 'object') return null;
  const entries = Object.entries(inner);
  const flat = entries.every(([name, value]) => nameShape.test(name) && typeof value === 'string');
  return flat ? (Object.fromEntries(entries) as Fields) : null;
};

export const writeXml = (fields: Fields): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value.replaceAll(']]>', '')}]]></${name}>`)
    .join('')}</xml>`;

/** `a=1&b=2&key=…` of all fields that are not empty, by name. */
const contentOf = (fields: Fields, key: string): string =>
  [
    ...Object.keys(fields)
      .filter((name) => name !== 'sign' && fields[name] !== '')
      .sort()
      .map((name) => `${name}=${fields[name]}`),
    `key=${key}`,
  ].join('&');

export const signHmac = (fields: Fields, key: string): string =>
  createHmac('sha256', key).update(contentOf(fields, key)).digest('hex').toUpperCase();

/** Where WeChat knows no other way: the jump to its signing page has no field that would name one. */
export const signMd5 = (fields: Fields, key: string): string =>
  createHash('md5').update(contentOf(fields, key)).digest('hex').toUpperCase();

/** WeChat answers with the kind of signature it was asked with, and notifies of contracts with the older one. */
export const signedWith = (fields: Fields, key: string): boolean => {
  const given = Buffer.from(fields.sign ?? '');
  const right = Buffer.from(given.length === 32 ? signMd5(fields, key) : signHmac(fields, key));
  return given.length === right.length && timingSafeEqual(given, right);
};
