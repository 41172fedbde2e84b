import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { fromBase45, toBase45 } from 'shared-types/base45';
import { bytesToUlid, ulidToBytes } from './ulidBytes.js';

/**
 * The code of a visitor pass (S3): what a door needs to let somebody in without asking anybody, signed with Ed25519.
 * Small enough for a QR code that an old reader takes at arm's length: 91 bytes and two for each gate group, in base 45.
 * The community is not written in it: it is part of what is signed, so that a code of another community is a forged one.
 */
export interface PassCode {
  /** ULID. */
  passId: string;
  /** Numbers of gate groups, 1..65535; eight at most. */
  groups: number[];
  /** Whole seconds; the code is good from `from` until before `until`. */
  from: Date;
  until: Date;
  /** Entries, 1..255. */
  uses: number;
}

/** A public key by which codes and lists are believed. */
export interface TrustedKey {
  /** First two bytes of the key's SHA-256, in hex: which key signed. */
  kid: string;
  key: KeyObject;
}

const prefix = 'AJ:';
const version = 1;
const fixedBytes = 29;
const signatureBytes = 64;
export const mostGroups = 8;
/** Longer texts are not looked at. */
const mostText = 200;

const fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 4);

/** A key as controllers hold it: base64 of its SPKI; throws on anything but an Ed25519 key. */
export const trustedKey = (spki: string): TrustedKey => {
  const key = createPublicKey({ key: Buffer.from(spki, 'base64'), type: 'spki', format: 'der' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return { kid: fingerprint(key), key };
};

/** What is signed: its purpose and its community come first, so that no signature serves another of either. */
export const signedBytes = (
  purpose: 'pass' | 'list' | 'residents' | 'unlock',
  communityId: string,
  body: Uint8Array,
): Buffer => Buffer.concat([Buffer.from(`anju-${purpose}-1\0${communityId}\0`), body]);

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** The text of the QR code. */
export const writePassCode = (
  code: PassCode,
  communityId: string,
  signer: { kid: string; privateKey: KeyObject },
): string => {
  const body = Buffer.alloc(fixedBytes + 2 * code.groups.length);
  body.writeUInt8(version, 0);
  body.write(signer.kid, 1, 'hex');
  ulidToBytes(code.passId).copy(body, 3);
  body.writeUInt32BE(seconds(code.from), 19);
  body.writeUInt32BE(seconds(code.until), 23);
  body.writeUInt8(code.uses, 27);
  body.writeUInt8(code.groups.length, 28);
  for (const [index, group] of code.groups.entries()) body.writeUInt16BE(group, fixedBytes + 2 * index);
  const signature = sign(null, signedBytes('pass', communityId, body), signer.privateKey);
  return prefix + toBase45(Buffer.concat([body, signature]));
};

export type PassReading = { ok: true; code: PassCode } | { ok: false; reason: 'unreadable' | 'forged' };

/** What a scanned text says, once its signature is believed. `unreadable`: it is no code of ours at all. */
export const readPassCode = (text: string, communityId: string, keys: readonly TrustedKey[]): PassReading => {
  const read = text.startsWith(prefix) && text.length <= mostText ? fromBase45(text.slice(prefix.length)) : null;
  const bytes = read && Buffer.from(read);
  const count = bytes?.[28] ?? 0;
  if (!bytes || bytes[0] !== version || count > mostGroups) return { ok: false, reason: 'unreadable' };
  const length = fixedBytes + 2 * count;
  if (bytes.length !== length + signatureBytes) return { ok: false, reason: 'unreadable' };
  const body = bytes.subarray(0, length);
  const kid = body.toString('hex', 1, 3);
  const signed = signedBytes('pass', communityId, body);
  const believed = keys.some((one) => one.kid === kid && verify(null, signed, one.key, bytes.subarray(length)));
  if (!believed) return { ok: false, reason: 'forged' };
  const groups = Array.from({ length: count }, (_, index) => body.readUInt16BE(fixedBytes + 2 * index));
  return {
    ok: true,
    code: {
      passId: bytesToUlid(body.subarray(3, 19)),
      groups,
      from: new Date(body.readUInt32BE(19) * 1000),
      until: new Date(body.readUInt32BE(23) * 1000),
      uses: body.readUInt8(27),
    },
  };
};
