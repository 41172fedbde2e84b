import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { lockPayment } from '../payment/payment.door.js';
import type { InvoiceEntity } from './invoice.entity.js';
import { lookDelayMs, requestNoOf, retryDelayMs, reverseNoOf, slowAfterLooks } from './invoice.rules.js';
import { findInvoice, saveInvoice } from './invoice.store.js';
import { issueAt, reverseAt, type Word } from './provider.js';
import { change, lookAgain } from './record.js';
import { syncInvoice } from './sync.js';

const isUnderWay = ({ status }: InvoiceEntity): boolean => status === 'issuing' || status === 'reversing';

/** As it is now with its payment held; null: what was known of it is no longer so. */
const holdSame = async (tx: Tx, known: InvoiceEntity): Promise<InvoiceEntity | null> => {
  const { communityId, id, paymentId, status, requestNo, reverseNo } = known;
  await lockPayment(tx, communityId, paymentId);
  const now = await findInvoice(tx, communityId, id);
  return now?.status === status && now.requestNo === requestNo && now.reverseNo === reverseNo ? now : null;
};

/** Writes down that the provider is about to be told. False: there is nothing to tell any more. */
const begin = (deps: Deps, known: InvoiceEntity): Promise<boolean> =>
  inTransaction(deps.db, async (tx) => {
    const invoice = await holdSame(tx, known);
    if (invoice && !invoice.sentAt) await saveInvoice(tx, invoice, { sentAt: deps.clock.realNow() });
    return invoice !== null;
  });

/** Nothing new: asked again later, and a person is told when that takes long. */
const wait = async (tx: Tx, deps: Deps, invoice: InvoiceEntity, misconfigured: boolean): Promise<void> => {
  const looks = invoice.looks + 1;
  const slow = looks >= slowAfterLooks ? ('slow' as const) : invoice.attention;
  const after = await change(tx, deps, invoice, { looks, attention: misconfigured ? 'config' : slow });
  // A wrong key is not mended within a minute.
  await lookAgain(tx, deps, after, misconfigured ? 3_600_000 : lookDelayMs(invoice.looks));
};

/** The provider's no: another number later, and after some of them a person. */
const refuse = async (tx: Tx, deps: Deps, invoice: InvoiceEntity, said: string): Promise<void> => {
  const reason = said.slice(0, 200);
  const issuing = invoice.status === 'issuing';
  const delayMs = retryDelayMs(issuing ? invoice.attempt : invoice.reverseAttempt);
  const { paymentId, seq, requestNo } = invoice;
  if (delayMs === null) {
    await change(tx, deps, invoice, {
      reason,
      nextLookAt: null,
      ...(issuing
        ? { status: 'failed', attention: 'refused' }
        : { status: 'reverse-failed', attention: 'reverse-refused' }),
    });
    return syncInvoice(tx, deps, invoice);
  }
  const attempt = invoice.attempt + 1;
  const reverseAttempt = invoice.reverseAttempt + 1;
  const again = await change(tx, deps, invoice, {
    reason,
    looks: 0,
    attention: null,
    ...(issuing
      ? { attempt, requestNo: requestNoOf(paymentId, seq, attempt), sentAt: null }
      : { reverseAttempt, reverseNo: reverseNoOf(requestNo, reverseAttempt) }),
  });
  await lookAgain(tx, deps, again, delayMs);
  // What is wanted may be another one by now: then this one is given up.
  await syncInvoice(tx, deps, invoice);
};

/** What the provider's word changes; one that comes late, twice or out of order changes nothing more. */
const hear = async (tx: Tx, deps: Deps, known: InvoiceEntity, word: Word): Promise<void> => {
  const invoice = await holdSame(tx, known);
  if (!invoice || !isUnderWay(invoice)) return;
  const now = deps.clock.now();
  const settled = { reason: null, attention: null, nextLookAt: null, looks: 0 };
  if (word.kind === 'refused') return refuse(tx, deps, invoice, word.reason);
  if (word.kind === 'issued' && invoice.status === 'issuing') {
    const { invoiceNo, issuedAt } = word;
    await change(tx, deps, invoice, { ...settled, status: 'issued', invoiceNo, issuedAt: issuedAt ?? now });
    return syncInvoice(tx, deps, invoice);
  }
  if (word.kind === 'reversed' && invoice.status === 'reversing') {
    const { redInvoiceNo } = word;
    await change(tx, deps, invoice, { ...settled, status: 'reversed', redInvoiceNo, reversedAt: now });
    return syncInvoice(tx, deps, invoice);
  }
  if (word.kind === 'taken') {
    const taken = await change(tx, deps, invoice, { looks: 1, attention: null });
    return lookAgain(tx, deps, taken, lookDelayMs(0));
  }
  return wait(tx, deps, invoice, word.kind === 'misconfigured');
};

/**
 * One step of an invoice at its provider. First time: written down, then told. Afterwards: asked, and told again under the
 * same number where the provider knows nothing of it. Runs late and twice without harm.
 */
export const work = async (
  deps: Deps,
  { communityId, invoiceId }: { communityId: string; invoiceId: string },
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const invoice = await findInvoice(deps.db.reader, communityId, invoiceId);
  if (!invoice || !isUnderWay(invoice)) return undefined;
  if (!deps.invoice) return (tx) => hear(tx, deps, invoice, { kind: 'misconfigured' });
  if (!(await begin(deps, invoice))) return undefined;
  const word = await (invoice.status === 'issuing' ? issueAt : reverseAt)(deps.invoice, invoice);
  return (tx) => hear(tx, deps, invoice, word);
};
