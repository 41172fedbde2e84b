import { randomBytes } from 'node:crypto';
import { newId } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import { isAccount } from './accounts.js';
import type { EntryInput, PublicWords } from './ledger.model.js';
import {
  findByCause,
  findPostedCauses,
  findPostings,
  findReversalOf,
  insertEntries,
  mostAtOnce,
} from './ledger.store.js';
import { type EntryRows, flawOf, postingRowOf, reversed, rowsOf } from './posting.rules.js';

export interface Posted {
  entryId: string;
  /** False: this cause was posted before, and nothing was written. */
  posted: boolean;
}

const prepare = (clock: Clock, entry: EntryInput): EntryRows => {
  const flaw = flawOf(entry, isAccount);
  if (flaw) throw new Error(flaw);
  const postedAt = clock.realNow();
  return rowsOf(entry, { id: newId(postedAt), postedAt, salt: randomBytes(16).toString('hex') });
};

/**
 * Posts one entry in the caller's transaction, once for its cause. Nobody who posts waits for anybody else who does, but
 * for the same cause. Throws when the legs do not sum to zero, when there is none, and on an account that does not exist.
 */
export const postEntry = async (tx: Tx, clock: Clock, input: EntryInput): Promise<Posted> => {
  const rows = prepare(clock, input);
  const before = await findByCause(tx, input.communityId, input.cause);
  if (before) return { entryId: before.id, posted: false };
  try {
    await insertEntries(tx, [rows]);
    return { entryId: rows.entry.id, posted: true };
  } catch (error) {
    // Two at once: the other one committed while our insert waited for it.
    const other = isDuplicate(error) ? await findByCause(tx, input.communityId, input.cause) : null;
    if (!other) throw error;
    return { entryId: other.id, posted: false };
  }
};

const unposted = async (tx: Tx, inputs: readonly EntryInput[]): Promise<EntryInput[]> => {
  const kinds = new Map<string, EntryInput[]>();
  for (const input of inputs) {
    const key = `${input.communityId} ${input.cause.kind}`;
    const group = kinds.get(key);
    if (group) group.push(input);
    else kinds.set(key, [input]);
  }
  const left: EntryInput[] = [];
  for (const group of kinds.values()) {
    const [{ communityId, cause }] = group as [EntryInput];
    const ids = group.map((one) => one.cause.id);
    const posted = await findPostedCauses(tx, communityId, cause.kind, ids);
    left.push(...group.filter((one) => !posted.has(one.cause.id)));
  }
  return left;
};

/** Posts many entries with few statements, for runs; those whose cause was posted before are left out. */
export const postEntries = async (tx: Tx, clock: Clock, inputs: readonly EntryInput[]): Promise<void> => {
  const left = await unposted(tx, inputs);
  for (let from = 0; from < left.length; from += mostAtOnce) {
    const part = left.slice(from, from + mostAtOnce);
    const rows = part.map((input) => prepare(clock, input));
    try {
      await insertEntries(tx, rows);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Somebody posted one of them meanwhile, or one cause came twice: one by one, so that only that one is left out.
      for (const input of part) await postEntry(tx, clock, input);
    }
  }
};

export interface Reversal {
  communityId: string;
  /** Of the reversal itself. */
  cause: { kind: string; id: string };
  /** Cause of the entry that is taken back. */
  of: { kind: string; id: string };
  at: Date;
  memo: string;
  by?: string | null;
  open?: PublicWords | null;
}

/** Takes an entry back, leg by leg, once. Throws when there is no such entry, or another cause took it back before. */
export const reverseEntry = async (tx: Tx, clock: Clock, { of, ...reversal }: Reversal): Promise<Posted> => {
  const { communityId } = reversal;
  const entry = await findByCause(tx, communityId, of);
  if (!entry) throw new Error(`nothing was posted for ${of.kind}/${of.id}`);
  const before = await findReversalOf(tx, communityId, entry.id);
  if (before && (before.causeKind !== reversal.cause.kind || before.causeId !== reversal.cause.id))
    throw new Error(`entry ${of.kind}/${of.id} is taken back already`);
  const postings = (await findPostings(tx, communityId, [entry.id])).map(postingRowOf);
  return postEntry(tx, clock, { ...reversal, postings: reversed(postings), reverses: entry.id });
};
