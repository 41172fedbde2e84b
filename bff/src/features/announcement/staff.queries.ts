import type { AnnouncementView, listAnnouncements } from 'shared-types/announcement';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type {
  Audience,
  listReceiptPeople,
  listStaffAnnouncements,
  Reach,
  readNoticeBoard,
  StaffAnnouncementView,
} from 'shared-types/staffAnnouncement';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readFilesOf } from '../file/file.door.js';
import type { AnnouncementEntity } from './announcement.entity.js';
import { listVisible, presentOne, readPlaceNames } from './announcement.queries.js';
import * as store from './announcement.store.js';
import { outageOf, placeWords, presentForStaff, presentRow, presentSummary } from './announcement.view.js';
import { outageState } from './outage.rules.js';
import { readPeople, readReach } from './people.js';
import { readTerms } from './terms.js';

export const mustFind = async (reader: Reader, communityId: string, id: string): Promise<AnnouncementEntity> => {
  const announcement = await store.findAnnouncement(reader, communityId, id);
  if (!announcement) throw new AppError('announcement.not_found');
  return announcement;
};

export const readForStaff = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffAnnouncementView> => {
  const { reader } = deps.db;
  const announcement = await mustFind(reader, actor.communityId, id);
  const [names, files, readers, terms] = await Promise.all([
    readPlaceNames(reader, [announcement]),
    readFilesOf(deps, reader, [id]),
    store.countReaders(reader, actor.communityId, [id]),
    readTerms(reader, actor.communityId),
  ]);
  const manages = actor.permissions.has('announcement.manage');
  const around = { names, files: files.get(id) ?? [], read: readers.get(id) ?? 0, manages, terms };
  return presentForStaff(announcement, around, deps.clock.now());
};

export const listAll = async (
  deps: Deps,
  { communityId }: StaffActor,
  { cursor, limit, status }: QueryOf<typeof listStaffAnnouncements>,
): Promise<ResponseOf<typeof listStaffAnnouncements>> => {
  const { reader } = deps.db;
  const [at, id] = decodeCursor(cursor, 2);
  const before = at && id ? { at: cursorTime(at), id } : null;
  const found = await store.listForStaff(reader, communityId, { status, before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const ids = shown.map((one) => one.id);
  const [names, read] = await Promise.all([
    readPlaceNames(reader, shown),
    store.countReaders(reader, communityId, ids),
  ]);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((one) => presentRow(one, { names, read: read.get(one.id) ?? 0 }, deps.clock.now())),
    nextCursor: last ? encodeCursor(last.changedAt.toISOString(), last.id) : null,
  };
};

export const previewAudience = (deps: Deps, { communityId }: StaffActor, audience: Audience): Promise<Reach> =>
  readReach(deps.db.reader, communityId, audience, new Map());

export const readReceiptsOf = async (deps: Deps, { communityId }: StaffActor, id: string): Promise<Reach> => {
  const { audience } = await mustFind(deps.db.reader, communityId, id);
  const readers = await store.findReaders(deps.db.reader, communityId, id);
  return readReach(deps.db.reader, communityId, audience, readers);
};

export const listPeopleOf = async (
  deps: Deps,
  { communityId }: StaffActor,
  id: string,
  { cursor, limit, read, buildingId }: QueryOf<typeof listReceiptPeople>,
): Promise<ResponseOf<typeof listReceiptPeople>> => {
  const { audience } = await mustFind(deps.db.reader, communityId, id);
  const readers = await store.findReaders(deps.db.reader, communityId, id);
  const [after = null] = decodeCursor(cursor, 1);
  const { items, next } = await readPeople(deps, communityId, audience, readers, { read, buildingId, after, limit });
  return { items, nextCursor: next && encodeCursor(next) };
};

const forStaff = ({ status, audience }: AnnouncementEntity): boolean => status === 'published' && audience.staff;

export const listNotices = (
  deps: Deps,
  { id, communityId }: StaffActor,
  query: QueryOf<typeof listAnnouncements>,
): Promise<ResponseOf<typeof listAnnouncements>> =>
  listVisible(deps, { communityIds: [communityId], sees: forStaff, accountId: id }, query);

/** The notice if it is for staff; else `announcement.not_found`. */
export const mustBeForStaff = async (reader: Reader, communityId: string, id: string): Promise<AnnouncementEntity> => {
  const announcement = await mustFind(reader, communityId, id);
  if (!forStaff(announcement)) throw new AppError('announcement.not_found');
  return announcement;
};

export const readNotice = async (deps: Deps, actor: StaffActor, id: string): Promise<AnnouncementView> =>
  presentOne(deps, await mustBeForStaff(deps.db.reader, actor.communityId, id), actor.id);

const mostOnBoard = 5;
/** A board shows what is of this fortnight, what is pinned, and outages that are not over. */
const boardMs = 14 * 86_400_000;

const rankOf = (one: AnnouncementEntity, now: Date): number => {
  if (one.kind === 'emergency') return 0;
  const outage = outageOf(one);
  if (outage && outageState(outage, now) === 'running') return 1;
  return one.pinned ? 2 : 3;
};

export const readBoard = async (
  deps: Deps,
  { communityId, id: accountId }: Pick<StaffActor, 'communityId' | 'id'>,
): Promise<ResponseOf<typeof readNoticeBoard>> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const since = new Date(now.getTime() - boardMs);
  const found = (await store.findCurrent(reader, [communityId], { since, now, limit: 100 }))
    .filter(({ audience }) => audience.roles.length > 0)
    .filter((one) => {
      const outage = outageOf(one);
      return !outage || outageState(outage, now) !== 'over';
    })
    .map((one) => ({ one, rank: rankOf(one, now) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostOnBoard)
    .map(({ one }) => one);
  const [names, read] = await Promise.all([
    readPlaceNames(reader, found),
    store.findReadBy(
      reader,
      accountId,
      found.map(({ id }) => id),
    ),
  ]);
  return {
    items: found.map((one) => ({
      ...presentSummary(one, read.has(one.id), now),
      placeWords: placeWords(one.audience, names),
    })),
  };
};
