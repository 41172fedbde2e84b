import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { cancelTimer, publish, resetTimer } from '../../platform/queue/queue.js';
import type { AnnouncementEntity } from './announcement.entity.js';
import { saveAnnouncement } from './announcement.store.js';
import { firstReminder, type ReminderTerms, tellAt } from './reminder.rules.js';

/** Timers of one announcement, and what is announced of it; notification listens. */
export const publishTopic = 'announcement.publish';
export const tellLaterTopic = 'announcement.tell_later';
export const remindTopic = 'announcement.remind';
export const tellTopic = 'announcement.tell';

type Which = Pick<AnnouncementEntity, 'communityId' | 'id'>;

const timerOf = (topic: string, { communityId, id }: Which, dueAt: Date) => ({
  communityId,
  topic,
  payload: { announcementId: id },
  slot: [communityId, id],
  dueAt,
});

export const setTimerOf = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  topic: string,
  which: Which,
  dueAt: Date,
): Promise<void> => resetTimer(tx, deps.clock, timerOf(topic, which, dueAt));

export const cancelTimersOf = async (tx: Tx, { communityId, id }: Which): Promise<void> => {
  for (const topic of [publishTopic, tellLaterTopic, remindTopic]) await cancelTimer(tx, topic, [communityId, id]);
};

/** Tells everybody, or whoever has not read it yet; each round once, however often it is announced. */
export const tell = (tx: Tx, deps: Pick<Deps, 'clock'>, { communityId, id }: Which, round: number): Promise<void> =>
  publish(tx, deps.clock, {
    id: deterministicId(tellTopic, id, String(round)),
    communityId,
    topic: tellTopic,
    payload: { announcementId: id, round },
  });

/** Open pages of staff and kiosks ask again; an emergency rings there. */
export const showChanged = (
  tx: Tx,
  deps: Pick<Deps, 'live'>,
  {
    communityId,
    id,
    kind,
    title,
    status,
  }: Pick<AnnouncementEntity, 'communityId' | 'id' | 'kind' | 'title' | 'status'>,
): void =>
  afterCommit(tx, () => {
    const channel = `staff:${communityId}`;
    deps.live.send(channel, { type: 'announcement.changed', announcementId: id });
    if (kind === 'emergency' && status === 'published')
      deps.live.send(channel, { type: 'announcement.raised', announcementId: id, title });
  });

/** A draft or scheduled one, locked, becomes public: seen at once, told when people may be disturbed. */
export const publishNow = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  announcement: AnnouncementEntity,
  terms: ReminderTerms,
): Promise<void> => {
  const now = deps.clock.now();
  const told = tellAt(announcement.kind, terms, now);
  const remindAt = firstReminder(terms, told);
  const change = { status: 'published' as const, publishAt: null, publishedAt: now, remindAt };
  await saveAnnouncement(tx, announcement, { ...change, changedAt: now, version: announcement.version + 1 });
  if (told > now) await setTimerOf(tx, deps, tellLaterTopic, announcement, told);
  else await tell(tx, deps, announcement, 0);
  if (remindAt) await setTimerOf(tx, deps, remindTopic, announcement, remindAt);
  showChanged(tx, deps, { ...announcement, ...change });
};
