import { type KeyObject, sign, verify } from 'node:crypto';
import { signedBytes, type TrustedKey } from './passCode.js';

/**
 * What a controller holds to decide alone: which passes are dead, which six digits are alive, and the keys to believe.
 * It is made for one device, is signed, grows old, and never goes back to an earlier one.
 */
export interface DoorList {
  communityId: string;
  deviceId: string;
  /** Milliseconds by the wall's clock; a list that is older than the one held is not taken. */
  issuedAt: number;
  /** After this no digits are let in by the list; signed codes are, and their passages say that the list was old. */
  validUntil: number;
  /** Numbers of the gate groups in which the device stands. */
  groups: number[];
  /** Base64 of SPKI: the keys of codes and of the next list. */
  keys: string[];
  /** Passes that are dead before their time is over. */
  revoked: string[];
  /** Passes of these groups that are alive or will be: `digits` as they are typed. */
  passes: ListedPass[];
}

export interface ListedPass {
  id: string;
  digits: string;
  /** Milliseconds. */
  from: number;
  until: number;
  uses: number;
  /** Entries at any door, as far as the server knew. */
  used: number;
}

export interface SignedList {
  /** JSON; signatures are over these very characters. */
  text: string;
  /** By key: during a change of keys a list bears a signature of each, so that controllers follow. */
  signatures: Record<string, string>;
}

/**
 * Who lives where a door leads, for their own codes. A list of its own, for it is long and seldom changes: a guest who is
 * invited does not send it anew.
 */
export interface ResidentList {
  communityId: string;
  deviceId: string;
  /** Milliseconds by the wall's clock. */
  issuedAt: number;
  /** Keys of the gate groups in which the device stands, by the day; without a key for today no own code is let in. */
  groups: { number: number; days: { day: number /** Hex. */; key: string }[] }[];
  /** Base64: the marks of everybody who may pass, one after the other. */
  residents: string;
}

type Purpose = 'list' | 'residents';
interface Issued {
  communityId: string;
  deviceId: string;
  issuedAt: number;
}

export const signList = <L extends Issued>(
  list: L,
  signers: readonly { kid: string; privateKey: KeyObject }[],
  purpose: Purpose = 'list',
): SignedList => {
  const text = JSON.stringify(list);
  const bytes = signedBytes(purpose, list.communityId, Buffer.from(text));
  return {
    text,
    signatures: Object.fromEntries(
      signers.map(({ kid, privateKey }) => [kid, sign(null, bytes, privateKey).toString('base64')]),
    ),
  };
};

interface Holder {
  communityId: string;
  deviceId: string;
  keys: readonly TrustedKey[];
  heldIssuedAt: number;
}

const readIssued = <L extends Issued>(signed: SignedList, holder: Holder, purpose: Purpose): L | null => {
  const bytes = signedBytes(purpose, holder.communityId, Buffer.from(signed.text));
  const believed = holder.keys.some(({ kid, key }) => {
    const signature = signed.signatures[kid];
    return signature !== undefined && verify(null, bytes, key, Buffer.from(signature, 'base64'));
  });
  if (!believed) return null;
  const list = JSON.parse(signed.text) as L;
  const isMine = list.communityId === holder.communityId && list.deviceId === holder.deviceId;
  return isMine && list.issuedAt >= holder.heldIssuedAt ? list : null;
};

/** The list, if a key that is held has signed it for this device and it is not older than the one held; else null. */
export const readList = (signed: SignedList, holder: Holder): DoorList | null =>
  readIssued<DoorList>(signed, holder, 'list');

export const readResidentList = (signed: SignedList, holder: Holder): ResidentList | null =>
  readIssued<ResidentList>(signed, holder, 'residents');
