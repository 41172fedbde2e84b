import { toDay } from 'shared-types/time';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { setTimer } from '../../platform/queue/queue.js';
import { hourMs } from './meter.rules.js';
import { feedTopic, lookTopic } from './metering.model.js';

type Now = Pick<Deps, 'clock'>;

/** Some minutes after each hour, so that its readings are there. */
const afterHourMs = 7 * 60_000;

/** The next look at a community's meters, once an hour. */
export const planLook = async (tx: Tx, { clock }: Now, communityId: string): Promise<void> => {
  const slot = Math.floor((clock.now().getTime() - afterHourMs) / hourMs) + 1;
  await setTimer(tx, clock, {
    communityId,
    topic: lookTopic,
    payload: {},
    dueAt: new Date(slot * hourMs + afterHourMs),
    slot: [communityId, String(slot)],
  });
};

/** The days of a month on which the month before is fed to the bills: what comes late on the first is there on the third. */
const feedDays = 3;

export const monthBefore = (day: string): string => {
  const at = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 2, 1));
  return at.toISOString().slice(0, 7);
};

/** On the first days of a month, once a day. */
export const planFeed = async (tx: Tx, { clock }: Now, communityId: string): Promise<void> => {
  const now = clock.now();
  const day = toDay(now);
  if (Number(day.slice(8)) > feedDays) return;
  await setTimer(tx, clock, {
    communityId,
    topic: feedTopic,
    payload: { period: monthBefore(day) },
    dueAt: now,
    slot: [communityId, day],
  });
};
