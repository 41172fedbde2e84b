import type { PaymentStatus } from 'shared-types/payment';
import type { StatusName } from '../../ui/Chip';

/** The shape of each state of a payment. */
export const paymentMarks: Record<PaymentStatus, StatusName> = {
  open: 'due',
  closing: 'working',
  received: 'confirming',
  settled: 'paid',
  closed: 'void',
  failed: 'void',
  unwanted: 'diff',
  reversed: 'void',
};

const moving: readonly PaymentStatus[] = ['open', 'closing', 'received'];

/** While it moves it is asked for again. */
export const isMoving = (status: PaymentStatus): boolean => moving.includes(status);
