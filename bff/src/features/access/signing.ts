import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type TrustedKey, trustedKey } from '../../kernel/passCode.js';
import type { Keys } from '../../platform/secrets/keys.js';

export interface Signer extends TrustedKey {
  privateKey: KeyObject;
  /** As controllers are given it. */
  spki: string;
}

const signerOf = ({ publicKey, privateKey }: Keys['pass']): Signer => {
  const spki = createPublicKey(publicKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { ...trustedKey(spki), privateKey: createPrivateKey(privateKey), spki };
};

const known = new WeakMap<Keys, Signer[]>();

/** The pass keys of the keys file, the one that signs new codes first; parsed once. */
export const signersOf = (keys: Keys): [Signer, ...Signer[]] => {
  const before = known.get(keys);
  const signers = before ?? [keys.pass, ...(keys.passEarlier ?? [])].map(signerOf);
  if (!before) known.set(keys, signers);
  return signers as [Signer, ...Signer[]];
};
