import { formatFen } from 'shared-types/money';
import { deterministicId } from '../../../kernel/ids.js';
import { paymentTexts } from '../../../locales/payment.js';
import { staffLinks } from '../../../locales/staffAlerts.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertFinance } from '../alerts.js';
import { expectationsOf } from '../expectation.js';
import { type Mismatch, mismatchOf, type PaidFacts } from '../notice.rules.js';
import type { PaymentEntity } from '../payment.entity.js';
import { changePayment, recordEvent } from '../payment.record.js';
import { findByTransaction, lockPayment } from '../payment.store.js';

/** `known`: it was received before. Anything else but `received` says what does not fit, and nothing was changed. */
export type Received = 'received' | 'known' | Mismatch | 'transaction';

const refuse = async (
  tx: Tx,
  deps: Deps,
  payment: PaymentEntity,
  what: Mismatch | 'transaction',
): Promise<Received> => {
  await recordEvent(tx, deps, payment, { kind: 'mismatch', detail: paymentTexts.mismatch(what) });
  await alertFinance(tx, deps, {
    communityId: payment.communityId,
    kind: 'payment-mismatch',
    detail: `${payment.number}，${paymentTexts.mismatch(what)}`,
    link: staffLinks.payment(payment.id),
    cause: `${payment.id} ${what}`,
  });
  return what;
};

/**
 * A channel has money for an order of ours, and says so itself (a verified notification, a signed answer, a statement).
 * What it says is compared with our own order; if it fits, the payment is `received` whatever had become of it, and
 * booked by a worker. Called in a transaction; the payment is locked here.
 */
export const receivePaid = async (
  tx: Tx,
  deps: Deps,
  where: Pick<PaymentEntity, 'communityId' | 'id'>,
  facts: PaidFacts,
): Promise<Received> => {
  const payment = await lockPayment(tx, where.communityId, where.id);
  if (!payment) return 'order';
  const expected = (await expectationsOf(deps, tx, [payment])).get(payment.orderNumber ?? '');
  const mismatch = expected ? mismatchOf(facts, expected) : 'order';
  if (mismatch) return refuse(tx, deps, payment, mismatch);
  if (payment.paidFen !== null)
    return payment.transactionId === facts.transactionId ? 'known' : refuse(tx, deps, payment, 'transaction');
  const other = await findByTransaction(tx, facts.transactionId);
  if (other) return refuse(tx, deps, payment, 'transaction');
  const late = payment.status === 'closed' || payment.status === 'failed';
  await changePayment(
    tx,
    deps,
    payment,
    { status: 'received', transactionId: facts.transactionId, paidFen: facts.amountFen, paidAt: facts.paidAt },
    { kind: late ? 'late' : 'received', detail: formatFen(facts.amountFen) },
  );
  const { communityId, id: paymentId } = payment;
  await publish(tx, deps.clock, {
    id: deterministicId('payment.settle', paymentId),
    communityId,
    topic: 'payment.settle',
    payload: { paymentId },
  });
  return 'received';
};

/** The same in a transaction of its own. */
export const receiveNow = (
  deps: Deps,
  payment: Pick<PaymentEntity, 'communityId' | 'id'>,
  facts: PaidFacts,
): Promise<Received> => inTransaction(deps.db, (tx) => receivePaid(tx, deps, payment, facts));
