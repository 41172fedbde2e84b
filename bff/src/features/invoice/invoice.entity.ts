import type { InvoiceState, TitleKind } from 'shared-types/invoice';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** Why a person must look at an invoice; the words are in `locales/invoice.ts`. */
export const invoiceAttentions = ['refused', 'slow', 'config', 'reverse-refused'] as const;
export type InvoiceAttention = (typeof invoiceAttentions)[number];

/** Why it is taken back: another amount (a refund), another title, or by a person. */
export type ReverseCause = 'amount' | 'title' | 'hand';

/** One blue invoice with, later, its red-letter one. One of a payment lives at a time. */
export interface InvoiceEntity {
  communityId: string;
  id: string;
  paymentId: string;
  /** 1, 2 … of the payment. */
  seq: number;
  /** As it stands on the receipt. */
  paymentNumber: string;
  houseId: string;
  /** Who paid; null: the counter or a debit, then it is the household's. */
  accountId: string | null;
  status: InvoiceState;
  amountFen: number;
  titleKind: TitleKind;
  titleName: string;
  titleTaxNo: string | null;
  /** JSON of `Line[]`, as it is sent. */
  lines: string;
  remark: string;
  /** What the provider knows it by: the same on every repetition, another one only after a refusal. */
  requestNo: string;
  /** 1, 2 …: which number it is. */
  attempt: number;
  /** Before the first call under this number, on the wall's clock: from then on it may have been issued. */
  sentAt: Date | null;
  /** Looks since; they come more seldom with time. */
  looks: number;
  /** What the provider said last where it refused. */
  reason: string | null;
  attention: InvoiceAttention | null;
  nextLookAt: Date | null;
  createdAt: Date;
  invoiceNo: string | null;
  issuedAt: Date | null;
  reverseCause: ReverseCause | null;
  /** In words: 退款 */
  reverseReason: string | null;
  reversedBy: string | null;
  reversedByName: string | null;
  reverseNo: string | null;
  reverseAttempt: number;
  redInvoiceNo: string | null;
  reversedAt: Date | null;
}

export const InvoiceEntity = new EntitySchema<InvoiceEntity>({
  name: 'invoice',
  tableName: 'invoice',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    paymentId: id('payment_id'),
    seq: int(),
    paymentNumber: string(20, 'payment_number'),
    houseId: id('house_id'),
    accountId: id('account_id', nullable),
    status: string(16),
    amountFen: fen('amount_fen'),
    titleKind: string(10, 'title_kind'),
    titleName: string(100, 'title_name'),
    titleTaxNo: string(20, 'title_tax_no', nullable),
    lines: text('line_items'),
    remark: string(200),
    requestNo: string(64, 'request_no'),
    attempt: int(),
    sentAt: time('sent_at', nullable),
    looks: int(),
    reason: string(200, undefined, nullable),
    attention: string(16, undefined, nullable),
    nextLookAt: time('next_look_at', nullable),
    createdAt: time('created_at'),
    invoiceNo: string(20, 'invoice_no', nullable),
    issuedAt: time('issued_at', nullable),
    reverseCause: string(8, 'reverse_cause', nullable),
    reverseReason: string(80, 'reverse_reason', nullable),
    reversedBy: id('reversed_by', nullable),
    reversedByName: string(30, 'reversed_by_name', nullable),
    reverseNo: string(64, 'reverse_no', nullable),
    reverseAttempt: int('reverse_attempt'),
    redInvoiceNo: string(20, 'red_invoice_no', nullable),
    reversedAt: time('reversed_at', nullable),
  },
});

/** What is wanted of a payment: whether an invoice, and made out to whom. */
export interface InvoiceClaimEntity {
  communityId: string;
  paymentId: string;
  /** False: a person took the invoice back, and nobody has asked for another one. */
  wanted: boolean;
  titleKind: TitleKind;
  titleName: string;
  titleTaxNo: string | null;
  createdAt: Date;
}

export const InvoiceClaimEntity = new EntitySchema<InvoiceClaimEntity>({
  name: 'invoice_claim',
  tableName: 'invoice_claim',
  columns: {
    communityId: key('community_id'),
    paymentId: id('payment_id', { primary: true }),
    wanted: bool(),
    titleKind: string(10, 'title_kind'),
    titleName: string(100, 'title_name'),
    titleTaxNo: string(20, 'title_tax_no', nullable),
    createdAt: time('created_at'),
  },
});

/** An entry of a person's title book: theirs in every community. */
export interface InvoiceTitleEntity {
  id: string;
  accountId: string;
  kind: TitleKind;
  name: string;
  taxNo: string | null;
  isDefault: boolean;
  createdAt: Date;
}

export const InvoiceTitleEntity = new EntitySchema<InvoiceTitleEntity>({
  name: 'invoice_title',
  tableName: 'invoice_title',
  columns: {
    id: key('id'),
    accountId: id('account_id'),
    kind: string(10),
    name: string(100),
    taxNo: string(20, 'tax_no', nullable),
    isDefault: bool('is_default'),
    createdAt: time('created_at'),
  },
});

export const invoiceEntities = [InvoiceEntity, InvoiceClaimEntity, InvoiceTitleEntity];
