import type { RefundState } from 'shared-types/refund';
import type { StatusName } from '../../ui/Chip';

/** The shape of each state of a refund. */
export const refundMarks: Record<RefundState, StatusName> = {
  requested: 'review',
  approved: 'working',
  processing: 'confirming',
  done: 'paid',
  abnormal: 'diff',
  closed: 'void',
  rejected: 'void',
};
