import type { InvoiceState } from 'shared-types/invoice';
import { defineMachine } from '../../kernel/machine.js';

type InvoiceField = 'invoiceNo' | 'issuedAt' | 'reverseNo' | 'redInvoiceNo' | 'reversedAt';

/** From `issued` on the tax office has it: what is in force leaves only by a red-letter invoice. */
export const invoiceMachine = defineMachine<InvoiceState, InvoiceField>({
  initial: 'issuing',
  to: {
    issuing: ['issued', 'failed', 'dropped'],
    failed: ['issuing', 'dropped'],
    issued: ['reversing'],
    reversing: ['reversed', 'reverse-failed'],
    // Tried again, or wanted after all.
    'reverse-failed': ['reversing', 'issued'],
    reversed: [],
    dropped: [],
  },
  required: {
    issued: ['invoiceNo', 'issuedAt'],
    reversing: ['invoiceNo', 'issuedAt', 'reverseNo'],
    'reverse-failed': ['invoiceNo', 'issuedAt', 'reverseNo'],
    reversed: ['invoiceNo', 'issuedAt', 'reverseNo', 'redInvoiceNo', 'reversedAt'],
  },
});
