import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Keys } from '../secrets/keys.js';
import { isStorageKey, type Storage } from './storage.port.js';

interface Signer {
  keys: Keys;
  realNow: () => Date;
}

const sign = (keys: Keys, key: string, expires: number): Buffer =>
  createHmac('sha256', Buffer.from(keys.address, 'base64')).update(`${key}\n${expires}`).digest();

/** /files/KEY?e=…&s=…, good for so many seconds. Rounded up to the minute, so that a picture's address can be cached. */
export const signAddress = ({ keys, realNow }: Signer, key: string, livesSeconds: number): string => {
  const expires = Math.ceil((realNow().getTime() / 1000 + livesSeconds) / 60) * 60;
  return `/files/${key}?e=${expires}&s=${sign(keys, key, expires).toString('base64url')}`;
};

/** The key of a good address and the seconds it has left, or null. */
const verify = (
  { keys, realNow }: Signer,
  path: string,
  query: string,
): { key: string; leftSeconds: number } | null => {
  const key = path.slice('/files/'.length);
  const parameters = new URLSearchParams(query);
  const expires = Number(parameters.get('e'));
  const given = Buffer.from(parameters.get('s') ?? '', 'base64url');
  if (!isStorageKey(key) || !Number.isSafeInteger(expires) || expires * 1000 < realNow().getTime()) return null;
  const expected = sign(keys, key, expires);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { key, leftSeconds: Math.floor(expires - realNow().getTime() / 1000) };
};

export interface FileAnswer {
  status: number;
  headers: Record<string, string>;
  body: Readable | null;
}

const refusal = (status: number): FileAnswer => ({ status, headers: { 'Cache-Control': 'no-store' }, body: null });

const rangeOf = (header: string | null, bytes: number): { from: number; to: number } | null | 'bad' => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const from = match[1] === '' ? Math.max(0, bytes - Number(match[2])) : Number(match[1]);
  const to = match[1] === '' || match[2] === '' ? bytes - 1 : Math.min(Number(match[2]), bytes - 1);
  return from > to || from >= bytes ? 'bad' : { from, to };
};

/** What /files/… answers: the file, a range of it, or 403 and 404 without a word about which. */
export const readSignedFile = async (
  { storage, keys, realNow }: Signer & { storage: Storage },
  path: string,
  query: string,
  rangeHeader: string | null,
): Promise<FileAnswer> => {
  const good = verify({ keys, realNow }, path, query);
  if (!good) return refusal(403);
  const { key, leftSeconds } = good;
  const found = await storage.stat(key);
  if (!found) return refusal(404);
  const range = rangeOf(rangeHeader, found.bytes);
  if (range === 'bad') return { ...refusal(416), headers: { 'Content-Range': `bytes */${found.bytes}` } };
  const file = await storage.get(key, range ?? undefined);
  if (!file) return refusal(404);
  return {
    status: range ? 206 : 200,
    headers: {
      'Content-Type': found.contentType,
      'Content-Length': String(range ? range.to - range.from + 1 : found.bytes),
      'Accept-Ranges': 'bytes',
      'Cache-Control': `private, max-age=${Math.min(600, leftSeconds)}`,
      'Content-Disposition': `${/^(?:image|audio)\//.test(found.contentType) ? 'inline' : 'attachment'}; filename="${key.split('/').pop()}"`,
      'X-Content-Type-Options': 'nosniff',
      ...(range ? { 'Content-Range': `bytes ${range.from}-${range.to}/${found.bytes}` } : {}),
    },
    body: file.body,
  };
};
