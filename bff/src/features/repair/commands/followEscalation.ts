import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { follow } from '../escalation.rules.js';
import { changeLoop } from '../loop.js';
import { findEscalation } from '../loop.store.js';

/** "我来跟": who says it follows the request until it is closed (C6). */
export const followEscalation = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; note?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const found = await findEscalation(tx, communityId, input.id);
    if (!found) throw new AppError('escalation.not_found');
    const changed = await changeLoop(
      deps,
      tx,
      { communityId, id: found.repairId },
      call.actor,
      async (loop, { inForce, now }) => {
        const open = loop.escalation?.id === input.id ? loop.escalation : null;
        if (!open) throw new AppError('escalation.closed');
        return {
          loop: {
            ...loop,
            escalation: unwrap(follow(open, call.actor, { policy: inForce.policy, urgency: loop.repair.urgency }, now)),
          },
          events: [{ kind: 'follow', body: input.note || null }],
        };
      },
    );
    if (!changed) throw new AppError('escalation.not_found');
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'escalation.followed',
      subjectKind: 'escalation',
      subjectId: input.id,
      subject: `${changed.after.repair.number} ${changed.after.repair.placeLabel}`,
      reason: input.note ?? null,
    });
    return { id: input.id };
  });
