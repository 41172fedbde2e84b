import { deterministicId } from '../../kernel/ids.js';
import { messageLinks, messageWords } from '../../locales/messages.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { type AnnouncementBrief, readAddressees, readAnnouncementBrief } from '../announcement/announcement.door.js';
import type { Notice, Noticed } from './deliver.js';
import { partsOf } from './parts.js';

/** What people are told of an announcement, and again where they have not read it (round 1 and on). */

const toldTopic = 'announcement.told';

const roundOf = (job: Job): number => Number(job.payload.round ?? 0);

/** Tells its audience in parts; each part is a job of its own, so that a crash repeats none that is done. */
export const announcementSpread: HandlerEntry<Deps> = {
  queue: 'outbox',
  topic: 'announcement.tell',
  title: '通知公告',
  handle: async (deps, job) => {
    const communityId = job.communityId ?? '';
    const announcementId = String(job.payload.announcementId);
    const round = roundOf(job);
    const { accountIds } = await readAddressees(deps.db.reader, communityId, announcementId, {
      unreadOnly: round > 0,
      range: null,
    });
    const messages = partsOf(accountIds).map((part) => ({
      id: deterministicId(toldTopic, announcementId, String(round), part.from),
      communityId,
      topic: toldTopic,
      payload: { announcementId, round, ...part },
    }));
    return (tx) => publish(tx, deps.clock, ...messages);
  },
};

const noticeOf = (
  deps: Deps,
  { communityId, id, kind, title, words }: AnnouncementBrief,
  { accountId, isStaff, round }: { accountId: string; isStaff: boolean; round: number },
): Notice => ({
  ...messageWords.announcement({ kind, title, words, again: round > 0 }),
  accountId,
  communityId,
  link: isStaff ? staffLinks.notice(id) : messageLinks.announcement(id),
  subject: title,
  number: null,
  at: deps.clock.now(),
  templateId: isStaff ? '' : deps.settings.subscribeTemplates.announcementPublished,
});

const told = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const { reader } = deps.db;
  const communityId = job.communityId ?? '';
  const { announcementId, accountId, from, to } = job.payload;
  const brief = await readAnnouncementBrief(reader, communityId, String(announcementId), deps.clock.now());
  if (!brief) return [];
  const round = roundOf(job);
  // One of them, to whom it goes by WeChat.
  if (typeof accountId === 'string') return [noticeOf(deps, brief, { accountId, isStaff: false, round })];
  const range = { from: String(from), to: String(to) };
  const { accountIds, staffIds } = await readAddressees(reader, communityId, brief.id, {
    unreadOnly: round > 0,
    range,
  });
  return accountIds.map((id) => noticeOf(deps, brief, { accountId: id, isStaff: staffIds.has(id), round }));
};

export const announcementNotices: Noticed[] = [{ topic: toldTopic, title: '通知公告', noticesOf: told }];
