import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { RollupDueEntity } from '../telemetry.entity.js';
import { dayOf, merge, summarise } from '../telemetry.rules.js';
import { deleteDue, findReadings, findRollups, lockDue, saveRollups } from '../telemetry.store.js';

/** Hours of one transaction: others want to write too. */
const hoursAtOnce = 50;
const mostOfHour = 20_000;
const hourMs = 3_600_000;

const sumHour = async (tx: Tx, { communityId, deviceId, at }: RollupDueEntity): Promise<void> => {
  const range = { from: at, to: new Date(at.getTime() + hourMs - 1) };
  const readings = await findReadings(tx, { communityId, deviceId }, range, mostOfHour);
  const body = JSON.stringify(summarise(readings));
  await saveRollups(tx, [{ communityId, deviceId, step: 'hour', at, body }]);
};

const sumDay = async (tx: Tx, { communityId, deviceId }: RollupDueEntity, day: Date): Promise<void> => {
  const range = { from: day, to: new Date(day.getTime() + 24 * hourMs - 1) };
  const hours = await findRollups(tx, { communityId, deviceId }, 'hour', range, 24);
  const body = JSON.stringify(merge(hours.map(({ sums }) => sums)));
  await saveRollups(tx, [{ communityId, deviceId, step: 'day', at: day, body }]);
};

/**
 * Sums up every hour that something was added to, and its day, from what is stored: done twice, or late, it comes to the
 * same.
 */
export const sumUp = async (deps: Deps, communityId: string): Promise<void> => {
  for (let more = true; more; )
    more = await inTransaction(deps.db, async (tx) => {
      const due = await lockDue(tx, communityId, hoursAtOnce);
      const days = new Map<string, { of: RollupDueEntity; day: Date }>();
      for (const one of due) {
        await sumHour(tx, one);
        const day = dayOf(one.at);
        days.set(`${one.deviceId}${day.getTime()}`, { of: one, day });
      }
      for (const { of, day } of days.values()) await sumDay(tx, of, day);
      await deleteDue(tx, due);
      return due.length === hoursAtOnce;
    });
};
