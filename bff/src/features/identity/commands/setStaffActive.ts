import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { updatePost } from '../staff.store.js';
import { announceWorker, auditStaff, cutOff, lockTarget } from '../staffChange.js';

/** Puts somebody's post in this community in or out of force; out of force ends their sessions. */
export const setStaffActive = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; active: boolean },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    if (input.id === call.actor.id) throw new AppError('staff.self_refused');
    const { account, post } = await lockTarget(tx, call.actor, input.id);
    if (post.active === input.active) return { id: account.id };
    await updatePost(tx, post, { active: input.active });
    await announceWorker(tx, deps, call.actor.communityId, account.id);
    if (!input.active) await cutOff(tx, deps, account.id);
    await auditStaff(tx, deps, call, input.active ? 'staff.enabled' : 'staff.disabled', account);
    return { id: account.id };
  });
