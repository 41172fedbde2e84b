import { atWall, toDay } from 'shared-types/time';
import type { TimerSetting } from '../../platform/queue/queue.js';

export const verifyTopic = 'ledger.verify';

const dayMs = 86_400_000;

/** The check of a community's chain: one a day, and one that staff ask for. */
export const verifyTimer = (communityId: string, slot: string, dueAt: Date): TimerSetting => ({
  communityId,
  topic: verifyTopic,
  payload: {},
  slot: [communityId, slot],
  dueAt,
});

/**
 * Tomorrow, half past four in the morning: nobody waits for the database then. One slot for all days: a check looks at the
 * whole chain, so that days on which nobody worked are made up for by one.
 */
export const nextVerifyTimer = (communityId: string, now: Date): TimerSetting =>
  verifyTimer(communityId, 'daily', atWall(toDay(new Date(now.getTime() + dayMs)), 4, 30));
