import type { FileView } from 'shared-types/file';
import type { SpendingCategory, SpendingKind, SpendingState } from 'shared-types/spending';
import { spendingTexts } from '../../locales/spending.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readFilesOf } from '../file/file.door.js';
import { readOrderBriefs } from '../repair/repair.door.js';
import { supplierOf } from './book.js';
import { enterSpending as enter } from './commands/enterSpending.js';
import { recordSpending as record } from './record.js';
import type { SpendingEntity } from './spending.entity.js';
import { withoutDoor, withoutNumbers } from './spending.rules.js';
import { countWaitingBefore, findByEntries } from './spending.store.js';

/** What other features may do with expenses, public revenue and the maintenance fund. */

/** As staff do it: with vouchers, a second person and an audit line. */
export const enterSpending = enter;
/** Below the command: writes what the caller vouches for. For the demo's history. */
export const recordSpending = record;

/** How many wait for a second person, of vouchers before a day (YYYY-MM-DD). */
export const countWaitingSpendings = countWaitingBefore;

/** A spending as owners may read it: no name of a person, no number, no door. */
export interface SpendingBrief {
  id: string;
  /** 支-261123-7F3K */
  number: string;
  kind: SpendingKind;
  kindWords: string;
  category: SpendingCategory;
  categoryWords: string;
  amountFen: number;
  /** YYYY-MM-DD of the voucher. */
  day: string;
  state: SpendingState;
  fundedBy: SpendingEntity['fundedBy'];
  fundedByWords: string | null;
  /** A firm by its name; a person as 个人（张**）. */
  supplier: string | null;
  memo: string;
  /** 3栋2单元 */
  placeLabel: string | null;
  deviceLabel: string | null;
  order: { number: string; title: string; placeLabel: string } | null;
  vouchers: number;
  /** Empty where a voucher shows personal data; `vouchersWords` says so then. */
  files: FileView[];
  vouchersWords: string | null;
  /** Why it was taken back. */
  reason: string | null;
}

const textOrNull = (text: string | null): string | null => text && withoutNumbers(text);

/**
 * The spendings behind entries of the ledger, by entry id, masked for owners; entries of another cause are left out. An
 * entry that took one back gives the same spending as the one that booked it.
 */
export const spendingOfPostings = async (
  deps: Deps,
  reader: Reader,
  communityId: string,
  entryIds: string[],
): Promise<Map<string, SpendingBrief>> => {
  const spendings = await findByEntries(reader, communityId, entryIds);
  const shown = spendings.filter(({ vouchersPublic }) => vouchersPublic).map(({ id }) => id);
  const orderIds = spendings.flatMap(({ orderId }) => orderId ?? []);
  const [files, orders] = await Promise.all([
    readFilesOf(deps, reader, [...new Set(shown)]),
    readOrderBriefs(reader, communityId, [...new Set(orderIds)]),
  ]);
  const briefOf = (spending: SpendingEntity): SpendingBrief => {
    const order = orders.get(spending.orderId ?? '');
    const { id, number, kind, category, amountFen, day, state, fundedBy, vouchers } = spending;
    return {
      ...{ id, number, kind, category, amountFen, day, state, fundedBy, vouchers },
      kindWords: spendingTexts.kinds[kind],
      categoryWords: spendingTexts.categories[category],
      fundedByWords: fundedBy && spendingTexts.fundings[fundedBy],
      supplier: supplierOf(spending.supplier),
      memo: withoutNumbers(spending.memo),
      placeLabel: spending.placeLabel,
      deviceLabel: textOrNull(spending.deviceLabel),
      order: order
        ? { number: order.number, title: withoutNumbers(order.title), placeLabel: withoutDoor(order.placeLabel) }
        : null,
      files: files.get(id) ?? [],
      vouchersWords: spending.vouchersPublic ? null : spendingTexts.vouchersHidden,
      reason: textOrNull(spending.reason),
    };
  };
  const wanted = new Set(entryIds);
  return new Map(
    spendings.flatMap((spending) =>
      [spending.entryId, spending.reversalEntryId].flatMap((entryId) =>
        entryId && wanted.has(entryId) ? [[entryId, briefOf(spending)] as const] : [],
      ),
    ),
  );
};
