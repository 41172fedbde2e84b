import { toDay } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish, setTimer } from '../../platform/queue/queue.js';
import { remindableTotals } from '../billing/arrears.door.js';
import { bindingsOfHouses } from '../identity/identity.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { BillReminderEntity } from './account.entity.js';
import { nextLook, stageKey, stageReached } from './reminder.rules.js';
import { findLastStages, insertReminders } from './reminder.store.js';

export const lookTopic = 'arrears.look';
export const reminderTopic = 'arrears.reminded';

/** Looks at what the community owes once a day, as soon as the day is not quiet; set by the first bill, then by itself. */
export const setNextLook = async (tx: Tx, deps: Deps, communityId: string): Promise<void> => {
  const { reminders } = await readMoneyPolicy(tx, communityId);
  const { day, at } = nextLook(reminders, deps.clock.now());
  await setTimer(tx, deps.clock, {
    communityId,
    topic: lookTopic,
    payload: { day },
    dueAt: at,
    slot: [communityId, day],
  });
};

/**
 * Whom to remind now: houses that owe enough of what is neither disputed nor being paid, whose oldest due day has
 * reached a stage for which nothing went out, and where somebody is bound who can read it.
 */
export const findDueReminders = async (
  deps: Deps,
  reader: Reader,
  communityId: string,
): Promise<BillReminderEntity[]> => {
  const { reminders: policy } = await readMoneyPolicy(reader, communityId);
  const now = deps.clock.now();
  const today = toDay(now);
  const [totals, sent, bound] = await Promise.all([
    remindableTotals(reader, communityId, null, now),
    findLastStages(reader, communityId, null),
    bindingsOfHouses(reader, communityId, null),
  ]);
  const due: BillReminderEntity[] = [];
  for (const [houseId, { dueFen, oldestDueOn: anchor }] of totals) {
    if (dueFen < policy.leastFen || dueFen <= 0 || anchor === null) continue;
    if ((bound.get(houseId)?.active ?? 0) === 0) continue;
    const stageDays = stageReached(policy.stagesDays, anchor, today);
    if (stageDays === null || (sent.get(`${houseId}|${anchor}`)?.stageDays ?? Number.NEGATIVE_INFINITY) >= stageDays)
      continue;
    const stage = stageKey(stageDays);
    const id = deterministicId('bill_reminder', communityId, houseId, anchor, stage);
    due.push({ communityId, id, houseId, anchor, stage, stageDays, at: now, dueFen, byId: null, byName: null });
  }
  return due;
};

/** Keeps that houses are reminded, and tells notification; together, so each is told as often as it is kept. */
export const keepReminders = async (tx: Tx, deps: Deps, reminders: readonly BillReminderEntity[]): Promise<void> => {
  if (reminders.length === 0) return;
  await insertReminders(tx, reminders);
  await publish(
    tx,
    deps.clock,
    ...reminders.map(({ communityId, id, houseId, stageDays }) => ({
      communityId,
      topic: reminderTopic,
      payload: { reminderId: id, houseId, stageDays },
    })),
  );
};
