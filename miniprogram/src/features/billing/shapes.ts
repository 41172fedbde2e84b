import type { BillStatus, BillSummary } from 'shared-types/billing';
import type { InvoiceState, PaymentInvoiceState } from 'shared-types/invoice';
import type { PaymentStatus } from 'shared-types/payment';
import type { RefundState } from 'shared-types/refund';
import { billingWords } from '../../locales/zh-CN/billing';
import type { ShapeName } from '../../ui/Chip';

export const paymentShape: Record<PaymentStatus, ShapeName> = {
  open: 'due',
  closing: 'confirming',
  received: 'confirming',
  settled: 'paid',
  closed: 'void',
  failed: 'void',
  unwanted: 'confirming',
  reversed: 'void',
};

export const refundShape: Record<RefundState, ShapeName> = {
  requested: 'review',
  approved: 'confirming',
  processing: 'confirming',
  done: 'done',
  abnormal: 'diff',
  closed: 'void',
  rejected: 'void',
};

export const invoiceShape: Record<InvoiceState, ShapeName> = {
  issuing: 'confirming',
  issued: 'valid',
  failed: 'diff',
  reversing: 'confirming',
  'reverse-failed': 'diff',
  reversed: 'void',
  dropped: 'void',
};

export const paymentInvoiceShape: Record<PaymentInvoiceState, ShapeName> = {
  none: 'waiting',
  issuing: 'confirming',
  issued: 'valid',
  failed: 'diff',
  reversing: 'confirming',
  'partly-reversed': 'valid',
  reversed: 'void',
};

const billShape: Record<BillStatus, ShapeName> = { draft: 'waiting', due: 'due', paid: 'paid', void: 'void' };

/** The one state of a bill that matters most now. */
export const billState = (bill: BillSummary): { shape: ShapeName; word: string } => {
  const words = billingWords.bill;
  if (bill.status === 'due' && bill.beingPaid) return { shape: 'confirming', word: words.beingPaid };
  if (bill.status === 'due' && bill.disputed) return { shape: 'asking', word: words.disputedNow };
  if (bill.status === 'due' && bill.overdue) return { shape: 'overdue', word: words.overdue };
  return { shape: billShape[bill.status], word: words.status[bill.status] };
};
