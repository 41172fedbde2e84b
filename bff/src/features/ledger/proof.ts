import type { ProofStep } from 'shared-types/ledger';
import { merkleProof } from '../../kernel/hashChain.js';
import type { Reader } from '../../platform/database/access.js';
import type { Seal } from './ledger.model.js';
import { findEntry, findPostings } from './ledger.store.js';
import { type Halves, halvesOf, headOf, postingRowOf } from './posting.rules.js';
import { findSeal, findSealedEntry, findSealedOf } from './seal.store.js';

export interface EntryProof extends Halves {
  entryId: string;
  /** 128 of 记-128 */
  number: number;
  leafHash: string;
  /** From the leaf to the root of the seal. */
  proof: ProofStep[];
  seal: Seal;
}

/** The way from an entry to its seal; null while it is not sealed, or when there is no such entry. */
export const proofOf = async (reader: Reader, communityId: string, entryId: string): Promise<EntryProof | null> => {
  const sealed = await findSealedEntry(reader, communityId, entryId);
  if (!sealed) return null;
  const [entry, postings, seal, batch] = await Promise.all([
    findEntry(reader, communityId, entryId),
    findPostings(reader, communityId, [entryId]),
    findSeal(reader, communityId, sealed.seq),
    findSealedOf(reader, communityId, [sealed.seq]),
  ]);
  if (!entry || !seal) return null;
  const leaves = batch.map(({ leafHash }) => leafHash);
  const index = batch.findIndex((one) => one.entryId === entryId);
  const { number, leafHash } = sealed;
  const halves = halvesOf(headOf(entry), postings.map(postingRowOf), entry.salt);
  return { entryId, number, ...halves, leafHash, proof: merkleProof(leaves, index), seal };
};
