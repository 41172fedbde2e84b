import type { ResponseOf } from 'shared-types/contract';
import type { readOwnerHome } from 'shared-types/repair';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity } from '../community/community.door.js';
import { openApplications, readOwnerView } from '../identity/identity.door.js';
import { openRepairsOf } from '../repair/repair.door.js';

export type CountUnread = (reader: Reader, accountId: string) => Promise<number>;

/** Everything that waits for an owner, in one answer. */
export const readHome = async (
  deps: Deps,
  actor: OwnerActor,
  countUnread: CountUnread,
): Promise<ResponseOf<typeof readOwnerHome>> => {
  const { reader } = deps.db;
  const [owner, repairs, applications, unread, community] = await Promise.all([
    readOwnerView(deps, actor.id),
    openRepairsOf(deps, actor),
    openApplications(reader, actor.id, deps.clock.now()),
    countUnread(reader, actor.id),
    actor.houses[0] ? readCommunity(reader, actor.houses[0].communityId) : null,
  ]);
  return {
    displayName: owner.displayName,
    phoneGiven: owner.phoneMasked !== null,
    houses: owner.houses.map(({ houseId, communityId, communityName, label }) => ({
      houseId,
      communityId,
      communityName,
      label,
    })),
    servicePhone: community?.servicePhone ?? null,
    repairs: repairs.pressing,
    toConfirm: repairs.toConfirm,
    applications,
    unread,
  };
};
