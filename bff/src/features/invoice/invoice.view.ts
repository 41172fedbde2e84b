import type { InvoiceSummary, InvoiceView, TitleView } from 'shared-types/invoice';
import type { StaffInvoiceSummary, StaffInvoiceView } from 'shared-types/staffInvoice';
import { toInstant } from 'shared-types/time';
import { attentionTexts, invoiceStateNames, invoiceTexts } from '../../locales/invoice.js';
import type { InvoiceEntity, InvoiceTitleEntity } from './invoice.entity.js';
import { mayOpen, staffActionsOf } from './invoice.policy.js';
import { taxOf, totalOf } from './invoice.rules.js';
import { linesOf, titleOf } from './sync.js';

const instant = (at: Date | null): string | null => at && toInstant(at);

export const presentTitle = ({ id, kind, name, taxNo, isDefault }: InvoiceTitleEntity): TitleView => ({
  id,
  kind,
  name,
  taxNo,
  isDefault,
});

export const presentSummary = (invoice: InvoiceEntity): InvoiceSummary => ({
  id: invoice.id,
  paymentId: invoice.paymentId,
  paymentNumber: invoice.paymentNumber,
  status: invoice.status,
  statusName: invoiceStateNames[invoice.status],
  title: titleOf(invoice),
  amountFen: invoice.amountFen,
  invoiceNo: invoice.invoiceNo,
  issuedAt: instant(invoice.issuedAt),
  redInvoiceNo: invoice.redInvoiceNo,
  reversedAt: instant(invoice.reversedAt),
  createdAt: toInstant(invoice.createdAt),
});

const sayingsOf = ({ status, reason, reverseReason }: InvoiceEntity): string[] => [
  status === 'issuing' && reason ? invoiceTexts.triedAgain(reason) : invoiceTexts.saying(status),
  ...(status === 'failed' && reason ? [invoiceTexts.failedBecause(reason)] : []),
  ...(reverseReason && status !== 'issued' ? [invoiceTexts.reversedBecause(reverseReason)] : []),
];

/** `open`: a provider is there to give the file. */
export const presentInvoice = (invoice: InvoiceEntity, open: boolean): InvoiceView => {
  const lines = linesOf(invoice).map(({ name, amountFen, taxRateBp }) => ({
    name,
    amountFen,
    taxRateBp,
    taxFen: taxOf(amountFen, taxRateBp),
  }));
  return {
    ...presentSummary(invoice),
    lines,
    taxFen: totalOf(lines.map(({ taxFen }) => ({ amountFen: taxFen }))),
    sayings: sayingsOf(invoice),
    actions: open && mayOpen(invoice) ? ['pdf'] : [],
  };
};

interface Beside {
  houseLabel: string | null;
  open: boolean;
  last: boolean;
}

export const presentForStaffList = (invoice: InvoiceEntity, { houseLabel, ...state }: Beside): StaffInvoiceSummary => ({
  ...presentSummary(invoice),
  house: houseLabel === null ? null : { id: invoice.houseId, label: houseLabel },
  attention: invoice.attention && (invoice.reason ?? attentionTexts[invoice.attention]),
  reverseReason: invoice.reverseReason,
  actions: staffActionsOf(invoice, state),
});

export const presentForStaff = (invoice: InvoiceEntity, beside: Beside): StaffInvoiceView => ({
  ...presentInvoice(invoice, beside.open),
  ...presentForStaffList(invoice, beside),
  attention: invoice.attention && attentionTexts[invoice.attention],
  requestNo: invoice.requestNo,
  reason: invoice.reason,
  nextLookAt: instant(invoice.nextLookAt),
});
