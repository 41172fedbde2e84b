import type { Gates } from '../../http/route.js';
import { isInvoiceTheirs } from './invoice.policy.js';
import { findInvoice, findInvoiceById, findTitle } from './invoice.store.js';

/** Invoices of what a caller paid, and their own titles; staff reach the invoices of the community in which they act. */
export const invoiceGates: Gates = {
  invoice: async (deps, actor, id) => {
    if (actor.kind === 'staff') return (await findInvoice(deps.db.reader, actor.communityId, id)) !== null;
    const invoice = await findInvoiceById(deps.db.reader, id);
    return invoice !== null && isInvoiceTheirs(actor, invoice);
  },
  title: async (deps, actor, id) =>
    actor.kind === 'owner' && (await findTitle(deps.db.reader, id))?.accountId === actor.id,
};
