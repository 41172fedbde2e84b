import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { rolesText } from '../../../locales/staff.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { hashPassword, newFirstPassword } from '../passwords.js';
import { mayGive } from '../staff.rules.js';
import { findPost } from '../staff.store.js';
import { announceWorker, auditStaff, checkMember, type MemberFields } from '../staffChange.js';
import { insertStaff } from './createStaffAccount.js';

/** Makes an account with a first password; null on a repeat of the call, for it is kept nowhere. */
export const createStaff = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: MemberFields & { username: string },
): Promise<{ id: string; firstPassword: string | null }> => {
  const id = newId(deps.clock.now());
  const firstPassword = newFirstPassword();
  const passwordHash = await hashPassword(firstPassword);
  const { communityId } = call.actor;
  const made = await transaction(deps, call, async (tx) => {
    const own = await findPost(tx, communityId, call.actor.id);
    if (!own?.active || !mayGive(own.roles, input.roles)) throw new AppError('auth.forbidden');
    const member = await checkMember(tx, communityId, input);
    const { phone, ...rest } = member;
    await insertStaff(
      tx,
      { id, createdAt: deps.clock.now() },
      {
        ...rest,
        username: input.username,
        communityId,
        phoneEncrypted: phone ? encryptField(deps.keys, phone, 'phone') : null,
        passwordHash,
        passwordKind: 'first',
      },
    );
    const account = { id, name: member.name, username: input.username };
    await announceWorker(tx, deps, communityId, id);
    await auditStaff(tx, deps, call, 'staff.created', account, rolesText(member.roles));
    return { id };
  });
  return { id: made.id, firstPassword: made.id === id ? firstPassword : null };
};
