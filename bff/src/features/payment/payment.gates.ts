import type { Gate, Gates } from '../../http/route.js';
import { isPayer, maySee } from './payment.policy.js';
import { findPayment, findPaymentById } from './payment.store.js';

const paymentGate: Gate = async (deps, actor, id, within) => {
  if (actor.kind === 'staff') return (await findPayment(deps.db.reader, actor.communityId, id)) !== null;
  const payment = await findPaymentById(deps.db.reader, id);
  return payment !== null && (within === 'self' ? isPayer(actor, payment) : maySee(actor, payment));
};

/** Payments of a caller's houses and their own; staff reach those of the community in which they act. */
export const paymentGates: Gates = { payment: paymentGate };
