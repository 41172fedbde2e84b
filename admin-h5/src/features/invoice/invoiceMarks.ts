import type { InvoiceState } from 'shared-types/invoice';
import type { StatusName } from '../../ui/Chip';

/** The shape of each state of an invoice. */
export const invoiceMarks: Record<InvoiceState, StatusName> = {
  issuing: 'confirming',
  issued: 'valid',
  failed: 'diff',
  reversing: 'confirming',
  'reverse-failed': 'diff',
  reversed: 'void',
  dropped: 'void',
};
