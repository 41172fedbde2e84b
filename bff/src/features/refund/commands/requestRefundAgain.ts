import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { change } from '../record.js';
import { findParts } from '../refund.store.js';
import { refundUnwanted } from '../unwanted.js';
import { lockWithPayment } from './approveRefund.js';
import { writeRequest } from './requestRefund.js';

/** A closed refund under a new number, for the same parts; it waits for its own approval, but where nobody had to give one before. */
export const requestRefundAgain = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const closed = await lockWithPayment(tx, communityId, input.id);
    // Tried again once: the new one has its own fate.
    if (closed.status !== 'closed' || closed.attention === null) throw new AppError('refund.illegal_transition');
    if (closed.unwanted) {
      const id = await refundUnwanted(tx, deps, { communityId, paymentId: closed.paymentId, againOf: closed.id });
      if (!id) throw new AppError('refund.illegal_transition');
      await change(tx, deps, closed, { attention: null });
      return { id };
    }
    const wishes = new Map<string | null, number>();
    for (const { billId, amountFen } of await findParts(tx, communityId, [closed.id]))
      wishes.set(billId, (wishes.get(billId) ?? 0) + amountFen);
    const again = await writeRequest(tx, deps, call, {
      paymentId: closed.paymentId,
      parts: [...wishes].map(([billId, amountFen]) => ({ billId, amountFen })),
      way: closed.way,
      reason: closed.reason,
      againOf: closed.id,
    });
    await change(tx, deps, closed, { attention: null });
    return again;
  });
