import { formatFen } from 'shared-types/money';
import { AppError } from '../../kernel/appError.js';
import { breaches } from '../../kernel/machine.js';
import type { AuditAction } from '../../locales/auditActions.js';
import { attentionTexts, invoiceTexts } from '../../locales/invoice.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import { audit } from '../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish, resetTimer } from '../../platform/queue/queue.js';
import { alertFinance } from '../payment/payment.door.js';
import type { InvoiceEntity } from './invoice.entity.js';
import { invoiceMachine } from './invoice.machine.js';
import { saveInvoice } from './invoice.store.js';

/** One line of the audit log about an invoice: what staff did by hand. */
export const note = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor>,
  invoice: InvoiceEntity,
  action: AuditAction,
  reason: string | null = null,
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: invoice.communityId,
    action,
    subjectKind: 'invoice',
    subjectId: invoice.id,
    subject: invoiceTexts.subject(invoice.invoiceNo ?? invoice.paymentNumber, formatFen(invoice.amountFen)),
    reason,
  });

/** Every open screen that shows it asks again. */
export const tellScreens = (tx: Tx, deps: Pick<Deps, 'live'>, invoice: InvoiceEntity): void => {
  const { communityId, accountId, paymentId } = invoice;
  afterCommit(tx, () => {
    const message = { type: 'payment.changed', paymentId } as const;
    deps.live.send(`finance:${communityId}`, message);
    if (accountId) deps.live.send(`owner:${accountId}`, message);
  });
};

/**
 * The one way in which an invoice changes; its payment is held. A move that the machine does not know is
 * `invoice.illegal_transition`. Who it is for is told when it is issued or taken back; finance, when it newly calls for
 * attention.
 */
export const change = async (
  tx: Tx,
  deps: Deps,
  invoice: InvoiceEntity,
  to: Partial<InvoiceEntity>,
): Promise<InvoiceEntity> => {
  const after = { ...invoice, ...to };
  if (breaches(invoiceMachine, invoice, after).length > 0) throw new AppError('invoice.illegal_transition');
  await saveInvoice(tx, invoice, to);
  const { communityId, id, paymentNumber } = invoice;
  if (
    after.status !== invoice.status &&
    (after.status === 'reversed' || (after.status === 'issued' && !invoice.issuedAt))
  )
    await publish(tx, deps.clock, { communityId, topic: `invoice.${after.status}`, payload: { invoiceId: id } });
  if (after.attention && after.attention !== invoice.attention)
    await alertFinance(tx, deps, {
      communityId,
      kind: 'invoice-attention',
      detail: invoiceTexts.alert(paymentNumber, attentionTexts[after.attention]),
      link: staffLinks.invoice(id),
      // A retry that fails again is told again.
      cause: `${id} ${after.attention} ${after.requestNo} ${after.reverseNo ?? ''} ${after.attempt}`,
    });
  tellScreens(tx, deps, invoice);
  return after;
};

const topic = 'invoice.look';
const slotOf = ({ communityId, id }: InvoiceEntity): string[] => [communityId, id];

/** The next look at one under way, on the community's clock. */
export const lookAgain = async (tx: Tx, deps: Deps, invoice: InvoiceEntity, delayMs: number): Promise<void> => {
  const { communityId, id } = invoice;
  const dueAt = new Date(deps.clock.now().getTime() + delayMs);
  await resetTimer(tx, deps.clock, { communityId, topic, slot: slotOf(invoice), payload: { invoiceId: id }, dueAt });
  await saveInvoice(tx, invoice, { nextLookAt: dueAt });
};

/** Takes the next step at the provider now. */
export const workNow = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, id }: Pick<InvoiceEntity, 'communityId' | 'id'>,
): Promise<void> =>
  publish(tx, deps.clock, { communityId, topic: 'invoice.work', payload: { invoiceId: id }, lane: 'calls' });
