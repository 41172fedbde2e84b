import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { paymentTexts } from '../../../locales/payment.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { releaseCoupons } from '../../account/account.door.js';
import { releaseBills } from '../../billing/billing.door.js';
import { failureOf, gateOf } from '../channelGate.js';
import type { CloseReason, PaymentEntity } from '../payment.entity.js';
import { changePayment } from '../payment.record.js';
import { findPayment, lockPayment } from '../payment.store.js';
import { receiveNow } from './receivePaid.js';

/** If this process dies over it, a worker takes the closing up again after so long. */
const retryMs = 15_000;

type Where = Pick<PaymentEntity, 'communityId' | 'id'>;

/** Gives the bills and coupons of a payment that has ended without money free again. */
export const releaseAll = async (tx: Tx, { communityId, id }: Where): Promise<void> => {
  await releaseBills(tx, communityId, id);
  await releaseCoupons(tx, communityId, id);
};

const beginClosing = (deps: Deps, where: Where, reason: CloseReason, byName: string | null): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, where.communityId, where.id);
    if (payment?.status !== 'open') return;
    await changePayment(
      tx,
      deps,
      payment,
      { status: 'closing', closeReason: reason },
      { kind: 'closing', detail: paymentTexts.reason(reason), byName },
    );
    await publish(tx, deps.clock, {
      id: deterministicId('payment.close', payment.id),
      communityId: payment.communityId,
      topic: 'payment.close',
      payload: { paymentId: payment.id },
      lane: 'calls',
      dueAt: new Date(deps.clock.realNow().getTime() + retryMs),
    });
  });

const endClosing = (deps: Deps, where: Where): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, where.communityId, where.id);
    if (payment?.status !== 'closing') return;
    await releaseAll(tx, payment);
    const reason = payment.closeReason ?? 'cancelled';
    await changePayment(
      tx,
      deps,
      payment,
      { status: 'closed', closedAt: deps.clock.now(), held: false, payArguments: null },
      { kind: 'closed', detail: paymentTexts.reason(reason) },
    );
  });

/**
 * The channel's half: the order is closed there, or turns out to be paid. Rejects when the channel gives no clear
 * answer: nothing is known then, and the bills stay held.
 */
export const finishClosing = async (deps: Deps, where: Where): Promise<void> => {
  const payment = await findPayment(deps.db.reader, where.communityId, where.id);
  if (payment?.status !== 'closing') return;
  const gate = gateOf(deps, payment.channel);
  if (!gate) throw new Error(`no channel to close payment ${payment.id} at`);
  if ((await gate.close(payment.orderNumber ?? '')) === 'closed') return endClosing(deps, payment);
  const word = await gate.query(payment.orderNumber ?? '');
  // The channel contradicts itself: nothing is known.
  if (word.state !== 'paid') throw new AppError('upstream.unavailable');
  await receiveNow(deps, payment, word.facts);
};

/**
 * Ends an open payment: first at the channel, then here (wechat.md 2.6, close against pay). What it is afterwards:
 * `closed`, `received` when it was paid after all, or `closing` while the channel does not answer.
 */
export const closePayment = async (
  deps: Deps,
  where: Where,
  reason: CloseReason,
  byName: string | null = null,
): Promise<PaymentEntity | null> => {
  await beginClosing(deps, where, reason, byName);
  try {
    await finishClosing(deps, where);
  } catch (error) {
    const { kind, code } = failureOf(error);
    deps.log.warn({ paymentId: where.id, kind, code }, 'payment not closed at its channel yet');
  }
  return findPayment(deps.db.reader, where.communityId, where.id);
};
