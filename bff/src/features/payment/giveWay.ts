import { isDebitChannel } from 'shared-types/payment';
import { AppError } from '../../kernel/appError.js';
import { paymentTexts } from '../../locales/payment.js';
import type { Deps } from '../../platform/deps.js';
import { closePayment } from './commands/closePayment.js';
import { HeldElsewhere } from './draftPayment.js';
import type { PaymentEntity } from './payment.entity.js';
import { unended } from './payment.machine.js';
import { findPaymentById } from './payment.store.js';

/** Bills of one choice may be held by so many older payments of the same payer. */
const mostRivals = 5;

const wordsOf = (payment: PaymentEntity): string => {
  if (isDebitChannel(payment.channel)) return paymentTexts.heldByDebit;
  return paymentTexts.heldByOther(payment.collectorId ? paymentTexts.counter : paymentTexts.someoneOfHouse);
};

/**
 * Runs `make`; when an older payment holds some of the bills and is the caller's own, closes that one at its channel
 * (with no transaction open) and tries again. So there is never a second charge: the new one exists only once the old
 * one cannot be paid any more. Somebody else's, or one that does not close, is `payment.open_elsewhere`.
 */
export const withoutRivals = async <T>(
  deps: Deps,
  isOwn: (payment: PaymentEntity) => boolean,
  make: () => Promise<T>,
): Promise<T> => {
  for (let closed = 0; ; closed++)
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof HeldElsewhere)) throw error;
      const rival = await findPaymentById(deps.db.reader, error.heldBy);
      // It ended between the two looks: the bills are free.
      const isOver = !rival || !unended.includes(rival.status);
      if (!isOver && !isOwn(rival)) throw new AppError('payment.open_elsewhere', { detail: wordsOf(rival) });
      const after = isOver ? null : await closePayment(deps, rival, 'replaced');
      if (after?.status === 'closing' || closed >= mostRivals)
        throw new AppError('payment.open_elsewhere', { detail: paymentTexts.stillClosing, retryAfterSeconds: 5 });
      // It was paid after all: the bills are not due any more, and the caller must see that first.
      if (after && after.paidFen !== null) throw new AppError('payment.changed');
    }
};
