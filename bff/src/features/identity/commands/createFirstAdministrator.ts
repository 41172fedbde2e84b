import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { rolesText } from '../../../locales/staff.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { addCommunity, readCommunities } from '../../community/community.door.js';
import { hashPassword, newFirstPassword } from '../passwords.js';
import { anyAdministrator, insertPost } from '../staff.store.js';
import { insertStaff } from './createStaffAccount.js';

export interface FirstAdministrator {
  username: string;
  name: string;
  /** Name of the first community, made when there is none yet. */
  communityName: string;
}

/**
 * The administrator with whom an empty system begins, in every community that is there, with a first password that must
 * be changed. Refused when somebody is administrator already: they make the others.
 */
export const createFirstAdministrator = async (
  deps: Pick<Deps, 'db' | 'clock'>,
  input: FirstAdministrator,
): Promise<{ staffId: string; firstPassword: string }> => {
  const firstPassword = newFirstPassword();
  const passwordHash = await hashPassword(firstPassword);
  const cause = { kind: 'background' as const, communityId: null, cause: 'command:admin:create' };
  const staffId = await transaction(deps, cause, async (tx) => {
    if (await anyAdministrator(tx)) throw new AppError('auth.forbidden');
    const there = (await readCommunities(tx)).map((community) => community.id);
    const [first = await addCommunity(tx, deps, { name: input.communityName, servicePhone: null }), ...others] = there;
    const createdAt = deps.clock.now();
    const id = await insertStaff(
      tx,
      { id: newId(createdAt), createdAt },
      {
        username: input.username,
        name: input.name,
        phoneEncrypted: null,
        passwordHash,
        passwordKind: 'first',
        communityId: first,
        department: 'management',
        roles: ['administrator'],
        skills: [],
        areaIds: [],
      },
    );
    for (const communityId of others)
      await insertPost(tx, {
        communityId,
        staffId: id,
        active: true,
        department: 'management',
        roles: ['administrator'],
        skills: [],
        areaIds: [],
        orderLimit: null,
        certificates: null,
      });
    for (const communityId of [first, ...others])
      await audit(tx, deps.clock, cause, {
        communityId,
        action: 'staff.created',
        subjectKind: 'staff',
        subjectId: id,
        subject: `${input.name}（${input.username}）`,
        reason: rolesText(['administrator']),
      });
    return id;
  });
  return { staffId, firstPassword };
};
