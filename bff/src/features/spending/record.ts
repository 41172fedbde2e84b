import type { SpendingCategory, SpendingKind, spendingAccounts } from 'shared-types/spending';
import { wall } from 'shared-types/time';
import { newId } from '../../kernel/ids.js';
import { spendingTexts } from '../../locales/spending.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { book } from './book.js';
import type { SpendingEntity } from './spending.entity.js';
import { fundingOf } from './spending.rules.js';
import { insertSpending } from './spending.store.js';
import { readTies, type TieInput } from './ties.js';

export interface RecordInput extends TieInput {
  communityId: string;
  kind: SpendingKind;
  category: SpendingCategory;
  amountFen: number;
  /** YYYY-MM-DD of the voucher. */
  day: string;
  account: (typeof spendingAccounts)[number];
  fundedBy?: 'property' | 'public-revenue' | undefined;
  supplier?: string | undefined;
  memo: string;
  by: { id: string; name: string };
  /** How many files the caller takes for it. */
  vouchers: number;
  vouchersPublic?: boolean | undefined;
  correctsId?: string | undefined;
  /** False: it waits for a second person. */
  isBooked: boolean;
  /** Who approved it, where it needed that. */
  decidedBy?: { id: string; name: string; at: Date } | undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** 支-261123-7F3K: short enough to say; the id is what is unique. */
const numberOf = (kind: SpendingKind, id: string, at: Date): string => {
  const { year, month, day } = wall(at);
  return `${spendingTexts.heads[kind]}-${two(year % 100)}${two(month)}${two(day)}-${id.slice(-4)}`;
};

/** Writes a spending, and its entry where it is booked at once. What fits together is the caller's to check. */
export const recordSpending = async (tx: Tx, clock: Clock, input: RecordInput): Promise<SpendingEntity> => {
  const now = clock.now();
  const id = newId(now);
  const { communityId, decidedBy, by } = input;
  const spending: SpendingEntity = {
    communityId,
    id,
    number: numberOf(input.kind, id, now),
    kind: input.kind,
    category: input.category,
    amountFen: input.amountFen,
    day: input.day,
    account: input.account,
    fundedBy: fundingOf(input),
    supplier: input.supplier || null,
    memo: input.memo,
    ...(await readTies(tx, communityId, input)),
    vouchers: input.vouchers,
    vouchersPublic: input.vouchersPublic ?? true,
    state: 'waiting',
    enteredBy: by.id,
    enteredByName: by.name,
    enteredAt: now,
    decidedBy: decidedBy?.id ?? null,
    decidedByName: decidedBy?.name ?? null,
    decidedAt: decidedBy?.at ?? null,
    reason: null,
    reversedBy: null,
    reversedByName: null,
    reversedAt: null,
    entryId: null,
    reversalEntryId: null,
    correctsId: input.correctsId ?? null,
  };
  const done: SpendingEntity = input.isBooked
    ? { ...spending, state: 'booked', entryId: await book(tx, clock, spending, decidedBy?.id ?? by.id) }
    : spending;
  await insertSpending(tx, done);
  return done;
};
