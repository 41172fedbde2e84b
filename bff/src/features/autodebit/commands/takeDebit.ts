import { toDay } from 'shared-types/time';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { readBills } from '../../billing/billing.door.js';
import { createDebitPayment } from '../../payment/payment.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import type { DebitEntity } from '../autodebit.entity.js';
import { addDays, chooseBills, isOpenHour } from '../autodebit.rules.js';
import { findMandate, lockDebit, saveDebit } from '../autodebit.store.js';
import { changeDebit, isOffered, stillBound } from '../record.js';

/** The look after a debit was asked for, and the asking itself at step 0. */
export const pursueLater = (
  tx: Tx,
  deps: Deps,
  { communityId, id: debitId }: Pick<DebitEntity, 'communityId' | 'id'>,
  paymentId: string,
  { step, seconds }: { step: number; seconds: number },
): Promise<void> =>
  publish(tx, deps.clock, {
    communityId,
    topic: 'autodebit.pursue',
    payload: { debitId, paymentId, step },
    lane: 'calls',
    dueAt: new Date(deps.clock.realNow().getTime() + seconds * 1000),
  });

/** So many days a debit gives way to somebody who pays by hand; then the month is theirs. */
const mostWaits = 7;

/**
 * Makes the payment of a debit that is due: of the bills that were announced, what is still due and nobody disputes or
 * pays. From here on they are held: whoever wants to pay by hand is told that they are being taken.
 */
export const takeDebit = async (tx: Tx, deps: Deps, where: { communityId: string; id: string }): Promise<void> => {
  const now = deps.clock.now();
  const today = toDay(now);
  const debit = await lockDebit(tx, where.communityId, where.id);
  if ((debit?.status !== 'announced' && debit?.status !== 'waiting') || debit.day > today) return;
  // Too late in the day: tomorrow's look takes it up.
  if (!isOpenHour(now)) return;
  const { communityId, houseId } = debit;
  const skip = async (reason: string): Promise<void> => {
    await changeDebit(tx, debit, { status: 'skipped', reason, endedAt: now });
  };
  const mandate = await findMandate(tx, communityId, debit.mandateId);
  if (mandate?.status !== 'active' || !(await stillBound(tx, mandate))) return skip('ended');
  if (!(await isOffered(deps, tx, communityId))) return skip('off');
  const bills = (await readBills(tx, communityId, debit.billIds)).filter(
    ({ status, disputed }) => status === 'due' && !disputed,
  );
  const policy = (await readMoneyPolicy(tx, communityId)).autoDebit;
  const free = bills.filter(({ heldBy }) => heldBy === null);
  const chosen = chooseBills(free, Math.min(mandate.limitFen, policy.limitFen)).bills;
  const payment =
    chosen.length > 0
      ? await createDebitPayment(deps, tx, {
          communityId,
          houseId,
          channel: 'autodebit',
          billIds: chosen.map(({ id }) => id),
        })
      : null;
  if (!payment) {
    if (bills.length === 0 || (free.length === bills.length && chosen.length === 0)) return skip('nothing');
    if (addDays(debit.createdAt.toISOString().slice(0, 10), mostWaits + policy.noticeDays) < today) return skip('held');
    return saveDebit(tx, debit, { day: addDays(today, 1), reason: 'held' });
  }
  const { id: paymentId, orderNumber, amountFen } = payment;
  const attempts = debit.attempts + 1;
  await changeDebit(tx, debit, { status: 'asking', paymentId, orderNumber, amountFen, attempts, reason: null });
  await pursueLater(tx, deps, debit, paymentId, { step: 0, seconds: 0 });
};
