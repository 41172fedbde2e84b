import { contract } from './contract.js';
import { BasisPoints, FenAmount, FenPositive } from './money.js';
import { Done, Id, Instant, PageQuery, page, text, z } from './schemas.js';

/**
 * 电子发票. One payment has one blue invoice in force at a time, over what of it pays bills and was not refunded. What
 * changes that (a refund, another title) takes the blue one back with a red-letter one and issues the rest anew.
 */

export const titleKinds = ['personal', 'company'] as const;
export type TitleKind = (typeof titleKinds)[number];

const title = {
  kind: z.enum(titleKinds),
  /** 林娜 · 某某有限公司 */
  name: z.string(),
  /** Of a company: the 18 characters of its 统一社会信用代码. */
  taxNo: z.nullable(z.string()),
};

/** One entry of a person's title book (抬头簿). */
export const TitleView = z.object({ ...title, id: Id, isDefault: z.boolean() });
export type TitleView = z.infer<typeof TitleView>;

const TitleBody = z.object({
  kind: z.enum(titleKinds),
  name: text(100),
  /** For a company; its check digit must be right. */
  taxNo: z.nullable(z.string().check(z.trim(), z.maxLength(30))),
  isDefault: z.boolean(),
});
export type TitleBody = z.infer<typeof TitleBody>;

const titleOf = { as: ['owner'], on: { param: 'id', of: 'title', within: 'self' } } as const;
const TitleParams = z.object({ id: Id });

/** The default one first. */
export const listTitles = contract({
  name: 'listTitles',
  summary: '我的发票抬头',
  method: 'GET',
  path: '/invoice-titles',
  auth: { as: ['owner'] },
  response: z.object({ items: z.array(TitleView) }),
  errors: [],
});

/** The first one becomes the default whatever it says. */
export const createTitle = contract({
  name: 'createTitle',
  summary: '添加发票抬头',
  method: 'POST',
  path: '/invoice-titles',
  auth: { as: ['owner'] },
  body: TitleBody,
  response: TitleView,
  idempotent: true,
  errors: ['request.invalid'],
});

/** Invoices that were issued keep the title that they have. */
export const changeTitle = contract({
  name: 'changeTitle',
  summary: '修改发票抬头',
  method: 'PUT',
  path: '/invoice-titles/:id',
  auth: titleOf,
  params: TitleParams,
  body: TitleBody,
  response: TitleView,
  errors: ['title.not_found', 'request.invalid'],
});

export const deleteTitle = contract({
  name: 'deleteTitle',
  summary: '删除发票抬头',
  method: 'DELETE',
  path: '/invoice-titles/:id',
  auth: titleOf,
  params: TitleParams,
  response: Done,
  errors: ['title.not_found'],
});

/**
 * issuing → issued → reversing → reversed. `failed`: the provider said no for good, a person tries again. `dropped`: given
 * up before it was issued, because what was to be invoiced had changed. `reverse-failed`: the red-letter one was refused.
 */
export const invoiceStates = [
  'issuing',
  'issued',
  'failed',
  'reversing',
  'reverse-failed',
  'reversed',
  'dropped',
] as const;
export type InvoiceState = (typeof invoiceStates)[number];

/** Amounts are with tax. */
export const InvoiceLine = z.object({
  /** 物业服务费 */
  name: z.string(),
  amountFen: FenPositive,
  taxRateBp: BasisPoints,
  /** Of the amount. */
  taxFen: FenAmount,
});

export const invoiceFacts = {
  id: Id,
  paymentId: Id,
  /** 20261123-0012, of the receipt. */
  paymentNumber: z.string(),
  status: z.enum(invoiceStates),
  /** 已开具 */
  statusName: z.string(),
  title: z.object(title),
  amountFen: FenPositive,
  /** Twenty digits; null before it is issued. */
  invoiceNo: z.nullable(z.string()),
  issuedAt: z.nullable(Instant),
  redInvoiceNo: z.nullable(z.string()),
  reversedAt: z.nullable(Instant),
  createdAt: Instant,
};

