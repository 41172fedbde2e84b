import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { tagBytes } from 'shared-types/doorFrames';
import { signedBytes, type TrustedKey } from './passCode.js';
import { bytesToUlid, ulidToBytes } from './ulidBytes.js';

/**
 * What lets a phone open a door by Bluetooth (S2): signed with Ed25519 for one challenge that the door has just given.
 * Neither door nor challenge is written in it: both are part of what is signed. The phone holds no key of the door, and
 * the door needs no clock: a challenge is used up by the first answer, and forgotten after half a minute.
 */

const version = 1;
const bodyBytes = 19;
const signatureBytes = 64;

export interface Challenge {
  communityId: string;
  deviceId: string;
  /** 16 bytes. */
  challenge: Uint8Array;
}

const signedOf = ({ communityId, deviceId, challenge }: Challenge, body: Uint8Array): Buffer =>
  signedBytes('unlock', communityId, Buffer.concat([ulidToBytes(deviceId), challenge, body]));

export const writeDoorToken = (
  accountId: string,
  challenge: Challenge,
  signer: { kid: string; privateKey: KeyObject },
): Buffer => {
  const body = Buffer.alloc(bodyBytes);
  body.writeUInt8(version, 0);
  body.write(signer.kid, 1, 'hex');
  ulidToBytes(accountId).copy(body, 3);
  return Buffer.concat([body, sign(null, signedOf(challenge, body), signer.privateKey)]);
};

/** Who opens; null: not signed for this door and this challenge. */
export const readDoorToken = (
  token: Uint8Array,
  challenge: Challenge,
  keys: readonly TrustedKey[],
): { accountId: string } | null => {
  if (token.length !== bodyBytes + signatureBytes || token[0] !== version) return null;
  const body = Buffer.from(token.subarray(0, bodyBytes));
  const signed = signedOf(challenge, body);
  const kid = body.toString('hex', 1, 3);
  const isOurs = keys.some((one) => one.kid === kid && verify(null, signed, one.key, token.subarray(bodyBytes)));
  return isOurs ? { accountId: bytesToUlid(body.subarray(3)) } : null;
};

/** By which a phone knows a door on the air; hex. */
export const doorTag = (deviceId: string): string =>
  createHash('sha256')
    .update(`door\0${deviceId}`)
    .digest('hex')
    .slice(0, tagBytes * 2);
