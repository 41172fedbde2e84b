import type { ResponseOf } from 'shared-types/contract';
import type { readOwnerHome } from 'shared-types/repair';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { livePassesOf } from '../access/access.door.js';
import { homeNoticesOf } from '../announcement/announcement.door.js';
import { houseDueTotals } from '../billing/billing.door.js';
import { readCommunity } from '../community/community.door.js';
import { openComplaintsOf } from '../complaint/complaint.door.js';
import { openApplications, readOwnerView } from '../identity/identity.door.js';
import { openRepairsOf } from '../repair/repair.door.js';

export type CountUnread = (reader: Reader, accountId: string) => Promise<number>;

type Home = ResponseOf<typeof readOwnerHome>;

type Owed = Awaited<ReturnType<typeof houseDueTotals>>;

/** What this person's houses owe, by house; those that owe nothing are left out. */
const readOwed = async ({ db, clock }: Deps, { houses }: OwnerActor): Promise<Owed> => {
  const communities = [...new Set(houses.map(({ communityId }) => communityId))];
  const owed = await Promise.all(
    communities.map((communityId) => {
      const mine = houses.filter((house) => house.communityId === communityId).map(({ houseId }) => houseId);
      return houseDueTotals(db.reader, communityId, mine, clock.now());
    }),
  );
  return new Map(owed.flatMap((totals) => [...totals]));
};

const billsOf = (houses: Home['houses'], owed: Owed): Home['bills'] =>
  houses.flatMap(({ houseId, label }) => {
    const totals = owed.get(houseId);
    if (!totals || totals.dueFen <= 0) return [];
    const { dueFen, overdueFen, bills: count, oldestDueOn: dueOn, firstPeriod, lastPeriod } = totals;
    const period = firstPeriod === lastPeriod ? firstPeriod : null;
    return [{ houseId, houseLabel: label, dueFen, overdueFen, count, period, dueOn }];
  });

/** Everything that waits for an owner, in one answer. */
export const readHome = async (deps: Deps, actor: OwnerActor, countUnread: CountUnread): Promise<Home> => {
  const { reader } = deps.db;
  const [owner, repairs, applications, unread, community, owed, passes, complaints, notices] = await Promise.all([
    readOwnerView(deps, actor.id),
    openRepairsOf(deps, actor),
    openApplications(reader, actor.id, deps.clock.now()),
    countUnread(reader, actor.id),
    actor.houses[0] ? readCommunity(reader, actor.houses[0].communityId) : null,
    readOwed(deps, actor),
    livePassesOf(reader, actor.id, deps.clock.now()),
    openComplaintsOf(deps, actor),
    homeNoticesOf(deps, actor),
  ]);
  const houses = owner.houses.map(({ houseId, communityId, communityName, label }) => ({
    houseId,
    communityId,
    communityName,
    label,
  }));
  return {
    displayName: owner.displayName,
    phoneGiven: owner.phoneMasked !== null,
    houses,
    servicePhone: community?.servicePhone ?? null,
    repairs: repairs.pressing,
    toConfirm: repairs.toConfirm,
    applications,
    bills: billsOf(houses, owed),
    passes,
    complaints: complaints.map(({ id, title, placeLabel, stage, promise, latest }) => ({
      ...{ id, title, placeLabel, stage, promise, latest },
    })),
    notices: notices.items,
    unreadNotices: notices.unread,
    unread,
  };
};
