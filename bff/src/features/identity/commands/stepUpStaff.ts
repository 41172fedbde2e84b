import { AppError } from '../../../kernel/appError.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { stepUp } from '../../../platform/session/sessions.js';
import type { StaffAccountEntity } from '../identity.entity.js';
import { verifyPassword } from '../passwords.js';
import { findStaffAccount, forgetTries, lockStaffAccount } from '../staff.store.js';
import { nameHashOf, takeTry } from '../tries.js';

const note = (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  account: StaffAccountEntity,
  action: 'staff.stepped_up' | 'staff.step_up_failed',
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: call.actor.communityId,
    action,
    subjectKind: 'staff',
    subjectId: account.id,
    subject: `${account.name}（${account.username}）`,
  });

/** Staff prove once more that it is they: this session may move money until the instant returned (the wall's clock). */
export const stepUpStaff = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: { password: string },
): Promise<{ validUntil: Date }> => {
  const account = await findStaffAccount(deps.db.reader, call.actor.id);
  if (!account || !call.sessionId) throw new AppError('auth.bad_credentials');
  const { sessionId } = call;
  const nameHash = nameHashOf(account.username);
  await takeTry(deps, nameHash);
  const matches = await verifyPassword(account.passwordHash, input.password);
  const validUntil = await inTransaction(deps.db, async (tx) => {
    // The password that was right a moment ago may have been changed since.
    const current = await lockStaffAccount(tx, account.id);
    if (!matches || current?.passwordHash !== account.passwordHash) {
      await note(tx, deps, call, account, 'staff.step_up_failed');
      return null;
    }
    await forgetTries(tx, nameHash);
    await note(tx, deps, call, account, 'staff.stepped_up');
    return stepUp(tx, deps.clock, sessionId);
  });
  if (!validUntil) throw new AppError('auth.bad_credentials');
  return { validUntil };
};
