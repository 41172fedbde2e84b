import type { StaffRole } from 'shared-types/permissions';
import { deterministicId } from '../../kernel/ids.js';
import { homeVisitTexts as t } from '../../locales/homeVisit.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { alertStaff, type StaffAlertKind } from '../../platform/staffAlert.js';
import { readHouseBrief } from '../community/community.door.js';
import { listByRole, readBoundAccounts } from '../identity/identity.door.js';
import type { HomeVisitEntity } from './homevisit.entity.js';

/** Who hears of a visit: its house, the desk, whoever goes there. */

/** Whoever booked it, as long as they live there; else the owners of the house. Family see it on their pages. */
export const toldOf = async (reader: Reader, visit: HomeVisitEntity): Promise<string[]> => {
  const bound = (await readBoundAccounts(reader, visit.communityId, [visit.houseId])).get(visit.houseId) ?? [];
  if (bound.some(({ accountId }) => accountId === visit.accountId)) return [visit.accountId ?? ''];
  return visit.accountId ? [] : bound.filter(({ role }) => role === 'owner').map(({ accountId }) => accountId);
};

/** Tells open pages that something changed; may be lost, since they also ask by themselves. */
export const nudge = async (tx: Tx, deps: Pick<Deps, 'live'>, visit: HomeVisitEntity): Promise<void> => {
  const { communityId, id, houseId, accountId } = visit;
  const bound = (await readBoundAccounts(tx, communityId, [houseId])).get(houseId) ?? [];
  const seeing = bound.filter((one) => one.role !== 'tenant' || one.accountId === accountId);
  afterCommit(tx, () => {
    const message = { type: 'home_visit.changed' as const, visitId: id };
    deps.live.send(`staff:${communityId}`, message);
    for (const one of seeing) deps.live.send(`owner:${one.accountId}`, message);
  });
};

type OwnerTopic = 'given' | 'today' | 'coming' | 'done' | 'missed' | 'cancelled';

/** The house is told by the topic; what it says is read when it is written. Once for each cause. */
export const tellHouse = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, id }: HomeVisitEntity,
  what: OwnerTopic,
  cause = '',
): Promise<void> =>
  publish(tx, deps.clock, {
    id: deterministicId('home_visit', id, what, cause),
    communityId,
    topic: `homevisit.${what}`,
    payload: { visitId: id },
  });

export const placeAndTime = async (
  reader: Reader,
  deps: Pick<Deps, 'clock'>,
  visit: HomeVisitEntity,
): Promise<{ house: string; when: string }> => ({
  house: (await readHouseBrief(reader, visit.communityId, visit.houseId))?.label ?? '',
  when: t.when(visit, deps.clock.now()),
});

export const callStaff = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  visit: HomeVisitEntity,
  call: { staffIds: readonly string[]; kind: StaffAlertKind; words: keyof typeof t.alerts; rings?: boolean },
): Promise<void> => {
  const { house, when } = await placeAndTime(tx, deps, visit);
  await alertStaff(tx, deps.clock, {
    ...{ communityId: visit.communityId, repairId: null, staffIds: call.staffIds, kind: call.kind },
    ...{ detail: t.alerts[call.words](house, when), link: staffLinks.homeVisit(visit.id), rings: call.rings ?? false },
  });
};

/** Those of these roles; where a community has none of them, its managers. */
export const peopleOf = async (
  reader: Reader,
  communityId: string,
  roles: readonly StaffRole[],
  now: Date,
): Promise<string[]> => {
  const found = await Promise.all(roles.map((role) => listByRole(reader, communityId, role, now)));
  const people = found.flat();
  const all = people.length > 0 ? people : await listByRole(reader, communityId, 'manager', now);
  return [...new Set(all.map(({ id }) => id))];
};
