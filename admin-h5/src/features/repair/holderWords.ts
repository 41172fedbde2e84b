import type { StaffRepairSummary } from 'shared-types/staffRepair';
import { t } from '../../locales/zh-CN/repair';
import { holdersOf } from './shape';

/** 周建国 · 周建国等 2 人 · null where nobody holds the main order. */
export const holderWords = (orders: StaffRepairSummary['orders']): string | null => {
  const holders = holdersOf(orders);
  if (!holders) return null;
  return holders.more > 0 ? t.holders(holders.name, holders.more + 1) : holders.name;
};
