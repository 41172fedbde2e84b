import type { AnnouncementSummary, AnnouncementView, HouseOutage, listAnnouncements } from 'shared-types/announcement';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import {
  readBuildingNames,
  readCommunity,
  readHouseBrief,
  readHouseBriefs,
  readUnits,
} from '../community/community.door.js';
import { readFilesOf } from '../file/file.door.js';
import type { AnnouncementEntity } from './announcement.entity.js';
import * as store from './announcement.store.js';
import {
  outageOf,
  type PlaceNames,
  presentAnnouncement,
  presentHouseOutage,
  presentSummary,
} from './announcement.view.js';
import { coversHouse } from './audience.rules.js';
import { type Mine, readMine } from './mine.js';
import { concernsNow, outageState } from './outage.rules.js';
import { readTerms } from './terms.js';

const dayMs = 86_400_000;
/** Announcements of some weeks; more than a community has ever published in them. */
const mostCurrent = 300;

export type Sees = (announcement: AnnouncementEntity) => boolean;

/** Names of every place that these announcements speak of. */
export const readPlaceNames = async (
  reader: Reader,
  announcements: readonly Pick<AnnouncementEntity, 'communityId' | 'audience'>[],
): Promise<PlaceNames> => {
  const names = new Map<string, string>();
  for (const communityId of new Set(announcements.map((one) => one.communityId))) {
    const buildings = await readBuildingNames(reader, communityId);
    for (const [id, name] of buildings) names.set(id, name);
    for (const { id, buildingId, name } of await readUnits(reader, communityId))
      names.set(id, `${buildings.get(buildingId) ?? ''}${name}`);
  }
  const houseIds = [...new Set(announcements.flatMap(({ audience }) => audience.houseIds))];
  for (const { id, label } of await readHouseBriefs(reader, houseIds)) names.set(id, label);
  return names;
};

/** Unread ones that are still news. */
const unreadOf = async (
  deps: Deps,
  { communityIds, sees, accountId }: { communityIds: string[]; sees: Sees; accountId: string },
): Promise<{ current: AnnouncementEntity[]; unread: Set<string> }> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const [first] = communityIds;
  if (!first) return { current: [], unread: new Set() };
  const { freshDays } = await readTerms(reader, first);
  const since = new Date(now.getTime() - freshDays * dayMs);
  const current = (await store.findCurrent(reader, communityIds, { since, now, limit: mostCurrent })).filter(sees);
  const read = await store.findReadBy(
    reader,
    accountId,
    current.map(({ id }) => id),
  );
  return { current, unread: new Set(current.flatMap(({ id }) => (read.has(id) ? [] : [id]))) };
};

const cursorOf = ({ pinned, publishedAt, id }: AnnouncementEntity): string =>
  encodeCursor(pinned ? '1' : '0', (publishedAt as Date).toISOString(), id);

/** One page of what somebody may see; whatever is not for them is stepped over. */
export const listVisible = async (
  deps: Deps,
  { communityIds, sees, accountId }: { communityIds: string[]; sees: Sees; accountId: string },
  { cursor, limit }: QueryOf<typeof listAnnouncements>,
): Promise<ResponseOf<typeof listAnnouncements>> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const [pinned, at, id] = decodeCursor(cursor, 3);
  let after: store.PublishedAfter | null =
    pinned && at && id ? { pinned: pinned === '1', at: cursorTime(at), id } : null;
  const found: AnnouncementEntity[] = [];
  const atOnce = limit * 2 + 1;
  for (let more = true; more && found.length <= limit; ) {
    const chunk = await store.findPublished(reader, communityIds, { after, limit: atOnce });
    found.push(...chunk.filter(sees));
    const last = chunk.at(-1);
    more = chunk.length === atOnce;
    if (last) after = { pinned: last.pinned, at: last.publishedAt as Date, id: last.id };
  }
  const shown = found.slice(0, limit);
  const [read, { unread }] = await Promise.all([
    store.findReadBy(
      reader,
      accountId,
      shown.map((one) => one.id),
    ),
    unreadOf(deps, { communityIds, sees, accountId }),
  ]);
  const last = shown.at(-1);
  return {
    items: shown.map((one) => presentSummary(one, read.has(one.id), now)),
    nextCursor: found.length > limit && last ? cursorOf(last) : null,
    unread: unread.size,
  };
};

