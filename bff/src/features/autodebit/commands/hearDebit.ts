import { toDay } from 'shared-types/time';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { failDebit, type PaymentBrief, receiveDebit } from '../../payment/payment.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import type { DebitEntity } from '../autodebit.entity.js';
import { afterFailure } from '../autodebit.rules.js';
import { findByPayment, lockDebit } from '../autodebit.store.js';
import { changeDebit, tellDebit } from '../record.js';

export type DebitWord =
  | { state: 'paid'; transactionId: string; amountFen: number; paidAt: Date }
  /** WeChat's code, or the bank's words. */
  | { state: 'failed'; reason: string };

const afterBankFailure = { status: 'failed', mandateGone: false } as const;

const fail = async (tx: Tx, deps: Deps, debit: DebitEntity, reason: string): Promise<void> => {
  const now = deps.clock.now();
  const terms = (await readMoneyPolicy(tx, debit.communityId)).autoDebit;
  const next = debit.kind === 'bank' ? afterBankFailure : afterFailure(terms, reason, debit.attempts, toDay(now));
  if (next.status === 'waiting') {
    const after = await changeDebit(tx, debit, { status: 'waiting', day: next.day, reason });
    return tellDebit(tx, deps, after, 'waiting');
  }
  const after = await changeDebit(tx, debit, { status: 'failed', reason, endedAt: now });
  await tellDebit(tx, deps, after, 'failed');
  if (!next.mandateGone) return;
  const { communityId, mandateId } = debit;
  await publish(tx, deps.clock, { communityId, topic: 'autodebit.gone', payload: { mandateId }, lane: 'calls' });
};

/**
 * What the channel says of one try, by notification, by answer or in a bank's file: whichever comes first counts, the
 * others find it done. Money is believed as for any payment, however late. What it came to: `received`, `known`, what
 * does not fit, or for a failure `failed` or `ended`.
 */
export const hearDebit = async (
  tx: Tx,
  deps: Deps,
  payment: Pick<PaymentBrief, 'communityId' | 'id'>,
  word: DebitWord,
): Promise<string> => {
  const found = await findByPayment(tx, payment.id);
  const debit = found && (await lockDebit(tx, found.communityId, found.id));
  const own = debit?.paymentId === payment.id ? debit : null;
  if (word.state === 'paid') {
    const outcome = await receiveDebit(tx, deps, payment, word);
    if (outcome === 'received' && own)
      await changeDebit(tx, own, {
        status: 'paid',
        amountFen: word.amountFen,
        reason: null,
        endedAt: deps.clock.now(),
      });
    return outcome;
  }
  const failed = await failDebit(tx, deps, payment, { reason: 'debit', detail: word.reason });
  if (!failed) return 'ended';
  if (own?.status === 'asking') await fail(tx, deps, own, word.reason.slice(0, 200));
  return 'failed';
};
