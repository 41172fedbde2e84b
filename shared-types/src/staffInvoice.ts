import { contract } from './contract.js';
import { InvoiceView, invoiceFacts } from './invoice.js';
import { Id, Instant, PageQuery, page, text, z } from './schemas.js';

export const staffInvoiceActions = ['retry', 'reverse', 'pdf'] as const;

const more = {
  house: z.nullable(z.object({ id: Id, label: z.string() })),
  /** What a person must know or do: 税务平台拒绝开具：授信额度不足; null: nothing. */
  attention: z.nullable(z.string()),
  /** Why it was taken back. */
  reverseReason: z.nullable(z.string()),
  actions: z.array(z.enum(staffInvoiceActions)),
};

export const StaffInvoiceSummary = z.object({ ...invoiceFacts, ...more });
export type StaffInvoiceSummary = z.infer<typeof StaffInvoiceSummary>;

export const StaffInvoiceView = z.object({
  ...InvoiceView.shape,
  ...more,
  /** What the provider knows it by. */
  requestNo: z.string(),
  /** What the provider said last where it refused. */
  reason: z.nullable(z.string()),
  /** When it is tried or asked about again; null: it waits for nobody, or for a person. */
  nextLookAt: z.nullable(Instant),
});
export type StaffInvoiceView = z.infer<typeof StaffInvoiceView>;

export const staffInvoiceScopes = ['attention', 'moving', 'issued', 'reversed', 'all'] as const;

/** `attention`: a person must act; newest first. */
export const listStaffInvoices = contract({
  name: 'listStaffInvoices',
  summary: '电子发票',
  method: 'GET',
  path: '/staff/invoices',
  auth: { as: ['staff'], may: 'invoice.manage' },
  query: z.object({
    scope: z._default(z.enum(staffInvoiceScopes), 'all'),
    /** Number of the invoice or the receipt. */
    q: z.optional(z.string().check(z.trim(), z.maxLength(40))),
    ...PageQuery,
  }),
  /** `open`: a provider is connected. */
  response: z.object({ ...page(StaffInvoiceSummary).shape, open: z.boolean() }),
  errors: ['request.invalid'],
});

const invoiceOf = { param: 'id', of: 'invoice', within: 'community' } as const;
const InvoiceParams = z.object({ id: Id });

export const readStaffInvoice = contract({
  name: 'readStaffInvoice',
  summary: '一张电子发票（物业）',
  method: 'GET',
  path: '/staff/invoices/:id',
  auth: { as: ['staff'], may: 'invoice.manage', on: invoiceOf },
  params: InvoiceParams,
  response: StaffInvoiceView,
  errors: ['invoice.not_found'],
});

export const readStaffInvoicePdf = contract({
  name: 'readStaffInvoicePdf',
  summary: '电子发票 PDF（物业）',
  method: 'GET',
  path: '/staff/invoices/:id/pdf',
  auth: { as: ['staff'], may: 'invoice.manage', on: invoiceOf },
  params: InvoiceParams,
  produces: 'application/pdf',
  errors: ['invoice.not_found', 'invoice.illegal_transition', 'invoice.off', 'invoice.unreachable'],
});

/** A failed issue or reversal again, now; or an invoice anew for a payment whose last one was taken back. */
export const retryInvoice = contract({
  name: 'retryInvoice',
  summary: '再开一次',
  method: 'POST',
  path: '/staff/invoices/:id/retry',
  auth: { as: ['staff'], may: 'invoice.manage', on: invoiceOf },
  params: InvoiceParams,
  response: StaffInvoiceView,
  idempotent: true,
  errors: ['invoice.not_found', 'invoice.off', 'invoice.illegal_transition'],
});

/** Taken back by hand; it is not issued anew by itself. */
export const reverseInvoice = contract({
  name: 'reverseInvoice',
  summary: '红冲',
  method: 'POST',
  path: '/staff/invoices/:id/reverse',
  auth: { as: ['staff'], may: 'invoice.manage', on: invoiceOf },
  params: InvoiceParams,
  body: z.object({ reason: text(80) }),
  response: StaffInvoiceView,
  idempotent: true,
  errors: ['invoice.not_found', 'invoice.off', 'invoice.illegal_transition'],
});
