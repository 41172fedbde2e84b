import { AppError } from '../../../kernel/appError.js';
import { rolesText } from '../../../locales/staff.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { decryptField, encryptField } from '../../../platform/secrets/fieldCrypto.js';
import type { StaffAccountEntity } from '../identity.entity.js';
import { mayGive } from '../staff.rules.js';
import { updatePost, updateStaffAccount } from '../staff.store.js';
import {
  announceWorker,
  auditStaff,
  checkMember,
  cutOff,
  lockTarget,
  type MemberFields,
  requireAccountPower,
} from '../staffChange.js';

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));

/** Name and telephone are the person's in every community. */
const updatePersonal = async (
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  account: StaffAccountEntity,
  next: { name: string; phone: string | null; keepsPhone: boolean },
): Promise<void> => {
  const before = account.phoneEncrypted ? decryptField(deps.keys, account.phoneEncrypted, 'phone') : null;
  const phone = next.keepsPhone ? before : next.phone;
  if (account.name === next.name && before === phone) return;
  await requireAccountPower(tx, actor, account.id);
  const phoneEncrypted = phone ? encryptField(deps.keys, phone, 'phone') : null;
  await updateStaffAccount(tx, account.id, { name: next.name, phoneEncrypted });
};

/** Changes what somebody is and does; other rights end their sessions. Nobody changes their own role or department. */
export const updateStaff = (
  deps: Deps,
  call: Call<StaffActor>,
  input: MemberFields & { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { account, post, giverRoles } = await lockTarget(tx, call.actor, input.id);
    const member = await checkMember(tx, call.actor.communityId, input);
    const otherRoles = !sameSet(post.roles, member.roles);
    if (input.id === call.actor.id && (otherRoles || post.department !== member.department))
      throw new AppError('staff.self_refused');
    if (!mayGive(giverRoles, member.roles)) throw new AppError('auth.forbidden');
    const { department, roles, skills, areaIds, orderLimit, certificates } = member;
    // A form shows the number masked: left out it stays, emptied it goes.
    await updatePersonal(tx, deps, call.actor, account, { ...member, keepsPhone: input.phone === undefined });
    await updatePost(tx, post, { department, roles, skills, areaIds, orderLimit, certificates });
    await announceWorker(tx, deps, call.actor.communityId, account.id);
    if (otherRoles) await cutOff(tx, deps, account.id);
    await auditStaff(tx, deps, call, 'staff.updated', account, otherRoles ? rolesText(roles) : null);
    return { id: account.id };
  });
