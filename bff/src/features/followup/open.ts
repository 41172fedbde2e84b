import type { StaffRole } from 'shared-types/permissions';
import { deterministicId } from '../../kernel/ids.js';
import { followUpTexts as t } from '../../locales/followUp.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer } from '../../platform/queue/queue.js';
import { alertStaff, type StaffAlertKind } from '../../platform/staffAlert.js';
import { readAreas, readBuildingNames, readHouseBrief } from '../community/community.door.js';
import { readComplaintRating } from '../complaint/complaint.door.js';
import { listByRole } from '../identity/identity.door.js';
import { type RatingBrief, readRating } from '../repair/repair.door.js';
import type { FollowUpEntity } from './followup.entity.js';
import { begin, type FollowUpPolicy, isBad, nextLook } from './followup.rules.js';

export const tickTopic = 'followup.tick';

/** What may be said of where it was: a building or an area, never a door. */
const publicPlace = async (reader: Reader, communityId: string, rating: RatingBrief): Promise<string> => {
  if (rating.houseId) {
    const house = await readHouseBrief(reader, communityId, rating.houseId);
    return (house && (await readBuildingNames(reader, communityId)).get(house.buildingId)) ?? t.somewhere;
  }
  const area = (await readAreas(reader, communityId)).find(({ id }) => id === rating.areaId);
  return area?.name ?? t.somewhere;
};

/** The follow-up of a rating; null: it was not bad, or is not there. */
export const draftFollowUp = async (
  reader: Reader,
  source: { communityId: string; repairId: string; reportId: string | null },
  policy: FollowUpPolicy,
  now: Date,
): Promise<FollowUpEntity | null> => {
  const { communityId, repairId, reportId } = source;
  const rating = reportId
    ? await readComplaintRating(reader, communityId, reportId)
    : await readRating(reader, communityId, repairId);
  if (!rating || !isBad(rating.stars, policy)) return null;
  const { accountId, houseId, number, title, typeName, placeLabel, stars, words, ratedAt } = rating;
  const subjectId = reportId ?? repairId;
  return {
    ...{ communityId, id: deterministicId('follow_up', communityId, subjectId), repairId, subjectId },
    ...{ accountId, houseId, number, title, typeName, placeLabel, stars, words, ratedAt },
    place: await publicPlace(reader, communityId, rating),
    ...begin(ratedAt, now, policy),
    ...{ cause: null, publishedAt: null, publishedBy: null, finishedAt: null },
    ...{ starsAfter: null, wordsAfter: '', ratedAgainAt: null },
  };
};

/** Its timer looks again when something is due, or calls for what is late. */
export const setLook = async (
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  followUp: FollowUpEntity,
  policy: FollowUpPolicy,
): Promise<void> => {
  const { communityId, id } = followUp;
  const dueAt = nextLook(followUp, policy, deps.clock.now());
  if (dueAt) await resetTimer(tx, deps.clock, { communityId, topic: tickTopic, payload: { id }, slot: [id], dueAt });
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

export const callPeople = (
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  followUp: FollowUpEntity,
  staffIds: string[],
  call: { kind: StaffAlertKind; detail: string; rings?: boolean },
): Promise<void> =>
  alertStaff(tx, deps.clock, {
    ...{ communityId: followUp.communityId, repairId: followUp.repairId, staffIds },
    ...{ ...call, link: staffLinks.followUp(followUp.id) },
  });

/** Tells open screens that something changed; may be lost, since they also poll. */
export const nudge = (
  deps: Pick<Deps, 'live'>,
  tx: Tx,
  { communityId, id, accountId }: Pick<FollowUpEntity, 'communityId' | 'id' | 'accountId'>,
): void =>
  afterCommit(tx, () => {
    const changed = { type: 'follow_up.changed', followUpId: id } as const;
    deps.live.send(`staff:${communityId}`, changed);
    if (accountId) deps.live.send(`owner:${accountId}`, changed);
  });
