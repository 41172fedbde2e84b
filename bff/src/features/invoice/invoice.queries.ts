import type { InvoiceSummary, PaymentInvoiceView } from 'shared-types/invoice';
import type { StaffInvoiceSummary, StaffInvoiceView, staffInvoiceScopes } from 'shared-types/staffInvoice';
import { InvoiceError } from '../../adapters/invoice/invoice.errors.js';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import type { FileAnswer } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { invoiceTexts } from '../../locales/invoice.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { findOwnPayment, type PaymentBrief } from '../payment/payment.door.js';
import type { InvoiceEntity } from './invoice.entity.js';
import { isTheirs, mayOpen, ownerActionsOf } from './invoice.policy.js';
import { isEnded, stateOf, sumsOf, totalOf } from './invoice.rules.js';
import {
  findInvoice,
  findInvoiceById,
  findOfPayment,
  type InvoiceFilter,
  listForStaff,
  listOwn,
} from './invoice.store.js';
import { presentForStaff, presentForStaffList, presentSummary } from './invoice.view.js';
import { payableLines } from './sync.js';

interface Paging {
  cursor?: string | undefined;
  limit: number;
}

/** Where the gate of the payment has let the caller through already. */
export const mustFindPayment = async (reader: Reader, actor: OwnerActor, id: string): Promise<PaymentBrief> => {
  const payment = await findOwnPayment(reader, id);
  if (!payment || !isTheirs(actor, payment)) throw new AppError('payment.not_found');
  return payment;
};

/** Where the gate has let the caller through already. */
export const mustFindInvoice = async (reader: Reader, id: string): Promise<InvoiceEntity> => {
  const invoice = await findInvoiceById(reader, id);
  if (!invoice) throw new AppError('invoice.not_found');
  return invoice;
};

/** Where there is no provider, and never was one for this payment, nothing is called an invoice. */
export const presentPaymentInvoice = async (deps: Deps, payment: PaymentBrief): Promise<PaymentInvoiceView> => {
  const { reader } = deps.db;
  const all = await findOfPayment(reader, payment.communityId, payment.id);
  const papers = all.filter(({ status }) => status !== 'dropped');
  if (!deps.invoice && papers.length === 0) throw new AppError('invoice.off');
  const payableFen = totalOf(await payableLines(reader, payment));
  const { blueFen, redFen } = sumsOf(papers);
  const state = stateOf(papers);
  return {
    paymentId: payment.id,
    state,
    words: invoiceTexts.state(state, blueFen - redFen),
    payableFen,
    inForceFen: blueFen - redFen,
    invoices: papers.map(presentSummary),
    actions: deps.invoice ? ownerActionsOf(state, payableFen, papers) : [],
  };
};

const paged = <T extends { id: string }>(found: T[], limit: number): { shown: T[]; nextCursor: string | null } => {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last ? encodeCursor(last.id) : null };
};

export const listOwnInvoices = async (
  deps: Deps,
  actor: OwnerActor,
  { cursor, limit }: Paging,
): Promise<{ items: InvoiceSummary[]; nextCursor: string | null; open: boolean }> => {
  const [after] = decodeCursor(cursor, 1);
  const houseIds = actor.houses.flatMap(({ houseId, role }) => (role === 'tenant' ? [] : [houseId]));
  const where = { accountId: actor.id, houseIds, after: after ?? null, limit: limit + 1 };
  const { shown, nextCursor } = paged(await listOwn(deps.db.reader, where), limit);
  return { items: shown.map(presentSummary), nextCursor, open: deps.invoice !== null };
};

const labelsOf = async (reader: Reader, invoices: readonly InvoiceEntity[]): Promise<Map<string, string>> => {
  const houses = await readHouseBriefs(reader, [...new Set(invoices.map(({ houseId }) => houseId))]);
  return new Map(houses.map(({ id, label }) => [id, label]));
};

const scopes: Record<(typeof staffInvoiceScopes)[number], Pick<InvoiceFilter, 'statuses' | 'attention'>> = {
  attention: { statuses: null, attention: true },
  moving: { statuses: ['issuing', 'reversing'], attention: false },
  issued: { statuses: ['issued'], attention: false },
  reversed: { statuses: ['reversed'], attention: false },
  all: { statuses: null, attention: false },
};

export const listStaffViews = async (
  deps: Deps,
  actor: StaffActor,
  query: Paging & { scope: (typeof staffInvoiceScopes)[number]; q?: string | undefined },
): Promise<{ items: StaffInvoiceSummary[]; nextCursor: string | null; open: boolean }> => {
  const { reader } = deps.db;
  const [after] = decodeCursor(query.cursor, 1);
  const found = await listForStaff(reader, actor.communityId, {
    ...scopes[query.scope],
    q: query.q || undefined,
    after: after ?? null,
    limit: query.limit + 1,
  });
  const { shown, nextCursor } = paged(found, query.limit);
  const labels = await labelsOf(reader, shown);
  const open = deps.invoice !== null;
  const items = shown.map((invoice) =>
    presentForStaffList(invoice, { houseLabel: labels.get(invoice.houseId) ?? null, open, last: false }),
  );
  return { items, nextCursor, open };
};

export const readStaffView = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffInvoiceView> => {
  const { reader } = deps.db;
  const invoice = await findInvoice(reader, actor.communityId, id);
  if (!invoice) throw new AppError('invoice.not_found');
  const papers = await findOfPayment(reader, actor.communityId, invoice.paymentId);
  const labels = await labelsOf(reader, [invoice]);
  return presentForStaff(invoice, {
    houseLabel: labels.get(invoice.houseId) ?? null,
    open: deps.invoice !== null,
    last: isLast(papers, invoice),
  });
};

/** Nothing of its payment lives, and nothing was issued after it. */
export const isLast = (papers: readonly InvoiceEntity[], invoice: InvoiceEntity): boolean =>
  papers.every(({ status }) => isEnded(status)) &&
  papers.every(({ seq, status }) => seq <= invoice.seq || status === 'dropped');

/** The provider's own file, asked for each time: it alone is the invoice. */
export const fileOf = async (deps: Deps, invoice: InvoiceEntity): Promise<FileAnswer> => {
  if (!mayOpen(invoice)) throw new AppError('invoice.illegal_transition');
  if (!deps.invoice) throw new AppError('invoice.off');
  try {
    const bytes = await deps.invoice.file(invoice.requestNo);
    return { bytes, contentType: 'application/pdf', fileName: invoiceTexts.fileName(invoice.invoiceNo ?? invoice.id) };
  } catch (error) {
    if (error instanceof InvoiceError) throw new AppError('invoice.unreachable');
    throw error;
  }
};
