import { toInstant } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { deleteShiftRow, findShift, findStaffAccount } from '../staff.store.js';
import { announceWorker } from '../staffChange.js';

/** Takes one shift off the roster. */
export const deleteShift = (deps: Deps, call: Call<StaffActor>, input: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const shift = await findShift(tx, communityId, input.id);
    if (!shift || !(await deleteShiftRow(tx, communityId, input.id))) throw new AppError('staff.not_found');
    await announceWorker(tx, deps, communityId, shift.staffId);
    const account = await findStaffAccount(tx, shift.staffId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'shift.deleted',
      subjectKind: 'shift',
      subjectId: shift.id,
      subject: `${account?.name ?? ''} ${toInstant(shift.startsAt).slice(0, 16)}`.trim(),
    });
    return { done: true };
  });
