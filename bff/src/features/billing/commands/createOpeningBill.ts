import type { FeeKind } from 'shared-types/billing';
import { billingTexts as t } from '../../../locales/billing.js';
import type { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/access.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { newBill } from '../bill.make.js';
import { findStanding, insertBills } from '../bill.store.js';
import { chargeEntry } from '../posting.js';

export interface OpeningBill {
  communityId: string;
  houseId: string;
  feeKind: FeeKind;
  /** 物业费; without one, the kind's own name. */
  feeName?: string | undefined;
  /** YYYY-MM */
  period: string;
  amountFen: number;
  /** YYYY-MM-DD */
  dueOn: string;
  note: string | null;
  /** The member of staff who imports it. */
  by: string | null;
}

/**
 * Arrears from before the system, against the opening balance (Dr 1122, Cr 3201); no late fee grows on them. A house,
 * kind and month has one: the second try finds the first one's bill and writes nothing. The caller holds the house.
 */
export const createOpeningBill = async (
  tx: Tx,
  clock: Clock,
  opening: OpeningBill,
): Promise<{ billId: string; created: boolean; amountFen: number }> => {
  const { communityId, houseId, feeKind, period, amountFen, dueOn, note, by } = opening;
  const feeCode = `opening-${feeKind}`;
  const before = await findStanding(tx, { communityId, houseId, feeCode, period });
  if (before) return { billId: before.id, created: false, amountFen: before.amountFen };
  const at = clock.now();
  const feeName = opening.feeName ?? t.kind(feeKind);
  const bill = newBill(at, {
    communityId,
    houseId,
    feeCode,
    feeKind,
    feeName,
    period,
    amountFen,
    dueOn,
    status: 'due',
    publishedAt: at,
    facts: { k: 'fixed', b: amountFen },
    origin: 'opening',
    reason: note,
  });
  await insertBills(tx, [bill]);
  const cause = { kind: 'opening-bill', id: bill.id };
  const memo = t.madeMemo(feeName, period);
  await postEntry(tx, clock, chargeEntry({ communityId, cause, at, by, memo, subject: null }, [bill]));
  return { billId: bill.id, created: true, amountFen };
};
