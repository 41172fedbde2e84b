import { keepPartitionsAt } from '../../platform/database/partitions.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunities } from '../community/community.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { storedTopic } from './telemetry.model.js';
import { deleteEnded, deleteOld, deleteTold } from './telemetry.store.js';

const dayMs = 86_400_000;
const rowsAtOnce = 2000;
/** Of one table and community in one sweep: the next hour goes on. */
const mostRounds = 100;
/** Other rows of the queue stay for a week; these are too many. */
const toldMs = 3_600_000;
const refusalsMs = 30 * dayMs;

const deleteSome = async (
  deps: Deps,
  table: 'device_reading' | 'device_rollup',
  communityId: string,
  before: Date,
): Promise<void> => {
  for (let round = 0; round < mostRounds; round++) {
    const gone = await inTransaction(deps.db, (tx) => deleteOld(tx, table, communityId, before, rowsAtOnce));
    if (gone < rowsAtOnce) return;
  }
};

/** What the policy keeps no longer: readings one by one, then their hours. The sums of days stay. */
export const telemetrySweep = async (deps: Deps): Promise<void> => {
  const now = deps.clock.now().getTime();
  for (const { id } of await readCommunities(deps.db.reader)) {
    const { policy } = await readPolicyInForce(deps.db.reader, id);
    await deleteSome(deps, 'device_reading', id, new Date(now - policy.readingDays * dayMs));
    await deleteSome(deps, 'device_rollup', id, new Date(now - policy.readingHourDays * dayMs));
  }
  const told = new Date(deps.clock.realNow().getTime() - toldMs);
  for (let round = 0; round < mostRounds; round++) {
    const gone = await inTransaction(deps.db, (tx) => deleteTold(tx, storedTopic, told, rowsAtOnce));
    if (gone < rowsAtOnce) break;
  }
  await inTransaction(deps.db, (tx) => deleteEnded(tx, new Date(now - refusalsMs)));
};

/**
 * Makes the months to come and drops those that no community keeps any longer; on SQLite there is nothing to do. Needs
 * the owner's address, for the application's own account changes no table.
 */
export const keepReadingMonths = async (deps: Deps, ownerUrl: string): Promise<void> => {
  if (deps.db.engine === 'sqlite') return;
  const communities = await readCommunities(deps.db.reader);
  const days = await Promise.all(
    communities.map(async ({ id }) => (await readPolicyInForce(deps.db.reader, id)).policy.readingDays),
  );
  const now = deps.clock.now();
  const keepFrom = days.length > 0 ? new Date(now.getTime() - Math.max(...days) * dayMs) : null;
  const work = await keepPartitionsAt(ownerUrl, now, keepFrom);
  if (work && work.made.length + work.dropped.length > 0) deps.log.info({ ...work }, 'months of readings');
};
