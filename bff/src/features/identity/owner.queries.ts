import type { BindingRole, BoundHouse, OwnerView } from 'shared-types/auth';
import type { BindingView } from 'shared-types/binding';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunities, readHouseBrief, readHouseBriefs } from '../community/community.door.js';
import { findAccount, findAccounts, findBinding, findBindingsOfAccount, findOpenBindings } from './binding.store.js';
import type { BindingEntity } from './identity.entity.js';
import { canSeeMembers, memberActions } from './identity.policy.js';
import { maskedOwnerName, presentOwnBinding, presentOwner, presentPhone } from './identity.view.js';

/** House labels and community names of some bindings, in two reads whatever their number. */
const placesOf = async (
  reader: Reader,
  bindings: BindingEntity[],
): Promise<(binding: BindingEntity) => { communityName: string; houseLabel: string }> => {
  const houses = await readHouseBriefs(reader, [...new Set(bindings.map((binding) => binding.houseId))]);
  const labels = new Map(houses.map((house) => [house.id, house.label]));
  const communities = bindings.length > 0 ? await readCommunities(reader) : [];
  const names = new Map(communities.map((community) => [community.id, community.name]));
  return (binding) => ({
    communityName: names.get(binding.communityId) ?? '',
    houseLabel: labels.get(binding.houseId) ?? '',
  });
};

/** Who the owner is and which houses are theirs now. */
export const readOwnerView = async (deps: Deps, accountId: string): Promise<OwnerView> => {
  const { reader } = deps.db;
  const account = await findAccount(reader, accountId);
  if (!account) throw new AppError('auth.required');
  const active = (await findBindingsOfAccount(reader, accountId)).filter((binding) => binding.status === 'active');
  const placeOf = await placesOf(reader, active);
  const houses = active.reverse().map((binding): BoundHouse => {
    const { communityName, houseLabel } = placeOf(binding);
    const { id, houseId, communityId, role } = binding;
    return { bindingId: id, houseId, communityId, communityName, label: houseLabel, role };
  });
  return presentOwner(deps, account, houses);
};

/** Everything that the owner ever applied for or was bound to, the newest first. */
export const listOwnBindingViews = async (deps: Deps, actor: OwnerActor): Promise<BindingView[]> => {
  const bindings = await findBindingsOfAccount(deps.db.reader, actor.id);
  const placeOf = await placesOf(deps.db.reader, bindings);
  return bindings.map((binding) => presentOwnBinding(binding, placeOf(binding)));
};

export const readOwnBindingView = async (deps: Deps, id: string): Promise<BindingView> => {
  const binding = await findBinding(deps.db.reader, id);
  if (!binding) throw new AppError('binding.not_found');
  const placeOf = await placesOf(deps.db.reader, [binding]);
  return presentOwnBinding(binding, placeOf(binding));
};

const rank: Record<BindingRole, number> = { owner: 0, family: 1, tenant: 2 };

/** Who is bound to a house, for its owner's eyes: oneself first, then owners, family, tenants. */
export const listMemberViews = async (deps: Deps, actor: OwnerActor, houseId: string) => {
  const { reader } = deps.db;
  const mine = actor.houses.find((house) => house.houseId === houseId);
  const house = mine && (await readHouseBrief(reader, mine.communityId, houseId));
  if (!house) throw new AppError('house.not_found');
  if (!canSeeMembers(actor, houseId)) throw new AppError('auth.forbidden');
  const open = await findOpenBindings(reader, house.communityId, [houseId]);
  const active = open.filter((binding) => binding.status === 'active');
  const accounts = await findAccounts(
    reader,
    active.map((binding) => binding.accountId),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const place = (binding: BindingEntity): number => (binding.accountId === actor.id ? -1 : rank[binding.role]);
  active.sort((a, b) => place(a) - place(b));
  return active.map((binding) => {
    const account = byId.get(binding.accountId);
    const isMe = binding.accountId === actor.id;
    const name = account?.name ?? binding.applicantName;
    return {
      bindingId: binding.id,
      displayName: isMe ? name : maskedOwnerName(name),
      phoneMasked: presentPhone(deps, account?.phoneEncrypted ?? null),
      role: binding.role,
      since: toInstant(binding.decidedAt ?? binding.appliedAt),
      isMe,
      actions: memberActions(actor, binding),
    };
  });
};

const refusalShownMs = 14 * 86_400_000;

/** Applications that wait, and refusals of the last two weeks that nothing newer for the same house has overtaken. */
export const openApplications = async (
  reader: Reader,
  accountId: string,
  now: Date,
): Promise<{ id: string; houseLabel: string; status: 'pending' | 'rejected'; reason: string | null }[]> => {
  const latest = new Map<string, BindingEntity>();
  for (const binding of await findBindingsOfAccount(reader, accountId))
    if (!latest.has(binding.houseId)) latest.set(binding.houseId, binding);
  const since = now.getTime() - refusalShownMs;
  const shown = [...latest.values()].filter(
    (binding) =>
      binding.status === 'pending' || (binding.status === 'rejected' && (binding.decidedAt?.getTime() ?? 0) > since),
  );
  const placeOf = await placesOf(reader, shown);
  return shown.map((binding) => ({
    id: binding.id,
    houseLabel: placeOf(binding).houseLabel,
    status: binding.status === 'pending' ? 'pending' : 'rejected',
    reason: binding.reason,
  }));
};