export const listOwn = async (
  deps: Deps,
  actor: OwnerActor,
  query: QueryOf<typeof listAnnouncements>,
): Promise<ResponseOf<typeof listAnnouncements>> =>
  listVisible(deps, { ...(await readMine(deps.db.reader, actor)), accountId: actor.id }, query);

/** One with everything that belongs to it. */
export const presentOne = async (
  deps: Deps,
  announcement: AnnouncementEntity,
  accountId: string,
): Promise<AnnouncementView> => {
  const { reader } = deps.db;
  const { communityId, id } = announcement;
  const [names, files, community, read] = await Promise.all([
    readPlaceNames(reader, [announcement]),
    readFilesOf(deps, reader, [id]),
    readCommunity(reader, communityId),
    store.findReadBy(reader, accountId, [id]),
  ]);
  const around = { names, files: files.get(id) ?? [], communityName: community?.name ?? '', read: read.has(id) };
  return presentAnnouncement(announcement, around, deps.clock.now());
};

/** The announcement if it is for this owner; else `announcement.not_found`. */
export const mustSee = async (reader: Reader, actor: OwnerActor, id: string): Promise<AnnouncementEntity> => {
  const mine = await readMine(reader, actor);
  const announcement = await store.findAnnouncementIn(reader, mine.communityIds, id);
  if (!announcement || !mine.sees(announcement)) throw new AppError('announcement.not_found');
  return announcement;
};

export const readOwn = async (deps: Deps, actor: OwnerActor, id: string): Promise<AnnouncementView> =>
  presentOne(deps, await mustSee(deps.db.reader, actor, id), actor.id);

/** What is off at a house now, or in the next hours. */
export const readHouseOutages = async (
  deps: Deps,
  communityId: string,
  houseId: string,
): Promise<{ items: HouseOutage[] }> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const house = await readHouseBrief(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const { buildingId, unitId } = house;
  return {
    items: (await store.findOutages(reader, communityId, now)).flatMap((announcement) => {
      const outage = outageOf(announcement);
      if (!outage || !concernsNow(outage, now)) return [];
      // Whoever lives there hears it, whatever their role: the water is off for tenants too.
      if (!coversHouse(announcement.audience, { houseId, buildingId, unitId })) return [];
      return [presentHouseOutage(announcement, outage, now)];
    }),
  };
};

/** What is still news to an owner, read or not. */
export const readCurrentOf = async (deps: Deps, actor: OwnerActor): Promise<AnnouncementEntity[]> =>
  (await unreadOf(deps, { ...(await readMine(deps.db.reader, actor)), accountId: actor.id })).current;

const mostOnHome = 3;
/** Hours before its beginning in which an outage stands on the first screen. */
const aheadMs = 48 * 3_600_000;

/** For the owner's first screen: emergencies until they are read, outages that run or come, then what is unread. */
export const readHomeNotices = async (
  deps: Deps,
  actor: OwnerActor,
): Promise<{ items: AnnouncementSummary[]; unread: number }> => {
  const mine: Mine = await readMine(deps.db.reader, actor);
  const now = deps.clock.now();
  const { current, unread } = await unreadOf(deps, { ...mine, accountId: actor.id });
  const rankOf = (one: AnnouncementEntity): number => {
    if (one.kind === 'emergency') return unread.has(one.id) ? 0 : 9;
    const outage = outageOf(one);
    if (outage) {
      const state = outageState(outage, now);
      if (state === 'running') return 1;
      if (state === 'coming' && outage.from.getTime() - now.getTime() <= aheadMs) return 2;
      return state === 'coming' && unread.has(one.id) ? 3 : 9;
    }
    return unread.has(one.id) ? 4 : 9;
  };
  const items = current
    .map((one) => ({ one, rank: rankOf(one) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostOnHome)
    .map(({ one }) => presentSummary(one, !unread.has(one.id), now));
  return { items, unread: unread.size };
};
