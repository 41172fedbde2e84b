import type { FileView } from 'shared-types/file';
import type { SpendingOrder, SpendingSummary, SpendingView } from 'shared-types/spending';
import { toInstant } from 'shared-types/time';
import { spendingTexts } from '../../locales/spending.js';
import type { StaffActor } from '../../platform/call.js';
import type { OrderBrief } from '../repair/repair.door.js';
import type { SpendingEntity } from './spending.entity.js';
import { actionsOf, hintOf } from './spending.policy.js';

export const presentSummary = (spending: SpendingEntity): SpendingSummary => ({
  id: spending.id,
  number: spending.number,
  kind: spending.kind,
  kindWords: spendingTexts.kinds[spending.kind],
  category: spending.category,
  categoryWords: spendingTexts.categories[spending.category],
  amountFen: spending.amountFen,
  day: spending.day,
  account: spending.account,
  accountWords: spendingTexts.accounts[spending.account],
  fundedBy: spending.fundedBy,
  fundedByWords: spending.fundedBy && spendingTexts.fundings[spending.fundedBy],
  supplier: spending.supplier,
  memo: spending.memo,
  state: spending.state,
  stateWords: spendingTexts.states[spending.state],
  enteredBy: spending.enteredByName,
  enteredAt: toInstant(spending.enteredAt),
  vouchers: spending.vouchers,
});

export const presentOrder = ({ id, repairId, number, title, placeLabel }: OrderBrief): SpendingOrder => ({
  id,
  repairId,
  number,
  title,
  placeLabel,
});

export interface Around {
  files: FileView[];
  order: OrderBrief | null;
  correctedById: string | null;
  approveAboveFen: number;
}

const instantOrNull = (at: Date | null): string | null => at && toInstant(at);

export const presentSpending = (
  spending: SpendingEntity,
  { files, order, correctedById, approveAboveFen }: Around,
  actor: StaffActor,
): SpendingView => ({
  ...presentSummary(spending),
  files,
  vouchersPublic: spending.vouchersPublic,
  order: order && presentOrder(order),
  buildingId: spending.buildingId,
  unitId: spending.unitId,
  placeLabel: spending.placeLabel,
  deviceLabel: spending.deviceLabel,
  decidedBy: spending.decidedByName,
  decidedAt: instantOrNull(spending.decidedAt),
  reason: spending.reason,
  reversedBy: spending.reversedByName,
  reversedAt: instantOrNull(spending.reversedAt),
  entryId: spending.entryId,
  reversalEntryId: spending.reversalEntryId,
  correctsId: spending.correctsId,
  correctedById,
  actions: actionsOf(actor, spending, approveAboveFen),
  hint: hintOf(actor, spending, approveAboveFen),
});
