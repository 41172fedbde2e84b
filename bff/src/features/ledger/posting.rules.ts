import { toDay } from 'shared-types/time';
import { canonicalJson, textHash } from '../../kernel/hashChain.js';
import type { LedgerEntryEntity, LedgerPostingEntity } from './ledger.entity.js';
import type { EntryHead, EntryInput, PostingInput, PostingRow } from './ledger.model.js';

/** Text as both databases give it back: without control signs and halves of a sign, at most `most` characters. */
export const plainText = (text: string, most: number): string =>
  [...text.replace(/\p{Cc}/gu, ' ').replace(/\p{Cs}/gu, '')].slice(0, most).join('').trim();

const textOrNull = (text: string | null | undefined, most: number): string | null =>
  text ? plainText(text, most) || null : null;

/** What is wrong with an entry, in the words of a programmer; null: nothing. */
export const flawOf = (entry: EntryInput, isAccount: (code: string) => boolean): string | null => {
  const { cause, postings } = entry;
  const name = `entry ${cause.kind}/${cause.id}`;
  if (!/^[a-z-]{1,30}$/.test(cause.kind)) return `${name}: a cause's kind is small letters and dashes`;
  if (cause.id === '' || cause.id.length > 80) return `${name}: a cause's id has 1 to 80 characters`;
  if (Number.isNaN(entry.at.getTime())) return `${name}: no time`;
  const strange = postings.find(({ purpose }) => purpose && !/^[a-z.-]{1,30}$/.test(purpose));
  if (strange) return `${name}: a purpose is small letters, dots and dashes`;
  const unknown = postings.find(({ account }) => !isAccount(account));
  if (unknown) return `${name}: no account ${unknown.account}`;
  if (postings.some(({ amountFen }) => !Number.isSafeInteger(amountFen))) return `${name}: an amount is no whole fen`;
  if (postings.every(({ amountFen }) => amountFen === 0)) return `${name}: nothing to post`;
  const sum = postings.reduce((total, { amountFen }) => total + amountFen, 0);
  if (!Number.isSafeInteger(sum) || sum !== 0) return `${name}: debit and credit differ by ${sum} fen`;
  return null;
};

const postingOf = (entry: LedgerEntryEntity, input: PostingInput, leg: number): LedgerPostingEntity => ({
  communityId: entry.communityId,
  entryId: entry.id,
  leg,
  account: input.account,
  amountFen: input.amountFen,
  at: entry.at,
  houseId: input.houseId ?? null,
  billId: input.billId ?? null,
  subjectKind: input.subject?.kind ?? null,
  subjectId: input.subject ? plainText(input.subject.id, 40) : null,
  subjectLabel: input.subject ? plainText(input.subject.label, 60) : null,
  note: textOrNull(input.note, 120),
  purpose: input.purpose ?? null,
});

export interface EntryRows {
  entry: LedgerEntryEntity;
  postings: LedgerPostingEntity[];
}

/** The rows of an entry without flaw. Legs of zero are left out; legs are counted from 1, in the order given. */
export const rowsOf = (
  input: EntryInput,
  { id, postedAt, salt }: { id: string; postedAt: Date; salt: string },
): EntryRows => {
  const moving = input.postings.filter(({ amountFen }) => amountFen !== 0);
  const entry: LedgerEntryEntity = {
    communityId: input.communityId,
    id,
    causeKind: input.cause.kind,
    causeId: input.cause.id,
    at: input.at,
    postedAt,
    memo: plainText(input.memo, 200),
    amountFen: moving.reduce((sum, { amountFen }) => sum + Math.max(amountFen, 0), 0),
    legs: moving.length,
    reverses: input.reverses ?? null,
    byId: input.by ?? null,
    publicMemo: textOrNull(input.open?.memo, 200),
    publicSupplier: textOrNull(input.open?.supplier, 60),
    publicAbout: textOrNull(input.open?.about, 60),
    salt,
  };
  return { entry, postings: moving.map((posting, index) => postingOf(entry, posting, index + 1)) };
};

