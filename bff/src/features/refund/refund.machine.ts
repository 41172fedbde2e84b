import type { RefundState } from 'shared-types/refund';
import { defineMachine } from '../../kernel/machine.js';

type RefundField = 'decidedAt' | 'acceptedAt' | 'doneAt';

/** No money has moved in `closed` and `rejected`; in `abnormal` the channel holds it until a person has solved it. */
export const refundMachine = defineMachine<RefundState, RefundField>({
  initial: 'requested',
  to: {
    requested: ['approved', 'rejected', 'done'],
    approved: ['processing', 'done', 'abnormal', 'closed'],
    processing: ['done', 'abnormal', 'closed'],
    // Solved at the channel's console, or by hand.
    abnormal: ['done', 'processing', 'closed'],
    done: [],
    closed: [],
    rejected: [],
  },
  required: {
    approved: ['decidedAt'],
    processing: ['decidedAt', 'acceptedAt'],
    abnormal: ['decidedAt', 'acceptedAt'],
    done: ['decidedAt', 'doneAt'],
    closed: ['decidedAt'],
    rejected: ['decidedAt'],
  },
});
