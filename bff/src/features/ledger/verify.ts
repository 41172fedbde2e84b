import type { chainFaults } from 'shared-types/ledger';
import { genesisHash, merkleRoot, sealHash } from '../../kernel/hashChain.js';
import type { Reader } from '../../platform/database/access.js';
import type { LedgerEntryEntity, LedgerSealEntity, LedgerSealedEntryEntity } from './ledger.entity.js';
import { findEntries, findPostings } from './ledger.store.js';
import { byEntry, leafOf } from './seal.js';
import { findChain, findForgotten, findSealedOf, findSealsAfter, findStrayPosting, readFigures } from './seal.store.js';

/** What is wrong, and where; the words are in the locale. */
export interface Fault {
  kind: (typeof chainFaults)[number];
  /** The seal at which it was found; null: beyond the last. */
  seq: number | null;
  number: number | null;
  entryId: string | null;
  /** Of an unsealed entry. */
  at: string | null;
}

export interface Verdict {
  ok: boolean;
  firstFault?: Fault;
  /** Seals and entries that were recomputed and hold. */
  seals: number;
  entries: number;
}

const faultAt = (kind: Fault['kind'], seq: number | null, sealed?: { number: number; entryId: string }): Fault => ({
  kind,
  seq,
  number: sealed?.number ?? null,
  entryId: sealed?.entryId ?? null,
  at: null,
});

interface Batch {
  seal: LedgerSealEntity;
  sealed: LedgerSealedEntryEntity[];
}

/** How far the chain holds. */
interface Place {
  seq: number;
  hash: string;
  number: number;
}

/** A fault of the seal itself, and of the numbers and leaves that it covers; where it holds, the chain goes on from it. */
const faultOfSeal = (place: Place, { seal, sealed }: Batch): Fault | null => {
  if (seal.seq !== place.seq + 1) return faultAt('seal-missing', place.seq + 1);
  if (seal.prevHash !== place.hash || sealHash(seal) !== seal.hash) return faultAt('seal-changed', seal.seq);
  if (sealed.length !== seal.count) return faultAt('seal-changed', seal.seq);
  const astray = sealed.find(({ number }, index) => number !== place.number + index + 1);
  if (astray) return faultAt('seal-changed', seal.seq, astray);
  const root = merkleRoot(sealed.map(({ leafHash }) => leafHash));
  return root === seal.root ? null : faultAt('seal-changed', seal.seq);
};

/** A fault of the entries that a seal covers: gone, changed, or not even. */
const faultOfEntries = async (reader: Reader, communityId: string, sealed: LedgerSealedEntryEntity[]) => {
  const ids = sealed.map(({ entryId }) => entryId);
  const entries = new Map<string, LedgerEntryEntity>(
    (await findEntries(reader, communityId, ids)).map((entry) => [entry.id, entry]),
  );
  const postings = byEntry(await findPostings(reader, communityId, ids));
  for (const one of sealed) {
    const entry = entries.get(one.entryId);
    const legs = postings.get(one.entryId) ?? [];
    if (!entry) return faultAt('entry-missing', one.seq, one);
    if (leafOf(entry, legs) !== one.leafHash) return faultAt('entry-changed', one.seq, one);
    if (legs.reduce((sum, { amountFen }) => sum + amountFen, 0) !== 0) return faultAt('uneven', one.seq, one);
    // The copy of the time serves sums, and is not in the leaf: it must be the entry's.
    if (legs.some(({ at }) => at.getTime() !== entry.at.getTime())) return faultAt('entry-changed', one.seq, one);
  }
  return null;
};

/** Seals read at once, and entries recomputed at once. */
const mostSeals = 200;
const mostEntries = 200;

/** How long an entry may wait for its seal before it is a fault. */
const patienceMs = 10 * 60_000;

/** Whatever does not hang in the chain: its end cut off, entries or postings beside it. */
const faultBeyond = async (reader: Reader, communityId: string, place: Place, now: Date): Promise<Fault | null> => {
  const [chain, figures] = [await findChain(reader, communityId), await readFigures(reader, communityId)];
  // A seal that was made while we looked is not our concern: the next check sees it.
  const cut = chain && (chain.seq > figures.lastSeq || chain.lastNumber > figures.lastNumber);
  if (cut) return faultAt('seal-missing', figures.lastSeq + 1);
  if (chain && chain.seq === place.seq && chain.hash !== place.hash) return faultAt('seal-changed', place.seq);
  const before = new Date(now.getTime() - patienceMs);
  const forgotten = await findForgotten(reader, communityId, before);
  if (forgotten) return { ...faultAt('unsealed', null), entryId: forgotten.id, at: forgotten.at.toISOString() };
  const stray = await findStrayPosting(reader, communityId);
  return stray ? { ...faultAt('entry-missing', null), entryId: stray } : null;
};

/**
 * Recomputes a community's whole chain from its rows: every leaf, root, link and number, in order; then looks for what
 * hangs beside it. The first fault ends it. `now` is the wall's time.
 */
export const verifyChain = async (reader: Reader, communityId: string, now: Date): Promise<Verdict> => {
  let place: Place = { seq: 0, hash: genesisHash(communityId), number: 0 };
  const verdict = (firstFault: Fault | null): Verdict => ({
    ok: firstFault === null,
    ...(firstFault ? { firstFault } : {}),
    seals: place.seq,
    entries: place.number,
  });
  for (;;) {
    const seals = await findSealsAfter(reader, communityId, place.seq, mostSeals);
    if (seals.length === 0) return verdict(await faultBeyond(reader, communityId, place, now));
    for (const batches of await inBatches(reader, communityId, seals)) {
      for (const batch of batches) {
        const fault = faultOfSeal(place, batch);
        if (fault) return verdict(fault);
        const { seq, hash, count } = batch.seal;
        place = { seq, hash, number: place.number + count };
      }
      const fault = await faultOfEntries(
        reader,
        communityId,
        batches.flatMap(({ sealed }) => sealed),
      );
      if (fault) return verdict(fault);
    }
  }
};

/** Seals with what they cover, in groups of a bearable size. */
const inBatches = async (reader: Reader, communityId: string, seals: LedgerSealEntity[]): Promise<Batch[][]> => {
  const groups: Batch[][] = [];
  let entries = Number.POSITIVE_INFINITY;
  const sealed = new Map<number, LedgerSealedEntryEntity[]>(seals.map(({ seq }) => [seq, []]));
  for (const one of await findSealedOf(reader, communityId, [...sealed.keys()])) sealed.get(one.seq)?.push(one);
  for (const seal of seals) {
    if (entries >= mostEntries) {
      groups.push([]);
      entries = 0;
    }
    groups.at(-1)?.push({ seal, sealed: sealed.get(seal.seq) ?? [] });
    entries += seal.count;
  }
  return groups;
};
