import type { SpendingState } from 'shared-types/spending';
import { defineMachine } from '../../kernel/machine.js';

type Field = 'entryId' | 'decidedBy' | 'reason' | 'reversalEntryId';

/** Up to the policy's amount it begins booked; what was booked is never changed, only taken back. */
export const spendingMachine = defineMachine<SpendingState, Field>({
  initial: 'waiting',
  to: { waiting: ['booked', 'rejected'], booked: ['reversed'], rejected: [], reversed: [] },
  required: {
    booked: ['entryId'],
    rejected: ['decidedBy', 'reason'],
    reversed: ['entryId', 'reversalEntryId', 'reason'],
  },
});
