import type { AlarmStatus } from 'shared-types/alarm';
import { defineMachine } from '../../kernel/machine.js';

type AlarmField = 'openKey' | 'dueAt' | 'acknowledgedAt' | 'handledAt' | 'closedAt' | 'outcome';

/** An alarm that is not closed always has a deadline that comes next, so that none is forgotten. */
export const alarmMachine = defineMachine<AlarmStatus, AlarmField>({
  initial: 'open',
  to: {
    open: ['acknowledged', 'handled', 'closed'],
    acknowledged: ['handled', 'closed'],
    // Dealt with, and it happened once more before it was closed.
    handled: ['open', 'closed'],
    closed: [],
  },
  required: {
    open: ['openKey', 'dueAt'],
    acknowledged: ['openKey', 'dueAt', 'acknowledgedAt'],
    handled: ['openKey', 'dueAt', 'acknowledgedAt', 'handledAt'],
    closed: ['closedAt', 'outcome'],
  },
  frozen: { closed: ['closedAt', 'outcome'] },
});
