import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { lockPayment } from '../../payment/payment.door.js';
import { takeOut } from '../books.js';
import { change, note } from '../record.js';
import type { RefundEntity } from '../refund.entity.js';
import { findRefund, lockRefund } from '../refund.store.js';

/** The payment first, then the refund: everybody takes the locks in this order. */
export const lockWithPayment = async (tx: Tx, communityId: string, id: string): Promise<RefundEntity> => {
  const found = await findRefund(tx, communityId, id);
  if (!found) throw new AppError('refund.not_found');
  await lockPayment(tx, communityId, found.paymentId);
  return (await lockRefund(tx, communityId, id)) ?? found;
};

/**
 * Another person than who asked says yes; above the policy's amount it takes `refund.approve-large`. From here on the
 * money is out of bills and prepayment and owed to the payer; the channel is told by a job.
 */
export const approveRefund = (deps: Deps, call: Call<StaffActor>, input: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: decidedBy, name: decidedByName, permissions } = call.actor;
    const refund = await lockWithPayment(tx, communityId, input.id);
    if (refund.status !== 'requested') throw new AppError('refund.illegal_transition');
    if (refund.requestedBy === decidedBy) throw new AppError('refund.self_approval');
    if (refund.large && !permissions.has('refund.approve-large')) throw new AppError('auth.forbidden');
    const now = deps.clock.now();
    const decided = { decidedAt: now, decidedBy, decidedByName };
    await takeOut(tx, deps, { ...refund, ...decided });
    await note(tx, deps, call, refund, 'refund.approved', refund.reason);
    if (refund.way === 'balance') await change(tx, deps, refund, { ...decided, status: 'done', doneAt: now });
    else {
      const attention = refund.way === 'original' ? null : ('hand-over' as const);
      await change(tx, deps, refund, { ...decided, status: 'approved', attention });
    }
    if (refund.way === 'original')
      await publish(tx, deps.clock, {
        communityId,
        topic: 'refund.work',
        payload: { refundId: refund.id },
        lane: 'calls',
      });
    return { id: refund.id };
  });
