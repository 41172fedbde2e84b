import type { BoundHouse, OwnerView, StaffSelf } from 'shared-types/auth';
import type { BindingView, StaffBindingView } from 'shared-types/binding';
import type { ShiftView, StaffMemberView } from 'shared-types/staff';
import { toInstant } from 'shared-types/time';
import { identityTexts } from '../../locales/identity.js';
import { skillTrades } from '../../locales/staff.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { maskPhone } from '../community/community.door.js';
import type { BindingEntity, OwnerAccountEntity, ShiftEntity } from './identity.entity.js';
import { ownBindingActions, reviewActions, staffActions } from './identity.policy.js';
import { maskName, nameMatches } from './names.rules.js';
import type { StaffMember } from './staff.store.js';

export const presentPhone = (deps: Pick<Deps, 'keys'>, encrypted: string | null): string | null =>
  encrypted ? maskPhone(decryptField(deps.keys, encrypted, 'phone')) : null;

export const presentOwner = (
  deps: Pick<Deps, 'keys'>,
  account: OwnerAccountEntity,
  houses: BoundHouse[],
): OwnerView => ({
  id: account.id,
  displayName: account.name,
  phoneMasked: presentPhone(deps, account.phoneEncrypted),
  houses,
});

/** What neighbours and housemates read. */
export const maskedOwnerName = (name: string | null): string => (name ? maskName(name) : identityTexts.unnamedOwner);

const instantOrNull = (at: Date | null): string | null => (at ? toInstant(at) : null);

export const presentOwnBinding = (
  binding: BindingEntity,
  place: { communityName: string; houseLabel: string },
): BindingView => ({
  id: binding.id,
  houseId: binding.houseId,
  ...place,
  role: binding.role,
  status: binding.status,
  appliedAt: toInstant(binding.appliedAt),
  decidedAt: instantOrNull(binding.decidedAt),
  reason: binding.reason,
  actions: ownBindingActions(binding),
});

export interface ReviewContext {
  houseLabel: string;
  account: OwnerAccountEntity | undefined;
  ledgerNames: string[];
  boundNow: number;
}

export const presentForReview = (
  deps: Pick<Deps, 'keys'>,
  actor: StaffActor,
  binding: BindingEntity,
  context: ReviewContext,
): StaffBindingView => ({
  id: binding.id,
  houseId: binding.houseId,
  houseLabel: context.houseLabel,
  role: binding.role,
  status: binding.status,
  applicantName: binding.applicantName,
  phoneMasked: presentPhone(deps, context.account?.phoneEncrypted ?? null),
  note: binding.note,
  appliedAt: toInstant(binding.appliedAt),
  decidedAt: instantOrNull(binding.decidedAt),
  decidedBy: binding.decidedByName,
  reason: binding.reason,
  ledgerNames: context.ledgerNames.map(maskName),
  nameMatches: nameMatches(binding.applicantName, context.ledgerNames),
  boundNow: context.boundNow,
  actions: reviewActions(actor, binding),
});

export const presentSelf = (
  member: Pick<StaffMember, 'account'>,
  actor: StaffActor,
  community: { id: string; name: string; servicePhone: string | null },
  communities: { id: string; name: string }[],
): StaffSelf => ({
  id: actor.id,
  name: actor.name,
  username: member.account.username,
  mustChangePassword: actor.mustChangePassword,
  community,
  communities,
  roles: actor.roles,
  department: actor.department,
  permissions: [...actor.permissions],
});

export const presentSkills = (ids: string[]): { id: string; name: string }[] =>
  ids.map((id) => ({ id, name: skillTrades[id] ?? id }));

export const presentMember = (
  deps: Pick<Deps, 'keys' | 'settings'>,
  actor: StaffActor,
  { account, post }: StaffMember,
  more: {
    mustChangePassword: boolean;
    onShift: boolean;
    openOrders: number;
    quality: number | null;
    buildings: Map<string, string>;
  },
): StaffMemberView => ({
  id: account.id,
  name: account.name,
  username: account.username,
  phoneMasked: presentPhone(deps, account.phoneEncrypted),
  department: post.department,
  roles: post.roles,
  skills: presentSkills(post.skills),
  areas: post.areaIds.flatMap((id) => {
    const name = more.buildings.get(id);
    return name ? [{ id, name }] : [];
  }),
  orderLimit: post.orderLimit,
  certificates: post.certificates ?? [],
  quality: more.quality,
  active: post.active,
  mustChangePassword: more.mustChangePassword,
  onShift: more.onShift,
  openOrders: more.openOrders,
  actions: staffActions(actor, account.id, post),
});

export const presentShift = (shift: ShiftEntity, staffName: string): ShiftView => ({
  id: shift.id,
  staffId: shift.staffId,
  staffName,
  startsAt: toInstant(shift.startsAt),
  endsAt: toInstant(shift.endsAt),
});
