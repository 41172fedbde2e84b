import { formatFen } from 'shared-types/money';
import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import { type InvoiceBrief, readInvoice } from '../invoice/invoice.door.js';
import { readPayment } from '../payment/payment.door.js';
import type { Notice, Noticed } from './deliver.js';

/** Whoever paid; for what was paid at the counter, the owners of the house. */
const peopleOf = async (deps: Deps, { accountId, communityId, houseId }: InvoiceBrief): Promise<string[]> => {
  if (accountId) return [accountId];
  const bound = (await readBoundAccounts(deps.db.reader, communityId, [houseId])).get(houseId) ?? [];
  return [...new Set(bound.filter(({ role }) => role === 'owner').map((one) => one.accountId))];
};

const about =
  (wordsOf: (invoice: InvoiceBrief, what: string) => Pick<Notice, 'title' | 'state' | 'body'>, sends: boolean) =>
  async (deps: Deps, job: Job): Promise<Notice[]> => {
    const { reader } = deps.db;
    const communityId = job.communityId ?? '';
    const invoice = await readInvoice(reader, communityId, String(job.payload.invoiceId));
    const payment = invoice && (await readPayment(reader, communityId, invoice.paymentId));
    if (!payment) return [];
    return (await peopleOf(deps, invoice)).map((accountId) => ({
      ...wordsOf(invoice, payment.title),
      accountId,
      communityId,
      link: messageLinks.invoice(invoice.id),
      subject: payment.title,
      number: invoice.invoiceNo,
      at: deps.clock.now(),
      templateId: sends ? deps.settings.subscribeTemplates.invoiceIssued : '',
    }));
  };

export const invoiceNotices: Noticed[] = [
  {
    topic: 'invoice.issued',
    title: '通知业主：电子发票开好了',
    noticesOf: about(({ amountFen }, what) => messageWords.invoiceIssued(formatFen(amountFen), what), true),
  },
  {
    topic: 'invoice.reversed',
    title: '通知业主：电子发票红冲',
    noticesOf: about(
      ({ amountFen, reverseReason }) => messageWords.invoiceReversed(formatFen(amountFen), reverseReason ?? ''),
      false,
    ),
  },
];
