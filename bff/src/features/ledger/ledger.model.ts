import type { postingSubjects } from 'shared-types/ledger';

/** What a posting is about, besides a house and a bill. The label is read by people: no personal data. */
export interface PostingSubject {
  kind: (typeof postingSubjects)[number];
  /** Id, number or code of the subject; at most 40 characters. */
  id: string;
  /** 二单元电梯; at most 60 characters are kept. */
  label: string;
}

export interface PostingInput {
  /** 1122.property; see `data/chart-of-accounts.json`. */
  account: string;
  /** Debit +, credit −. A leg of zero is left out. */
  amountFen: number;
  houseId?: string | null;
  billId?: string | null;
  subject?: PostingSubject | null;
  /** No personal data; at most 120 characters are kept. */
  note?: string | null;
  /**
   * Public, unlike the note: whose money it is or what it is for, as a code that the monthly report sums by. Small letters,
   * dots and dashes, at most 30: public-revenue, fund-out.lift.
   */
  purpose?: string | null;
}

/** What anybody may read of an entry in the exported report: no name of a person, no number, no door. */
export interface PublicWords {
  /** At most 200 characters are kept. */
  memo: string;
  /** A firm; at most 60 characters are kept. */
  supplier?: string | null;
  /** 二单元电梯; at most 60 characters are kept. */
  about?: string | null;
}

export interface EntryInput {
  communityId: string;
  /** Unique in a community: what was posted for a cause is never posted again. Kind ≤ 30, id ≤ 80 characters. */
  cause: { kind: string; id: string };
  /** When it happened, the community's time. */
  at: Date;
  /** No personal data; at most 200 characters are kept. */
  memo: string;
  /** Sum to zero. */
  postings: readonly PostingInput[];
  /** Id of the entry that this one takes back. */
  reverses?: string | null;
  /** Id of the member of staff who caused it; null: the system. */
  by?: string | null;
  /** By default the name of the cause's kind is all that is public of the words. */
  open?: PublicWords | null;
}

/** An entry as it stands in the books, without its postings. */
export interface EntryHead {
  id: string;
  communityId: string;
  cause: { kind: string; id: string };
  at: Date;
  postedAt: Date;
  memo: string;
  /** The sum of its debits. */
  amountFen: number;
  reverses: string | null;
  by: string | null;
  /** What anybody may read of it; null: the name of its kind. */
  open: Required<PublicWords> | null;
}

export interface PostingRow {
  leg: number;
  account: string;
  /** Debit +, credit −. */
  amountFen: number;
  houseId: string | null;
  billId: string | null;
  subject: PostingSubject | null;
  note: string | null;
  purpose: string | null;
}

/** An entry with its postings, and its place in the chain. */
export interface Entry extends EntryHead {
  postings: PostingRow[];
  /** 128 of 记-128; null until it is sealed. */
  number: number | null;
  /** The entry that takes this one back. */
  reversedBy: string | null;
}

/** One posting of an account, with what its entry says. */
export interface AccountPosting extends PostingRow {
  entryId: string;
  number: number | null;
  cause: { kind: string; id: string };
  at: Date;
  memo: string;
  reverses: string | null;
}

/** A sealed batch of the chain. */
export interface Seal {
  communityId: string;
  seq: number;
  prevHash: string;
  root: string;
  count: number;
  sealedAt: Date;
  hash: string;
}
