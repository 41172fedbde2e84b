import { AppError } from '../../../kernel/appError.js';
import { mayGo } from '../../../kernel/machine.js';
import { outageFaultTexts, announcementTexts as t } from '../../../locales/announcement.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { announcementMachine } from '../announcement.machine.js';
import { lockAnnouncement, saveAnnouncement } from '../announcement.store.js';
import { outageOf } from '../announcement.view.js';
import { outageFault } from '../outage.rules.js';
import { cancelTimersOf, publishNow, publishTopic, setTimerOf, showChanged } from '../tell.js';
import { readTerms } from '../terms.js';
import { mustLock, note } from './keepAnnouncement.js';

const mostAheadMs = 90 * 86_400_000;

const invalid = (words: string): AppError => new AppError('request.invalid', { fields: { at: words } });

const readAt = (at: string | undefined, now: Date): Date | null => {
  if (at === undefined) return null;
  const wanted = new Date(at);
  if (wanted <= now) throw invalid(t.inPast);
  if (wanted.getTime() - now.getTime() > mostAheadMs) throw invalid(t.tooFar);
  return wanted;
};

/** Publishes the version that was looked at, now or at its time. */
export const publishAnnouncement = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, version, at }: { id: string; version: number; at?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const announcement = await mustLock(tx, call, id);
    if (announcement.status !== 'scheduled' && !mayGo(announcementMachine, announcement.status, 'scheduled'))
      throw new AppError('announcement.illegal_transition');
    if (announcement.version !== version) throw new AppError('announcement.changed');
    const now = deps.clock.now();
    const publishAt = readAt(at, now);
    const outage = outageOf(announcement);
    const fault = outage && outageFault(outage, publishAt ?? now);
    if (fault) throw new AppError('request.invalid', { fields: { outage: outageFaultTexts[fault] } });
    await cancelTimersOf(tx, announcement);
    if (!publishAt) {
      await publishNow(tx, deps, announcement, await readTerms(tx, announcement.communityId));
      await note(tx, deps, call, announcement, 'announcement.published');
      return { id };
    }
    const change = { status: 'scheduled' as const, publishAt, version: version + 1, changedAt: now };
    await saveAnnouncement(tx, announcement, change);
    await setTimerOf(tx, deps, publishTopic, announcement, publishAt);
    await note(tx, deps, call, announcement, 'announcement.scheduled');
    return { id };
  });

/** Its time has come. Whatever was changed meanwhile is looked at again. */
export const publishScheduled = async (tx: Tx, deps: Deps, communityId: string, id: string): Promise<void> => {
  const announcement = await lockAnnouncement(tx, communityId, id);
  if (announcement?.status !== 'scheduled' || !announcement.publishAt || announcement.publishAt > deps.clock.now())
    return;
  await publishNow(tx, deps, announcement, await readTerms(tx, communityId));
};

export const withdrawAnnouncement = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const announcement = await mustLock(tx, call, id);
    if (!mayGo(announcementMachine, announcement.status, 'withdrawn'))
      throw new AppError('announcement.illegal_transition');
    const now = deps.clock.now();
    const change = {
      status: 'withdrawn' as const,
      withdrawnAt: now,
      withdrawnWhy: reason,
      remindAt: null,
      changedAt: now,
    };
    await saveAnnouncement(tx, announcement, change);
    await cancelTimersOf(tx, announcement);
    await note(tx, deps, call, announcement, 'announcement.withdrawn', reason);
    showChanged(tx, deps, { ...announcement, ...change });
    return { id };
  });
