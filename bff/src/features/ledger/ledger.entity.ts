import type { postingSubjects } from 'shared-types/ledger';
import { EntitySchema } from 'typeorm';
import { fen, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** One event of the books. Never changed or deleted: a trigger and the grants of the application's account say so too. */
export interface LedgerEntryEntity {
  communityId: string;
  id: string;
  /** payment, bill-run …; with the id unique, so that a cause is posted once. */
  causeKind: string;
  causeId: string;
  /** When it happened (the community's time). */
  at: Date;
  /** When it was written (the wall's time): what stays unsealed for long is counted from here. */
  postedAt: Date;
  memo: string;
  /** The sum of its debits. */
  amountFen: number;
  /** How many postings it has. */
  legs: number;
  reverses: string | null;
  byId: string | null;
  /** What anybody may read of it; null: the name of its kind. */
  publicMemo: string | null;
  publicSupplier: string | null;
  publicAbout: string | null;
  /** 16 random bytes in hexadecimal, so that the private half of the leaf cannot be guessed from its hash. */
  salt: string;
}

export const LedgerEntryEntity = new EntitySchema<LedgerEntryEntity>({
  name: 'ledger_entry',
  tableName: 'ledger_entry',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    causeKind: string(30, 'cause_kind'),
    causeId: string(80, 'cause_id'),
    at: time(),
    postedAt: time('posted_at'),
    memo: string(200),
    amountFen: fen('amount_fen'),
    legs: int(),
    reverses: id('reverses', nullable),
    byId: id('by_id', nullable),
    publicMemo: string(200, 'public_memo', nullable),
    publicSupplier: string(60, 'public_supplier', nullable),
    publicAbout: string(60, 'public_about', nullable),
    salt: string(32),
  },
});

/** One leg of an entry: debit +, credit −. The legs of an entry sum to zero. */
export interface LedgerPostingEntity {
  communityId: string;
  entryId: string;
  leg: number;
  account: string;
  amountFen: number;
  /** The entry's, kept here so that an index answers sums by account and time alone. */
  at: Date;
  houseId: string | null;
  billId: string | null;
  subjectKind: (typeof postingSubjects)[number] | null;
  subjectId: string | null;
  subjectLabel: string | null;
  note: string | null;
  purpose: string | null;
}

export const LedgerPostingEntity = new EntitySchema<LedgerPostingEntity>({
  name: 'ledger_posting',
  tableName: 'ledger_posting',
  columns: {
    communityId: key('community_id'),
    entryId: key('entry_id'),
    leg: int(undefined, { primary: true }),
    account: string(24),
    amountFen: fen('amount_fen'),
    at: time(),
    houseId: id('house_id', nullable),
    billId: id('bill_id', nullable),
    subjectKind: string(10, 'subject_kind', nullable),
    subjectId: string(40, 'subject_id', nullable),
    subjectLabel: string(60, 'subject_label', nullable),
    note: string(120, undefined, nullable),
    purpose: string(30, undefined, nullable),
  },
});

/** A batch of entries that can never change again without every later hash changing. */
export interface LedgerSealEntity {
  communityId: string;
  seq: number;
  prevHash: string;
  root: string;
  count: number;
  sealedAt: Date;
  hash: string;
}

export const LedgerSealEntity = new EntitySchema<LedgerSealEntity>({
  name: 'ledger_seal',
  tableName: 'ledger_seal',
  columns: {
    communityId: key('community_id'),
    seq: int(undefined, { primary: true }),
    prevHash: string(64, 'prev_hash'),
    root: string(64),
    count: int(),
    sealedAt: time('sealed_at'),
    hash: string(64),
  },
});

/** The place of an entry in the chain; its number is that of the voucher (记-128). */
export interface LedgerSealedEntryEntity {
  communityId: string;
  number: number;
  seq: number;
  entryId: string;
  leafHash: string;
}

export const LedgerSealedEntryEntity = new EntitySchema<LedgerSealedEntryEntity>({
  name: 'ledger_sealed_entry',
  tableName: 'ledger_sealed_entry',
  columns: {
    communityId: key('community_id'),
    number: int(undefined, { primary: true }),
    seq: int(),
    entryId: id('entry_id'),
    leafHash: string(64, 'leaf_hash'),
  },
});

/** An entry that waits for its seal: written with it, taken away by the sealer. */
export interface LedgerUnsealedEntity {
  communityId: string;
  entryId: string;
}

export const LedgerUnsealedEntity = new EntitySchema<LedgerUnsealedEntity>({
  name: 'ledger_unsealed',
  tableName: 'ledger_unsealed',
  columns: { communityId: key('community_id'), entryId: key('entry_id') },
});

/** The row that a sealer locks, and what the last check of the whole chain found. */
export interface LedgerChainEntity {
  communityId: string;
  /** The last seal and voucher, so that a chain whose end was cut off is known. */
  seq: number;
  hash: string;
  lastNumber: number;
  verifiedAt: Date | null;
  /** ChainFault without words; null: none was found. */
  fault: string | null;
}

export const LedgerChainEntity = new EntitySchema<LedgerChainEntity>({
  name: 'ledger_chain',
  tableName: 'ledger_chain',
  columns: {
    communityId: key('community_id'),
    seq: int(),
    hash: string(64),
    lastNumber: int('last_number'),
    verifiedAt: time('verified_at', nullable),
    fault: string(500, undefined, nullable),
  },
});

export const ledgerEntities = [
  LedgerEntryEntity,
  LedgerPostingEntity,
  LedgerSealEntity,
  LedgerSealedEntryEntity,
  LedgerUnsealedEntity,
  LedgerChainEntity,
];
