import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { addCommunity } from '../../community/community.door.js';
import { addStaffPost } from '../../identity/identity.door.js';

/** Whoever makes a community administers it, so that it is never without anybody. */
export const createCommunity = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { name: string; servicePhone?: string | undefined },
): Promise<{ id: string; name: string }> =>
  transaction(deps, call, async (tx) => {
    const { name } = input;
    const id = await addCommunity(tx, deps, { name, servicePhone: input.servicePhone || null });
    const { actor } = call;
    await addStaffPost(tx, {
      communityId: id,
      staffId: actor.id,
      department: actor.department,
      roles: ['administrator'],
    });
    // On record where it was decided, and as the first line of the new one.
    for (const communityId of [actor.communityId, id])
      await audit(tx, deps.clock, call, {
        communityId,
        action: 'community.created',
        subjectKind: 'community',
        subjectId: id,
        subject: name,
      });
    return { id, name };
  });
