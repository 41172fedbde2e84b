import { booksTexts } from '../../locales/books.js';
import type { Reader } from '../../platform/database/access.js';
import { isAccount as known } from './accounts.js';
import type { AccountPosting, Entry, Seal } from './ledger.model.js';
import * as store from './ledger.store.js';
import { presentFault } from './ledger.view.js';
import { openedSeals as opened } from './opened.js';
import { postEntries as postMany, postEntry as postOne, reverseEntry as reverse } from './post.js';
import { headOf, postingRowOf } from './posting.rules.js';
import { proofOf as proof } from './proof.js';
import * as reports from './report.store.js';
import { sealCommunity } from './seal.js';
import { findChain, findLastSeal, findSeal, findSealsAfter } from './seal.store.js';
import { verifyChain as verify } from './verify.js';

/** What other features may do with the books: post, take back, sum, read, prove. */

export type {
  AccountPosting,
  Entry,
  EntryInput,
  PostingInput,
  PostingSubject,
  PublicWords,
  Seal,
} from './ledger.model.js';

/** Write. Debit +, credit −; every entry sums to zero and is posted once for its cause. */
export const postEntry = postOne;
export const postEntries = postMany;
export const reverseEntry = reverse;

/** 应收物业费; the code itself where there is no such account. */
export const accountName = (code: string): string => booksTexts.account(code);
export const isAccount = known;

/**
 * The balance of one account (`account`), of all whose code begins alike (`prefix`), or of the whole book, in fen: debit
 * +, credit −. `from` is included, `to` is not.
 */
export const balanceOf = (reader: Reader, communityId: string, filter: store.BalanceFilter): Promise<number> =>
  store.sumBalance(reader, communityId, filter);

/** Debit and credit of every account that moved in a span of time. */
export const sumByAccount = (reader: Reader, communityId: string, span: store.Span): Promise<store.AccountSum[]> =>
  store.sumAccounts(reader, communityId, span);

/** One entry with its postings; null when there is none here. */
export const readEntry = async (reader: Reader, communityId: string, id: string): Promise<Entry | null> =>
  (await readEntries(reader, communityId, [id]))[0] ?? null;

/** Entries by id, with their postings, in the order of their ids. */
export const readEntries = async (reader: Reader, communityId: string, ids: string[]): Promise<Entry[]> => {
  const [entries, postings, numbers, reversals] = await Promise.all([
    store.findEntries(reader, communityId, ids),
    store.findPostings(reader, communityId, ids),
    store.findNumbers(reader, communityId, ids),
    store.findReversalsOf(reader, communityId, ids),
  ]);
  return entries
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((entry) => ({
      ...headOf(entry),
      postings: postings.filter(({ entryId }) => entryId === entry.id).map(postingRowOf),
      number: numbers.get(entry.id) ?? null,
      reversedBy: reversals.get(entry.id) ?? null,
    }));
};

/** The entry of a cause; null: nothing was posted for it. */
export const readEntryOf = async (
  reader: Reader,
  communityId: string,
  cause: { kind: string; id: string },
): Promise<Entry | null> => {
  const entry = await store.findByCause(reader, communityId, cause);
  return entry && readEntry(reader, communityId, entry.id);
};

/** Postings of some accounts in a span of time, the earliest first; a full page may have more after its last row. */
export const entriesOfAccount = (
  reader: Reader,
  communityId: string,
  filter: store.AccountRange & store.Span & { after?: store.PostingFilter['after']; limit: number },
): Promise<AccountPosting[]> => store.listPostings(reader, communityId, { ...filter, after: filter.after ?? null });

/** Seals what waits in a community now, instead of within seconds; how many entries were sealed. */
export const sealNow = sealCommunity;

/** The last seal made by an instant (the community's time); null: none was. */
export const lastSealBy = (reader: Reader, communityId: string, at: Date): Promise<Seal | null> =>
  findLastSeal(reader, communityId, at);

/** Seals in order, from after one of them (0: the first) up to an instant; 10,000 at most. */
export const sealsUpTo = async (reader: Reader, communityId: string, at: Date, after = 0): Promise<Seal[]> =>
  (await findSealsAfter(reader, communityId, after, 10_000)).filter(({ sealedAt }) => sealedAt <= at);

/** For the monthly report: sums of what is sealed, single entries of some accounts, and what is not sealed yet. */
export type { EntryMovement, Movement, SealedSpan } from './report.store.js';
export const sumMovements = reports.sumMovements;
export const countSealedEntries = reports.countSealed;
export const listMovements = reports.listMovements;
export const countUnsealedBefore = reports.countUnsealedBefore;
export const firstResultAt = reports.findFirstResult;
export const lastSeqBefore = reports.findSeqBefore;
export const numbersOfEntries = reports.findNumbersOf;

/** 出账 */
export const causeName = (kind: string): string => booksTexts.cause(kind);
/** 记-128 */
export const voucherNumber = (number: number): string => booksTexts.number(number);

export const sealOfSeq = (reader: Reader, communityId: string, seq: number): Promise<Seal | null> =>
  findSeal(reader, communityId, seq);

/** What the last recomputation of the chain found; null: nothing, or there was none yet. */
export const chainFaultOf = async (reader: Reader, communityId: string): Promise<string | null> => {
  const fault = (await findChain(reader, communityId))?.fault;
  return fault ? presentFault(JSON.parse(fault)).words : null;
};

/** The chain for whoever checks it elsewhere: public halves of the entries, and hashes of the rest. */
export type { OpenedSeal } from './opened.js';
export const openedSeals = opened;

/** The way from an entry to its seal; null while it is not sealed. */
export const proofOf = proof;

/** Recomputes the whole chain; `now` is the wall's time, by which an entry has stood unsealed for too long. */
export const verifyChain = verify;
