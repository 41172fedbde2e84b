import { AppError } from '../../../kernel/appError.js';
import { quietUntil } from '../../../kernel/quietHours.js';
import type { Call, OwnerActor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { AnnouncementEntity } from '../announcement.entity.js';
import { mustSee } from '../announcement.queries.js';
import { deleteAnnouncement, insertRead, lockAnnouncement, saveAnnouncement } from '../announcement.store.js';
import { mayRemind, type ReminderTerms } from '../reminder.rules.js';
import { mustBeForStaff } from '../staff.queries.js';
import { cancelTimersOf, remindTopic, setTimerOf, showChanged, tell } from '../tell.js';
import { readTerms } from '../terms.js';
import { mustLock, note } from './keepAnnouncement.js';

export const discardAnnouncement = (
  deps: Deps,
  call: Call<StaffActor>,
  { id }: { id: string },
): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const announcement = await mustLock(tx, call, id);
    if (announcement.publishedAt) throw new AppError('announcement.illegal_transition');
    await deleteAnnouncement(tx, announcement);
    await cancelTimersOf(tx, announcement);
    await note(tx, deps, call, announcement, 'announcement.discarded');
    return { done: true as const };
  });

export const pinAnnouncement = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, pinned }: { id: string; pinned: boolean },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const announcement = await mustLock(tx, call, id);
    if (announcement.status !== 'published') throw new AppError('announcement.illegal_transition');
    if (announcement.pinned === pinned) return { id };
    await saveAnnouncement(tx, announcement, { pinned, changedAt: deps.clock.now() });
    await note(tx, deps, call, announcement, pinned ? 'announcement.pinned' : 'announcement.unpinned');
    showChanged(tx, deps, { ...announcement, kind: 'notice' });
    return { id };
  });

/** One reminder more of an announcement that is locked; the automatic one is dropped with the last that is allowed. */
const remind = async (tx: Tx, deps: Pick<Deps, 'clock'>, announcement: AnnouncementEntity): Promise<void> => {
  const reminders = announcement.reminders + 1;
  const now = deps.clock.now();
  await saveAnnouncement(tx, announcement, { reminders, remindedAt: now, remindAt: null });
  await tell(tx, deps, announcement, reminders);
};

const refuseNow = (announcement: AnnouncementEntity, terms: ReminderTerms, now: Date): void => {
  if (announcement.status !== 'published') throw new AppError('announcement.illegal_transition');
  if (!mayRemind(announcement, terms, now) || quietUntil(terms, now)) throw new AppError('announcement.remind_not_now');
};

/** By hand: as often as the policy allows, and never in quiet hours. The automatic reminder counts among them. */
export const remindByHand = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const announcement = await mustLock(tx, call, id);
    refuseNow(announcement, await readTerms(tx, announcement.communityId), deps.clock.now());
    await cancelTimersOf(tx, announcement);
    await remind(tx, deps, announcement);
    await note(tx, deps, call, announcement, 'announcement.reminded');
    return { id };
  });

/** The automatic reminder: looked at again when it is due, and put off while nobody may be disturbed. */
export const remindByItself = async (tx: Tx, deps: Deps, communityId: string, id: string): Promise<void> => {
  const announcement = await lockAnnouncement(tx, communityId, id);
  const now = deps.clock.now();
  if (!announcement?.remindAt || announcement.remindAt > now) return;
  const terms = await readTerms(tx, communityId);
  if (!mayRemind(announcement, terms, now)) {
    await saveAnnouncement(tx, announcement, { remindAt: null });
    return;
  }
  const later = quietUntil(terms, now);
  if (!later) return remind(tx, deps, announcement);
  await saveAnnouncement(tx, announcement, { remindAt: later });
  await setTimerOf(tx, deps, remindTopic, announcement, later);
};

/** What had to wait for the morning. */
export const tellNow = async (tx: Tx, deps: Deps, communityId: string, id: string): Promise<void> => {
  const announcement = await lockAnnouncement(tx, communityId, id);
  if (announcement?.status === 'published') await tell(tx, deps, announcement, 0);
};

export const markRead = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = await mustSee(tx, call.actor, id);
    await insertRead(tx, { communityId, announcementId: id, accountId: call.actor.id, at: deps.clock.now() });
    return { done: true as const };
  });

export const openNotice = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = await mustBeForStaff(tx, call.actor.communityId, id);
    await insertRead(tx, { communityId, announcementId: id, accountId: call.actor.id, at: deps.clock.now() });
    return { id };
  });
