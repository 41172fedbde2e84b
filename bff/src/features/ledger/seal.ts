import { genesisHash, leafHash, merkleRoot, sealHash } from '../../kernel/hashChain.js';
import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { setTimer } from '../../platform/queue/queue.js';
import type { LedgerEntryEntity, LedgerPostingEntity } from './ledger.entity.js';
import { findPostings } from './ledger.store.js';
import { halvesOf, headOf, postingRowOf } from './posting.rules.js';
import { findLastSeal, findUnsealedCommunities, findWaiting, insertSeal, lockChain, openChain } from './seal.store.js';
import { nextVerifyTimer } from './verify.timer.js';

export type SealDeps = Pick<Deps, 'db' | 'clock'>;

/** Of one batch: entries, and postings unless a single entry has more. */
const mostEntries = 500;
const mostPostings = 5000;

/** The first entries, as long as their postings stay within a batch's measure. */
const batchOf = (waiting: readonly LedgerEntryEntity[]): LedgerEntryEntity[] => {
  let postings = 0;
  const batch: LedgerEntryEntity[] = [];
  for (const entry of waiting) {
    postings += entry.legs;
    if (batch.length > 0 && postings > mostPostings) break;
    batch.push(entry);
  }
  return batch;
};

/** Postings by the id of their entry. */
export const byEntry = (postings: readonly LedgerPostingEntity[]): Map<string, LedgerPostingEntity[]> => {
  const all = new Map<string, LedgerPostingEntity[]>();
  for (const posting of postings) {
    const known = all.get(posting.entryId);
    if (known) known.push(posting);
    else all.set(posting.entryId, [posting]);
  }
  return all;
};

/** The hash of an entry with its postings: what goes into its batch. */
export const leafOf = (entry: LedgerEntryEntity, postings: readonly LedgerPostingEntity[]): string =>
  leafHash(halvesOf(headOf(entry), postings.map(postingRowOf), entry.salt).leafText);

const sealBatch = async (tx: Tx, deps: SealDeps, communityId: string): Promise<number> => {
  const chain = await lockChain(tx, communityId);
  if (!chain) return 0;
  const entries = batchOf(await findWaiting(tx, communityId, mostEntries));
  if (entries.length === 0) return 0;
  const ids = entries.map(({ id }) => id);
  const postings = byEntry(await findPostings(tx, communityId, ids));
  const leaves = entries.map((entry) => leafOf(entry, postings.get(entry.id) ?? []));
  // The insert-only rows are the truth, the locked one only a lock: a fork would meet the same (community, seq).
  const last = await findLastSeal(tx, communityId);
  const [seq, prevHash] = [(last?.seq ?? 0) + 1, last?.hash ?? genesisHash(communityId)];
  const content = { prevHash, seq, root: merkleRoot(leaves), count: leaves.length, sealedAt: deps.clock.now() };
  const sealed = ids.map((entryId, index) => ({
    communityId,
    number: chain.lastNumber + index + 1,
    seq,
    entryId,
    leafHash: leaves[index] as string,
  }));
  await insertSeal(tx, { communityId, ...content, hash: sealHash(content) }, sealed);
  // Whoever has books has them checked every day.
  await setTimer(tx, deps.clock, nextVerifyTimer(communityId, content.sealedAt));
  return entries.length;
};

/**
 * Seals what waits in a community, batch after batch, each wholly or not at all; how many entries were sealed. Where
 * somebody else is at it, it is left to them.
 */
export const sealCommunity = async (deps: SealDeps, communityId: string): Promise<number> => {
  await inTransaction(deps.db, (tx) => openChain(tx, communityId, genesisHash(communityId)));
  for (let sealed = 0; ; ) {
    const more = await inTransaction(deps.db, (tx) => sealBatch(tx, deps, communityId));
    if (more === 0) return sealed;
    sealed += more;
  }
};

const mostCommunities = 200;

/** Seals what waits anywhere; how many entries were sealed. */
export const sealWaiting = async (deps: SealDeps): Promise<number> => {
  let sealed = 0;
  for (const communityId of await findUnsealedCommunities(deps.db.reader, mostCommunities))
    sealed += await sealCommunity(deps, communityId);
  return sealed;
};
