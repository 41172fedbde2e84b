import { atWall } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { breaches } from '../../kernel/machine.js';
import { spendingTexts } from '../../locales/spending.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { maskName } from '../identity/identity.door.js';
import { type PublicWords, postEntry } from '../ledger/ledger.door.js';
import type { SpendingEntity } from './spending.entity.js';
import { spendingMachine } from './spending.machine.js';
import { isFirm, postingsOf, withoutNumbers } from './spending.rules.js';
import { saveSpending } from './spending.store.js';

/** The cause of a spending's entry in the ledger, and of the one that takes it back. */
export const causeOf = (id: string) => ({ kind: 'spending', id });
export const reversalCauseOf = (id: string) => ({ kind: 'spending-reversal', id });

/** So that the ledger alone tells whose money an expense was, and what the fund was used for. */
const noteOf = ({ fundedBy, kind, category }: SpendingEntity): string | null => {
  if (fundedBy === 'public-revenue') return spendingTexts.paidFrom;
  return kind === 'fund-in' || kind === 'fund-out' ? spendingTexts.categories[category] : null;
};

/** A firm by its name; a person as 个人（张**）. */
export const supplierOf = (supplier: string | null): string | null => {
  if (supplier === null || isFirm(supplier)) return supplier && withoutNumbers(supplier);
  return `${spendingTexts.person}（${maskName(supplier)}）`;
};

/** What owners read of it, and what the exported report carries. */
const openOf = (spending: SpendingEntity): PublicWords => {
  const about = spending.deviceLabel ?? spending.placeLabel;
  return {
    memo: withoutNumbers(spending.memo),
    supplier: supplierOf(spending.supplier),
    about: about && withoutNumbers(about),
  };
};

/** 冲销 支-261123-7F3K：发票金额填错 */
export const openReversalOf = (spending: SpendingEntity, reason: string): PublicWords => ({
  ...openOf(spending),
  memo: spendingTexts.reversalOpen(spending.number, withoutNumbers(reason)),
});

/** Posts it on the voucher's day, once; the id of its entry. */
export const book = async (tx: Tx, clock: Clock, spending: SpendingEntity, by: string): Promise<string> => {
  const { entryId } = await postEntry(tx, clock, {
    communityId: spending.communityId,
    cause: causeOf(spending.id),
    at: atWall(spending.day, 12),
    memo: spendingTexts.memo(spendingTexts.categories[spending.category], spending.memo),
    postings: postingsOf(spending, noteOf(spending)),
    open: openOf(spending),
    by,
  });
  return entryId;
};

/** Writes a change of state that the machine allows. Errors: spending.illegal_transition. */
export const moveTo = async (tx: Tx, before: SpendingEntity, change: Partial<SpendingEntity>): Promise<void> => {
  const after = { ...before, ...change };
  const found = breaches(spendingMachine, { ...before, status: before.state }, { ...after, status: after.state });
  if (before.state === after.state || found.length > 0) throw new AppError('spending.illegal_transition');
  await saveSpending(tx, before, change);
};
