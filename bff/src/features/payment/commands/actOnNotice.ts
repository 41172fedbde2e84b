import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { findNotice, saveNotice } from '../notice.store.js';
import { factsOf } from '../noticeFacts.js';
import { findByOrderNumber } from '../payment.store.js';
import { type Received, receivePaid } from './receivePaid.js';

type Outcome = Received | 'no_payment' | 'unknown_order';

const harmless: readonly Outcome[] = ['received', 'known', 'no_payment'];

/**
 * Acts on a kept notification, once: what it says of money is compared with our own order, and the outcome stays with it.
 * What does not fit changes nothing else; a number that is none of ours is left to the reconciliation.
 */
export const actOnNotice = async (deps: Deps, id: string): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const { reader } = deps.db;
  const notice = await findNotice(reader, id);
  if (notice?.status !== 'waiting') return undefined;
  const facts = factsOf(notice);
  const payment = facts && (await findByOrderNumber(reader, facts.orderNumber));
  if (facts && !payment) deps.log.warn({ notificationId: id, channel: notice.channel }, 'paid order is not ours');
  return async (tx) => {
    let outcome: Outcome = facts ? 'unknown_order' : 'no_payment';
    if (facts && payment) outcome = await receivePaid(tx, deps, payment, facts);
    const status = harmless.includes(outcome) ? 'acted' : 'refused';
    await saveNotice(tx, id, { status, outcome, actedAt: deps.clock.realNow() });
  };
};
