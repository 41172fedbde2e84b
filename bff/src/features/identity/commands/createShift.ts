import { toInstant } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { shiftTexts } from '../../../locales/identity.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { shiftFault } from '../shift.rules.js';
import { findShiftsOf, findStaffAccount, insertShift, lockPosts } from '../staff.store.js';
import { announceWorker } from '../staffChange.js';

/** Puts one shift on the roster; two of one person never overlap, for their post is locked meanwhile. */
export const createShift = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { staffId: string; startsAt: Date; endsAt: Date },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const [post] = await lockPosts(tx, communityId, [input.staffId]);
    const account = post?.active ? await findStaffAccount(tx, input.staffId) : null;
    if (!account) throw new AppError('staff.not_found');
    const fault = shiftFault(input, await findShiftsOf(tx, communityId, input.staffId, input));
    if (fault) {
      const field = fault === 'overlap' ? 'startsAt' : 'endsAt';
      throw new AppError('request.invalid', { fields: { [field]: shiftTexts[fault] } });
    }
    const shift = { communityId, id: newId(deps.clock.now()), ...input };
    await insertShift(tx, shift);
    await announceWorker(tx, deps, communityId, input.staffId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'shift.created',
      subjectKind: 'shift',
      subjectId: shift.id,
      subject: `${account.name} ${toInstant(input.startsAt).slice(0, 16)}`,
    });
    return { id: shift.id };
  });
