import type { DebitChannel } from 'shared-types/payment';
import { AppError } from '../../../kernel/appError.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { lockChoice } from '../choice.js';
import { draftPayment } from '../draftPayment.js';
import type { PaymentEntity } from '../payment.entity.js';
import { changePayment } from '../payment.record.js';
import { findPayment, lockPayment } from '../payment.store.js';
import { releaseAll } from './closePayment.js';
import { type Received, receivePaid } from './receivePaid.js';

type Where = Pick<PaymentEntity, 'communityId' | 'id'>;

/**
 * An open payment for whole bills of one house, with its number at the channel; the bills are held for it, so that nobody
 * pays them twice. Null: one of them is held by another payment, or is not due any more, and nothing was written.
 */
export const createDebit = async (
  deps: Deps,
  tx: Tx,
  wanted: { communityId: string; houseId: string; channel: DebitChannel; billIds: readonly string[] },
): Promise<PaymentEntity | null> => {
  const { communityId, houseId, channel, billIds } = wanted;
  const choice = { communityId, houseId, billIds, couponIds: [], fromPrepaidFen: 0, topUpFen: 0 };
  try {
    const { bills, plan } = await lockChoice(deps, tx, choice);
    return await draftPayment(deps, tx, { communityId, houseId, channel, plan, bills });
  } catch (error) {
    const taken =
      error instanceof AppError && /^(payment\.(open_elsewhere|nothing_due)|bill\.not_found)$/.test(error.code);
    if (taken) return null;
    throw error;
  }
};

/**
 * The channel has the money of a debit, and says so itself: compared with our own order, `received`, and booked by a
 * worker as any other, however late it comes. `known`: it was received before.
 */
export const receiveDebit = async (
  tx: Tx,
  deps: Deps,
  where: Where,
  paid: { transactionId: string; amountFen: number; paidAt: Date },
): Promise<Received> => {
  const payment = await findPayment(tx, where.communityId, where.id);
  const channel = payment?.channel === 'bank' ? 'bank' : 'autodebit';
  // Whose application and merchant it was is part of what the channel's own signature or the batch proved.
  const proved = { appId: '', merchantId: '', payerHash: null, tradeType: null, currency: null };
  return receivePaid(tx, deps, where, { ...proved, ...paid, channel, orderNumber: payment?.orderNumber ?? '' });
};

/** The channel says that it took nothing: the bills are free again. False: the payment had ended already. */
export const failDebit = async (
  tx: Tx,
  deps: Deps,
  where: Where,
  why: { reason: 'debit' | 'cancelled'; detail: string },
): Promise<boolean> => {
  const payment = await lockPayment(tx, where.communityId, where.id);
  if (payment?.status !== 'open') return false;
  await releaseAll(tx, payment);
  await changePayment(
    tx,
    deps,
    payment,
    { status: 'failed', closedAt: deps.clock.now(), closeReason: why.reason, held: false },
    { kind: 'failed', detail: why.detail },
  );
  return true;
};
