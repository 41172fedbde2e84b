import type { Deps } from '../../../platform/deps.js';
import { failureOf, gateOf } from '../channelGate.js';
import type { PaymentEntity } from '../payment.entity.js';
import { findPayment } from '../payment.store.js';
import { closePayment } from './closePayment.js';
import { preparePayment } from './preparePayment.js';
import { receiveNow } from './receivePaid.js';

/**
 * Asks the channel what became of an order, and acts on its word: paid is received, gone is closed, what is not ready
 * to be paid yet is ordered again.
 * Without an answer everything stays as it is.
 */
export const askChannel = async (
  deps: Deps,
  { communityId, id }: Pick<PaymentEntity, 'communityId' | 'id'>,
): Promise<PaymentEntity | null> => {
  const payment = await findPayment(deps.db.reader, communityId, id);
  const gate = payment && gateOf(deps, payment.channel);
  if (!payment?.orderNumber || !gate || payment.paidFen !== null) return payment;
  try {
    const word = await gate.query(payment.orderNumber);
    if (word.state === 'paid') await receiveNow(deps, payment, word.facts);
    else if (word.state === 'closed') return closePayment(deps, payment, 'expired');
    // Never made, or made while its answer got lost: asked for again with the same number.
    else return preparePayment(deps, payment);
  } catch (error) {
    deps.log.warn({ paymentId: id, ...failureOf(error) }, 'channel not heard about a payment');
  }
  return findPayment(deps.db.reader, communityId, id);
};
