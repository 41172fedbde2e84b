import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import type { StaffAccountEntity, StaffPostEntity } from './identity.entity.js';
import { mustChangePassword, permissionsOf } from './staff.rules.js';

/** A person of staff as they act in one community. */
export const toStaffActor = (
  deps: Pick<Deps, 'settings'>,
  account: Pick<StaffAccountEntity, 'id' | 'name' | 'passwordKind'>,
  post: Pick<StaffPostEntity, 'communityId' | 'roles' | 'department'>,
): StaffActor => ({
  kind: 'staff',
  id: account.id,
  name: account.name,
  communityId: post.communityId,
  roles: post.roles,
  department: post.department,
  permissions: permissionsOf(post.roles),
  mustChangePassword: mustChangePassword(account.passwordKind, deps.settings.environment === 'production'),
});
