import type { PaymentStatus } from 'shared-types/payment';
import { defineMachine } from '../../kernel/machine.js';

type Field = 'paidFen' | 'settledAt' | 'closedAt' | 'closeReason' | 'reversedAt' | 'reverseReason';

/**
 * A payment's states. Money that comes late finds its way from `closed` and `failed` too: what the channel has taken is
 * never overlooked because we had given the order up.
 */
export const paymentMachine = defineMachine<PaymentStatus, Field>({
  initial: 'open',
  to: {
    open: ['closing', 'received', 'failed'],
    closing: ['closed', 'received'],
    received: ['settled', 'unwanted'],
    settled: ['reversed'],
    closed: ['received'],
    failed: ['received'],
    unwanted: [],
    reversed: [],
  },
  required: {
    received: ['paidFen'],
    settled: ['paidFen', 'settledAt'],
    unwanted: ['paidFen'],
    closed: ['closedAt', 'closeReason'],
    failed: ['closedAt', 'closeReason'],
    reversed: ['reversedAt', 'reverseReason'],
  },
  frozen: { received: ['paidFen'], settled: ['paidFen', 'settledAt'], unwanted: ['paidFen'] },
});

/** The bills wait for it: it may be paid, or is being ended or booked. */
export const unended: readonly PaymentStatus[] = ['open', 'closing', 'received'];
