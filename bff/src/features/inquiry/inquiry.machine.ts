import type { InquiryStatus } from 'shared-types/inquiry';
import { defineMachine } from '../../kernel/machine.js';

type Field = 'waitingSince' | 'staffId' | 'repairId' | 'closedAt';

/** A person who leaves gives it back to the knowledge; what is written is answered by its request. */
export const inquiryMachine = defineMachine<InquiryStatus, Field>({
  initial: 'bot',
  to: {
    bot: ['waiting', 'staff', 'written', 'closed'],
    waiting: ['staff', 'written', 'closed'],
    staff: ['staff', 'written', 'closed'],
    written: ['closed'],
    closed: [],
  },
  required: { waiting: ['waitingSince'], staff: ['staffId'], written: ['repairId'], closed: ['closedAt'] },
});
