import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { hashPassword, newFirstPassword } from '../passwords.js';
import { updateStaffAccount } from '../staff.store.js';
import { auditStaff, cutOff, lockTarget, requireAccountPower } from '../staffChange.js';

/** A new first password, shown once; the person's sessions end. One's own is changed, not reset. */
export const resetStaffPassword = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string },
): Promise<{ firstPassword: string }> => {
  if (input.id === call.actor.id) throw new AppError('staff.self_refused');
  const firstPassword = newFirstPassword();
  const passwordHash = await hashPassword(firstPassword);
  await transaction(deps, call, async (tx) => {
    const { account } = await lockTarget(tx, call.actor, input.id);
    await requireAccountPower(tx, call.actor, account.id);
    await updateStaffAccount(tx, account.id, { passwordHash, passwordKind: 'first' });
    await cutOff(tx, deps, account.id);
    await auditStaff(tx, deps, call, 'staff.password_reset', account);
  });
  return { firstPassword };
};
