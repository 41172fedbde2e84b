import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockPayment } from '../../payment/payment.door.js';
import type { InvoiceEntity } from '../invoice.entity.js';
import { staffActionsOf } from '../invoice.policy.js';
import { isLast } from '../invoice.queries.js';
import { requestNoOf } from '../invoice.rules.js';
import { findInvoice, findOfPayment } from '../invoice.store.js';
import { change, note, workNow } from '../record.js';
import { beginReversal, putTitle, syncInvoice, titleOf } from '../sync.js';

/** As it is now with its payment held. */
export const holdInvoice = async (tx: Tx, communityId: string, id: string): Promise<InvoiceEntity> => {
  const found = await findInvoice(tx, communityId, id);
  if (!found) throw new AppError('invoice.not_found');
  await lockPayment(tx, communityId, found.paymentId);
  return (await findInvoice(tx, communityId, id)) ?? found;
};

const anew = async (tx: Tx, deps: Deps, invoice: InvoiceEntity): Promise<void> => {
  const { communityId, paymentId } = invoice;
  const payment = await lockPayment(tx, communityId, paymentId);
  if (!payment) throw new AppError('invoice.not_found');
  await putTitle(tx, deps, payment, titleOf(invoice));
  await syncInvoice(tx, deps, { communityId, paymentId });
};

/**
 * A person has seen to it: a refused one is sent under a new number, one that waits is asked about at once, and what was
 * taken back by hand is issued anew to the same title.
 */
export const retryInvoice = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    if (!deps.invoice) throw new AppError('invoice.off');
    const invoice = await holdInvoice(tx, communityId, id);
    const last = isLast(await findOfPayment(tx, communityId, invoice.paymentId), invoice);
    if (!staffActionsOf(invoice, { open: true, last }).includes('retry'))
      throw new AppError('invoice.illegal_transition');
    const { status, paymentId, seq, reverseCause, reverseReason } = invoice;
    await note(tx, deps, call, invoice, 'invoice.retried', invoice.reason);
    if (status === 'failed') {
      const attempt = invoice.attempt + 1;
      const requestNo = requestNoOf(paymentId, seq, attempt);
      const fresh = { attempt, requestNo, sentAt: null, looks: 0, attention: null };
      await workNow(tx, deps, await change(tx, deps, invoice, { ...fresh, status: 'issuing' }));
    } else if (status === 'reverse-failed')
      await beginReversal(tx, deps, invoice, {
        cause: reverseCause ?? 'hand',
        reason: reverseReason ?? '',
        ...(invoice.reversedBy ? { by: { id: invoice.reversedBy, name: invoice.reversedByName ?? '' } } : {}),
      });
    else if (status === 'reversed') await anew(tx, deps, invoice);
    else await workNow(tx, deps, await change(tx, deps, invoice, { looks: 0, attention: null }));
    return { id };
  });
