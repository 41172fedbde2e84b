import { fromBase45, toBase45 } from './base45.js';

/**
 * An owner's own door code (S3): a QR code that changes every half minute. The phone makes it, also without a network,
 * from keys that are good for an hour each; a door checks it with what its list gives it. It has one proof for each gate
 * group of the house, so that a door can check no other door's.
 *
 * `AO:` and base 45 of: version 1 | person 16 | step 4 | count 1 | for each group: number 2, proof 8. Numbers are big-endian.
 * A proof is the beginning of HMAC-SHA256, under the hour's key of the group, over everything before the first group.
 */
export interface OwnCode {
  /** 16 bytes of the account's id. */
  person: Uint8Array;
  /** Half minutes since 1970, by the wall's clock. */
  step: number;
  proofs: { group: number; proof: Uint8Array }[];
}

export type Hmac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

export const ownCodePrefix = 'AO:';
export const stepMs = 30_000;
/** A clock may be a step off on either side. */
export const stepsOfDrift = 1;
const version = 1;
const headBytes = 22;
const proofBytes = 8;
const partBytes = 2 + proofBytes;
const mostGroups = 8;
const hourMs = 3_600_000;

export const stepAt = (ms: number): number => Math.floor(ms / stepMs);
export const hourOfStep = (step: number): number => Math.floor((step * stepMs) / hourMs);
export const dayOfHour = (hour: number): number => Math.floor(hour / 24);

const headOf = (person: Uint8Array, step: number, count: number): Uint8Array => {
  const head = new Uint8Array(headBytes);
  head[0] = version;
  head.set(person, 1);
  new DataView(head.buffer).setUint32(17, step);
  head[21] = count;
  return head;
};

/** The proof of a code under the hour's key of one of its groups. */
export const proofOf = (
  { person, step, count }: { person: Uint8Array; step: number; count: number },
  hourKey: Uint8Array,
  hmac: Hmac,
): Uint8Array => hmac(hourKey, headOf(person, step, count)).slice(0, proofBytes);

/** The text of the QR code; eight groups at most. */
export const writeOwnCode = (
  { person, step, keys }: { person: Uint8Array; step: number; keys: readonly { group: number; key: Uint8Array }[] },
  hmac: Hmac,
): string => {
  const used = keys.slice(0, mostGroups);
  const bytes = new Uint8Array(headBytes + partBytes * used.length);
  bytes.set(headOf(person, step, used.length));
  const view = new DataView(bytes.buffer);
  used.forEach(({ group, key }, index) => {
    const at = headBytes + partBytes * index;
    view.setUint16(at, group);
    bytes.set(proofOf({ person, step, count: used.length }, key, hmac), at + 2);
  });
  return ownCodePrefix + toBase45(bytes);
};

/** What a scanned text says, unproved; null: it is no such code. */
export const readOwnCode = (text: string): OwnCode | null => {
  const mostText = ownCodePrefix.length + Math.ceil(((headBytes + partBytes * mostGroups) * 3) / 2);
  if (!text.startsWith(ownCodePrefix) || text.length > mostText) return null;
  const bytes = fromBase45(text.slice(ownCodePrefix.length));
  const count = bytes?.[21] ?? 0;
  if (!bytes || bytes[0] !== version || count < 1 || count > mostGroups) return null;
  if (bytes.length !== headBytes + partBytes * count) return null;
  const view = new DataView(bytes.buffer);
  return {
    person: bytes.slice(1, 17),
    step: view.getUint32(17),
    proofs: Array.from({ length: count }, (_, index) => {
      const at = headBytes + partBytes * index;
      return { group: view.getUint16(at), proof: bytes.slice(at + 2, at + partBytes) };
    }),
  };
};
