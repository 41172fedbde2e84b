import { textHash } from '../../kernel/hashChain.js';
import type { Reader } from '../../platform/database/access.js';
import type { Seal } from './ledger.model.js';
import { findEntries, findPostings } from './ledger.store.js';
import { halvesOf, headOf, postingRowOf } from './posting.rules.js';
import { byEntry } from './seal.js';
import { findSealedOf, findSealsAfter } from './seal.store.js';

/** A sealed entry as anybody may check it: its public half, and the hash of the other. */
export interface OpenedEntry {
  /** Canonical JSON of its public half. */
  publicText: string;
  privateHash: string;
}

const mostAtOnce = 500;

/** What a seal covers, in the order of its leaves. */
const openSeal = async (reader: Reader, communityId: string, seq: number): Promise<OpenedEntry[]> => {
  const sealed = await findSealedOf(reader, communityId, [seq]);
  const opened: OpenedEntry[] = [];
  for (let from = 0; from < sealed.length; from += mostAtOnce) {
    const ids = sealed.slice(from, from + mostAtOnce).map(({ entryId }) => entryId);
    const [entries, postings] = await Promise.all([
      findEntries(reader, communityId, ids),
      findPostings(reader, communityId, ids),
    ]);
    const legs = byEntry(postings);
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    for (const id of ids) {
      const entry = byId.get(id);
      if (!entry) throw new Error(`sealed entry ${id} is gone`);
      const { publicText, privateText } = halvesOf(headOf(entry), (legs.get(id) ?? []).map(postingRowOf), entry.salt);
      opened.push({ publicText, privateHash: textHash(privateText) });
    }
  }
  return opened;
};

export interface OpenedSeal extends Seal {
  /** Null: not opened. */
  entries: OpenedEntry[] | null;
}

/** All seals up to one of them, in order; those after `openAfter` with what they cover. */
export async function* openedSeals(
  reader: Reader,
  communityId: string,
  { upToSeq, openAfter }: { upToSeq: number; openAfter: number },
): AsyncGenerator<OpenedSeal> {
  for (let last = 0; last < upToSeq; ) {
    const seals = await findSealsAfter(reader, communityId, last, 1000);
    if (seals.length === 0) return;
    for (const seal of seals) {
      if (seal.seq > upToSeq) return;
      yield { ...seal, entries: seal.seq > openAfter ? await openSeal(reader, communityId, seal.seq) : null };
      last = seal.seq;
    }
  }
}
