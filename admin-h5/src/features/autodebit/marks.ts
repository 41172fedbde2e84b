import type { BatchState, DebitState, MandateState } from 'shared-types/autodebit';
import type { StatusName } from '../../ui/Chip';

/** The shape of each state. */
export const mandateMarks: Record<MandateState, StatusName> = {
  signing: 'waiting',
  active: 'done',
  ending: 'working',
  ended: 'void',
};
export const debitMarks: Record<DebitState, StatusName> = {
  announced: 'assigned',
  asking: 'confirming',
  paid: 'paid',
  waiting: 'due',
  failed: 'diff',
  skipped: 'void',
};
export const batchMarks: Record<BatchState, StatusName> = { sent: 'confirming', answered: 'done', withdrawn: 'void' };
