import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import { afterCommit } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { revokeSessionsOf } from '../../../platform/session/sessions.js';
import { checkPassword } from '../password.rules.js';
import { commonPasswords, hashPassword, verifyPassword } from '../passwords.js';
import { findStaffAccount, lockStaffAccount, updateStaffAccount } from '../staff.store.js';

/** Takes the old password, refuses a weak one, and ends the person's other sessions. */
export const changeStaffPassword = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: { oldPassword: string; newPassword: string },
): Promise<void> => {
  const account = await findStaffAccount(deps.db.reader, call.actor.id);
  const matches = await verifyPassword(account?.passwordHash ?? null, input.oldPassword);
  if (!account || !matches) throw new AppError('auth.bad_credentials');
  if (input.newPassword === input.oldPassword) throw new AppError('auth.password_weak');
  unwrap(checkPassword(input.newPassword, account.username, commonPasswords));
  const passwordHash = await hashPassword(input.newPassword);
  await transaction(deps, call, async (tx) => {
    const current = await lockStaffAccount(tx, account.id);
    if (current?.passwordHash !== account.passwordHash) throw new AppError('auth.bad_credentials');
    await updateStaffAccount(tx, account.id, { passwordHash, passwordKind: 'own' });
    await revokeSessionsOf(tx, deps.clock, { kind: 'staff', id: account.id }, call.sessionId);
    afterCommit(tx, () => deps.live.recheck(`worker:${account.id}`));
    await audit(tx, deps.clock, call, {
      communityId: call.actor.communityId,
      action: 'staff.password_changed',
      subjectKind: 'staff',
      subjectId: account.id,
      subject: `${account.name}（${account.username}）`,
    });
  });
};
