import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { change, note } from '../record.js';
import { lockWithPayment } from './approveRefund.js';

/** The money stays where it is, and what was asked for may be asked for again. */
export const rejectRefund = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: decidedBy, name: decidedByName } = call.actor;
    const refund = await lockWithPayment(tx, communityId, input.id);
    if (refund.status !== 'requested') throw new AppError('refund.illegal_transition');
    const decided = { decidedAt: deps.clock.now(), decidedBy, decidedByName, decision: input.reason };
    await change(tx, deps, refund, { ...decided, status: 'rejected' });
    await note(tx, deps, call, refund, 'refund.rejected', input.reason);
    return { id: refund.id };
  });