export const InvoiceSummary = z.object(invoiceFacts);
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;

export const InvoiceView = z.object({
  ...invoiceFacts,
  lines: z.array(InvoiceLine),
  taxFen: FenAmount,
  /** What is true of it, in a neighbour's words. */
  sayings: z.array(z.string()),
  actions: z.array(z.enum(['pdf'])),
});
export type InvoiceView = z.infer<typeof InvoiceView>;

const invoiceOf = { as: ['owner'], on: { param: 'id', of: 'invoice', within: 'self' } } as const;
const InvoiceParams = z.object({ id: Id });

/** Of what the caller paid, and of what was paid at the counter for their house; newest first. */
export const listInvoices = contract({
  name: 'listInvoices',
  summary: '我的电子发票',
  method: 'GET',
  path: '/invoices',
  auth: { as: ['owner'] },
  query: z.object({ ...PageQuery }),
  /** `open`: the community issues invoices; false: it gives receipts. */
  response: z.object({ ...page(InvoiceSummary).shape, open: z.boolean() }),
  errors: ['request.invalid'],
});

export const readInvoice = contract({
  name: 'readInvoice',
  summary: '一张电子发票',
  method: 'GET',
  path: '/invoices/:id',
  auth: invoiceOf,
  params: InvoiceParams,
  response: InvoiceView,
  errors: ['invoice.not_found'],
});

export const readInvoicePdf = contract({
  name: 'readInvoicePdf',
  summary: '电子发票 PDF',
  method: 'GET',
  path: '/invoices/:id/pdf',
  auth: invoiceOf,
  params: InvoiceParams,
  produces: 'application/pdf',
  errors: ['invoice.not_found', 'invoice.illegal_transition', 'invoice.off', 'invoice.unreachable'],
});

export const paymentInvoiceStates = [
  'none',
  'issuing',
  'issued',
  'failed',
  'reversing',
  'partly-reversed',
  'reversed',
] as const;
export type PaymentInvoiceState = (typeof paymentInvoiceStates)[number];

/** What has been invoiced of one payment. */
export const PaymentInvoiceView = z.object({
  paymentId: Id,
  state: z.enum(paymentInvoiceStates),
  /** 已开具 ¥263.00 */
  words: z.string(),
  /** What there is to invoice: what paid bills, without coupons, prepayments and what was refunded. */
  payableFen: FenAmount,
  /** Blue less red: what is invoiced now. */
  inForceFen: FenAmount,
  /** The newest first. */
  invoices: z.array(InvoiceSummary),
  /** `request`: there is none in force; `retitle`: another title, by a red-letter one and a new one. */
  actions: z.array(z.enum(['request', 'retitle'])),
});
export type PaymentInvoiceView = z.infer<typeof PaymentInvoiceView>;

const paymentOf = { as: ['owner'], on: { param: 'id', of: 'payment', within: 'household' } } as const;

/** For whoever paid; for the household where the counter was paid. `invoice.off`: only a receipt is given here. */
export const readPaymentInvoice = contract({
  name: 'readPaymentInvoice',
  summary: '一笔付款的电子发票',
  method: 'GET',
  path: '/payments/:id/invoice',
  auth: paymentOf,
  params: z.object({ id: Id }),
  response: PaymentInvoiceView,
  errors: ['payment.not_found', 'invoice.off'],
});

/** Asks for an invoice, or for another title on it. Without `titleId` it is made out to the person. */
export const requestInvoice = contract({
  name: 'requestInvoice',
  summary: '开电子发票或换抬头',
  method: 'POST',
  path: '/payments/:id/invoice',
  auth: paymentOf,
  params: z.object({ id: Id }),
  body: z.object({ titleId: z.nullable(Id) }),
  response: PaymentInvoiceView,
  idempotent: true,
  errors: ['payment.not_found', 'title.not_found', 'invoice.off', 'invoice.illegal_transition'],
});
