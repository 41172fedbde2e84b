import { InvoiceError } from '../../adapters/invoice/invoice.errors.js';
import type { InvoicePort } from '../../adapters/invoice/invoice.port.js';
import { invoiceTexts } from '../../locales/invoice.js';
import type { InvoiceEntity } from './invoice.entity.js';
import { linesOf } from './sync.js';

/** What is known after a call. `taken`: just now; `waiting`: as before; `silent`: no answer that can be believed. */
export type Word =
  | { kind: 'issued'; invoiceNo: string; issuedAt: Date | null }
  | { kind: 'reversed'; redInvoiceNo: string }
  | { kind: 'taken' }
  | { kind: 'waiting' }
  | { kind: 'refused'; reason: string }
  | { kind: 'silent' }
  | { kind: 'misconfigured' };

const wordOfError = (error: unknown): Word => {
  if (!(error instanceof InvoiceError)) throw error;
  if (error.kind === 'config') return { kind: 'misconfigured' };
  return error.kind === 'refused' ? { kind: 'refused', reason: invoiceTexts.refusal(error.code) } : { kind: 'silent' };
};

/** How the invoice of this number stands; null: the provider knows no such number. */
const ask = async (port: InvoicePort, requestNo: string): Promise<Word | null> => {
  const status = await port.query(requestNo);
  if (!status) return null;
  const { state, invoiceNo, issuedAt, reason, redInvoiceNo } = status;
  if (state === 'failed') return { kind: 'refused', reason: reason ?? invoiceTexts.refusedForNoReason };
  if (state === 'reversed' && redInvoiceNo) return { kind: 'reversed', redInvoiceNo };
  return state !== 'accepted' && invoiceNo
    ? { kind: 'issued', invoiceNo, issuedAt: issuedAt ?? null }
    : { kind: 'waiting' };
};

const send = async (port: InvoicePort, invoice: InvoiceEntity): Promise<Word> => {
  const { requestNo, titleKind: kind, titleName: name, titleTaxNo: taxNo, amountFen: totalFen, remark } = invoice;
  const answer = await port.issue({
    requestNo,
    sellerTaxNo: port.sellerTaxNo,
    title: { kind, name, ...(taxNo ? { taxNo } : {}) },
    lines: linesOf(invoice).map(({ name: item, taxCode, amountFen, taxRateBp }) => ({
      ...{ name: item, taxCode, amountFen, taxRateBp },
    })),
    totalFen,
    remark,
  });
  if (answer.state === 'failed') return { kind: 'refused', reason: answer.reason ?? invoiceTexts.refusedForNoReason };
  return answer.state === 'issued' ? ((await ask(port, requestNo)) ?? { kind: 'silent' }) : { kind: 'taken' };
};

/** A number that is known to have been sent is asked about first, and sent again only when the provider knows nothing of it. */
export const issueAt = async (port: InvoicePort, invoice: InvoiceEntity): Promise<Word> => {
  const { requestNo, sentAt } = invoice;
  try {
    return (sentAt && (await ask(port, requestNo))) || (await send(port, invoice));
  } catch (error) {
    const word = wordOfError(error);
    if (word.kind !== 'refused') return word;
    // Refused may mean that the number was used: what is there decides, so that nothing is issued twice.
    return (await ask(port, requestNo).catch(() => ({ kind: 'silent' as const }))) ?? word;
  }
};

/** The same number reverses once, so it is simply said again; its answer says how far it is. */
export const reverseAt = async (port: InvoicePort, invoice: InvoiceEntity): Promise<Word> => {
  const { requestNo, amountFen, reverseNo, reverseReason } = invoice;
  try {
    const { state, redInvoiceNo, reason } = await port.reverse({
      requestNo,
      reverseNo: reverseNo ?? '',
      reason: reverseReason ?? '',
      amountFen,
    });
    if (state === 'reverse_failed') return { kind: 'refused', reason: reason ?? invoiceTexts.refusedForNoReason };
    return state === 'reversed' && redInvoiceNo ? { kind: 'reversed', redInvoiceNo } : { kind: 'waiting' };
  } catch (error) {
    const word = wordOfError(error);
    if (word.kind !== 'refused') return word;
    const now = await ask(port, requestNo).catch(() => ({ kind: 'silent' as const }));
    return now?.kind === 'reversed' || now?.kind === 'silent' ? now : word;
  }
};
