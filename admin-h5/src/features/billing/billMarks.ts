import type { BillSummary } from 'shared-types/billing';
import { t } from '../../locales/zh-CN/billing';
import type { StatusName } from '../../ui/Chip';

/** Shape and word of a bill's state as staff see it. */
export const billMark = (
  bill: Pick<BillSummary, 'status' | 'overdue' | 'disputed' | 'beingPaid'>,
): { name: StatusName; word: string } => {
  if (bill.beingPaid) return { name: 'confirming', word: t.beingPaid };
  if (bill.disputed) return { name: 'asking', word: t.statuses.disputed };
  if (bill.status === 'due' && bill.overdue) return { name: 'overdue', word: t.statuses.overdue };
  const names = { draft: 'unbound', due: 'due', paid: 'paid', void: 'void' } as const;
  return { name: names[bill.status], word: t.statuses[bill.status] };
};
