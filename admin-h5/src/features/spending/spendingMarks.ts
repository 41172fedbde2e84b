import type { SpendingKind, SpendingState } from 'shared-types/spending';
import type { StatusName } from '../../ui/Chip';

/** The shape of each state of a spending. */
export const spendingMarks: Record<SpendingState, StatusName> = {
  waiting: 'review',
  booked: 'verified',
  rejected: 'void',
  reversed: 'void',
};

/** True where the money comes in. */
export const comesIn = (kind: SpendingKind): boolean => kind === 'public-revenue' || kind === 'fund-in';