export const headOf = (row: LedgerEntryEntity): EntryHead => ({
  id: row.id,
  communityId: row.communityId,
  cause: { kind: row.causeKind, id: row.causeId },
  at: row.at,
  postedAt: row.postedAt,
  memo: row.memo,
  amountFen: row.amountFen,
  reverses: row.reverses,
  by: row.byId,
  open: row.publicMemo === null ? null : { memo: row.publicMemo, supplier: row.publicSupplier, about: row.publicAbout },
});

export const postingRowOf = (row: Omit<LedgerPostingEntity, 'communityId' | 'entryId' | 'at'>): PostingRow => ({
  leg: row.leg,
  account: row.account,
  amountFen: row.amountFen,
  houseId: row.houseId,
  billId: row.billId,
  subject: row.subjectKind && { kind: row.subjectKind, id: row.subjectId ?? '', label: row.subjectLabel ?? '' },
  note: row.note,
  purpose: row.purpose,
});

/** The other way round, leg by leg. */
export const reversed = (postings: readonly PostingRow[]): PostingInput[] =>
  postings.map(({ leg: _leg, ...posting }) => ({ ...posting, amountFen: -posting.amountFen }));

/** A leg as anybody may read it: bills and payments of one account are one sum. */
export interface PublicLeg {
  account: string;
  /** Debit +, credit −. */
  amountFen: number;
  purpose: string | null;
}

/** Sums by account, purpose and side, in the order of these. */
export const publicLegs = (postings: readonly PublicLeg[]): PublicLeg[] => {
  const sums = new Map<string, PublicLeg>();
  for (const { account, amountFen, purpose } of postings) {
    const key = `${account} ${purpose ?? ''} ${amountFen > 0 ? '+' : '-'}`;
    const sum = sums.get(key);
    sums.set(key, { account, amountFen: (sum?.amountFen ?? 0) + amountFen, purpose });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, leg]) => leg);
};

/** What anybody may read of a sealed entry: no house, no bill, no person, the day but not the hour. */
export interface PublicHalf {
  about: string | null;
  communityId: string;
  /** The community's day, YYYY-MM-DD. */
  day: string;
  id: string;
  kind: string;
  legs: PublicLeg[];
  /** Null: the name of its kind. */
  memo: string | null;
  /** Id of the entry that it takes back. */
  reverses: string | null;
  supplier: string | null;
}

export const publicHalfOf = (entry: EntryHead, postings: readonly PostingRow[]): PublicHalf => ({
  about: entry.open?.about ?? null,
  communityId: entry.communityId,
  day: toDay(entry.at),
  id: entry.id,
  kind: entry.cause.kind,
  legs: publicLegs(postings),
  memo: entry.open?.memo ?? null,
  reverses: entry.reverses,
  supplier: entry.open?.supplier ?? null,
});

const privateText = (entry: EntryHead, postings: readonly PostingRow[], salt: string): string =>
  canonicalJson({
    at: entry.at.toISOString(),
    by: entry.by,
    causeId: entry.cause.id,
    memo: entry.memo,
    postedAt: entry.postedAt.toISOString(),
    postings: [...postings]
      .sort((a, b) => a.leg - b.leg)
      .map(({ leg, account, amountFen, houseId, billId, subject, note, purpose }) => ({
        leg,
        account,
        amountFen,
        houseId,
        billId,
        subject: subject && { id: subject.id, kind: subject.kind, label: subject.label },
        note,
        purpose,
      })),
    salt,
  });

/** An entry as two texts, in which nothing can change without a hash changing: the one for everybody, and the rest. */
export interface Halves {
  publicText: string;
  privateText: string;
  /** What is hashed into the batch: the hashes of both, so that the public half proves itself without the other. */
  leafText: string;
}

export const halvesOf = (entry: EntryHead, postings: readonly PostingRow[], salt: string): Halves => {
  const half = publicHalfOf(entry, postings);
  const texts = {
    publicText: canonicalJson({ ...half, legs: half.legs.map((leg) => ({ ...leg })) }),
    privateText: privateText(entry, postings, salt),
  };
  const leaf = { private: textHash(texts.privateText), public: textHash(texts.publicText), v: 2 };
  return { ...texts, leafText: canonicalJson(leaf) };
};
