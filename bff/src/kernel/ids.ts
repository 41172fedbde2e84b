import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = Buffer.alloc(4096);
let taken = pool.length;

/** A random number of 0..1 by bytes that are asked for in loads: one call of the system for each cost more than the id. */
const fromPool = (): number => {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  const byte = pool[taken] ?? 0;
  taken += 1;
  return byte / 256;
};

let entropy: () => number = fromPool;

/** For a life that must be lived again in the same way (`npm run simulate`): ids from these numbers, 0..1. */
export const seedIds = (numbers: () => number): void => {
  entropy = numbers;
};

let lastMs = Number.NaN;
let nextOf = monotonicFactory(entropy);

/**
 * A new 26-character ULID; rows of one table sort by it as they were made, also within one millisecond of a process. A
 * clock that runs back begins anew.
 */
export const newId = (now: Date): string => {
  const ms = now.getTime();
  if (ms !== lastMs) {
    nextOf = monotonicFactory(entropy);
    lastMs = ms;
  }
  return nextOf(ms);
};

/** An id that is the same for the same cause, so that the loser of a race does nothing (house.md). */
export const deterministicId = (...parts: string[]): string => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const digest = createHash('sha256').update(parts.join('\u0000')).digest();
  let id = '';
  for (let i = 0; i < 26; i++) id += alphabet[(digest[i] ?? 0) & (i === 0 ? 7 : 31)];
  return id;
};

const codeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz';

/** An unguessable short code of letters and digits that are hard to mix up (about 5.8 bits each). */
export const randomCode = (length: number): string => {
  let code = '';
  while (code.length < length)
    for (const byte of randomBytes(length * 2)) {
      if (byte >= 224) continue;
      code += codeAlphabet[byte % 56];
      if (code.length === length) break;
    }
  return code;
};

/** 256 random bits, for tokens that are kept only as a hash. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex');
