import { isDebitChannel } from 'shared-types/payment';
import { AppError } from '../../../kernel/appError.js';
import { paymentTexts } from '../../../locales/payment.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Actor, Call } from '../../../platform/call.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { PaymentEntity } from '../payment.entity.js';
import { closePayment } from './closePayment.js';

/** Gives an open payment up. If it was paid meanwhile it goes on to be settled, and the caller sees that. */
export const cancelPayment = async (deps: Deps, call: Call<Actor>, payment: PaymentEntity): Promise<PaymentEntity> => {
  if (payment.status !== 'open' && payment.status !== 'closing') throw new AppError('payment.not_open');
  if (isDebitChannel(payment.channel)) throw new AppError('payment.not_open', { detail: paymentTexts.notGivenUp });
  const { actor } = call;
  const after = await closePayment(deps, payment, 'cancelled', actor.kind === 'staff' ? actor.name : null);
  if (!after) throw new AppError('payment.not_found');
  if (actor.kind === 'staff')
    await inTransaction(deps.db, (tx) =>
      audit(tx, deps.clock, call, {
        communityId: payment.communityId,
        action: 'payment.cancelled',
        subjectKind: 'payment',
        subjectId: payment.id,
        subject: payment.number,
      }),
    );
  return after;
};
