import type { AnnouncementKind, AnnouncementSummary } from 'shared-types/announcement';
import type { ResponseOf } from 'shared-types/contract';
import type { readNoticeBoard } from 'shared-types/staffAnnouncement';
import { outageWords } from '../../locales/announcement.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCurrentOf, readHomeNotices } from './announcement.queries.js';
import { findAnnouncement, findReaders } from './announcement.store.js';
import { outageOf } from './announcement.view.js';
import { accountIdsOf, expand } from './people.js';
import { summaryOf } from './richText.js';
import { readBoard } from './staff.queries.js';

/** What other features may ask of announcements. */

/** For the owner's first screen, at most three; and how many are unread. */
export const homeNoticesOf = (
  deps: Deps,
  actor: OwnerActor,
): Promise<{ items: AnnouncementSummary[]; unread: number }> => readHomeNotices(deps, actor);

/** The notice board of a kiosk: what hangs out now, emergencies first. It reads by itself, so nothing is marked as read. */
export const noticeBoardOf = (
  deps: Deps,
  kiosk: { communityId: string; id: string },
): Promise<ResponseOf<typeof readNoticeBoard>> => readBoard(deps, kiosk);

/** Those that are still news to somebody, with their whole text: what a question may be answered from. */
export const currentAnnouncementsOf = async (
  deps: Deps,
  actor: OwnerActor,
): Promise<{ id: string; title: string; text: string }[]> =>
  (await readCurrentOf(deps, actor)).map((found) => {
    const outage = outageOf(found);
    const lines = found.body.map(({ runs }) => runs.map((run) => run.text).join(''));
    const off = outage ? [outageWords(outage.kind, outage, deps.clock.now())] : [];
    return { id: found.id, title: found.title, text: [...off, ...lines].join('\n') };
  });

export interface AnnouncementBrief {
  communityId: string;
  id: string;
  kind: AnnouncementKind;
  title: string;
  words: string;
  publishedAt: Date;
}

/** What the topic `announcement.tell` speaks of; null: withdrawn meanwhile. */
export const readAnnouncementBrief = async (
  reader: Reader,
  communityId: string,
  id: string,
  now: Date,
): Promise<AnnouncementBrief | null> => {
  const found = await findAnnouncement(reader, communityId, id);
  if (found?.status !== 'published' || !found.publishedAt) return null;
  const outage = outageOf(found);
  const { kind, title, body, publishedAt } = found;
  const words = outage ? outageWords(outage.kind, outage, now) : summaryOf(body);
  return { communityId, id, kind, title, words, publishedAt };
};

/** Ids of the owners, families and tenants to tell of it, and of the staff; in a reminder whoever read it is left out. */
export const readAddressees = async (
  reader: Reader,
  communityId: string,
  id: string,
  { unreadOnly, range }: { unreadOnly: boolean; range: { from: string; to: string } | null },
): Promise<{ accountIds: string[]; staffIds: Set<string> }> => {
  const found = await findAnnouncement(reader, communityId, id);
  if (found?.status !== 'published') return { accountIds: [], staffIds: new Set() };
  const expanded = await expand(reader, communityId, found.audience, range);
  const readers = unreadOnly ? await findReaders(reader, communityId, id) : new Map<string, Date>();
  const inRange = (account: string): boolean => range === null || (account >= range.from && account <= range.to);
  return {
    accountIds: accountIdsOf(expanded).filter((account) => inRange(account) && !readers.has(account)),
    staffIds: new Set(expanded.staff.map((one) => one.id)),
  };
};
