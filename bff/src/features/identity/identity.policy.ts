import type { BindingRole } from 'shared-types/auth';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import { endsAs } from './binding.rules.js';
import type { BindingEntity, StaffPostEntity } from './identity.entity.js';
import { mayGive } from './staff.rules.js';

/** Family and tenants see less than the owner: not who else is bound. */
export const canSeeMembers = (actor: OwnerActor, houseId: string): boolean =>
  actor.houses.some((house) => house.houseId === houseId && house.role === 'owner');

export const canReachBinding = (
  actor: OwnerActor,
  binding: Pick<BindingEntity, 'status' | 'role' | 'accountId' | 'houseId'>,
): boolean => endsAs(actor.id, actor.houses, binding) !== null;

/** What the applicant may do with a binding of theirs. */
export const ownBindingActions = (binding: Pick<BindingEntity, 'status'>): ('end' | 'withdraw')[] => {
  if (binding.status === 'pending') return ['withdraw'];
  return binding.status === 'active' ? ['end'] : [];
};

export const memberActions = (actor: OwnerActor, member: { accountId: string; role: BindingRole }): 'end'[] =>
  member.accountId === actor.id || member.role !== 'owner' ? ['end'] : [];

export const reviewActions = (
  actor: StaffActor,
  binding: Pick<BindingEntity, 'status'>,
): ('approve' | 'reject' | 'end')[] => {
  if (!actor.permissions.has('binding.review')) return [];
  if (binding.status === 'pending') return ['approve', 'reject'];
  return binding.status === 'active' ? ['end'] : [];
};

export const staffActions = (
  actor: StaffActor,
  staffId: string,
  post: Pick<StaffPostEntity, 'roles' | 'active'>,
): ('edit' | 'reset-password' | 'disable' | 'enable')[] => {
  if (!mayGive(actor.roles, post.roles)) return [];
  if (staffId === actor.id) return ['edit'];
  return ['edit', 'reset-password', post.active ? 'disable' : 'enable'];
};
