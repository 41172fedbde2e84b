import { deviceTexts } from '../../locales/device.js';
import { afterCommit, inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer, setTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readCommunities } from '../community/community.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { endQuiet } from './device.store.js';

const quietTopic = 'device.quiet';
/** The policy counts in minutes. */
const everyMs = 2 * 60_000;
/** Devices of one live message. */
const mostIds = 100;

const quietOf = (communityId: string, dueAt: Date) => ({
  ...{ communityId, topic: quietTopic, payload: {}, slot: [communityId], dueAt },
});

/** Sets the timer of every community that lacks it; the hourly housekeeping asks. */
export const deviceSweep = async (deps: Deps): Promise<void> => {
  for (const { id } of await readCommunities(deps.db.reader))
    await inTransaction(deps.db, (tx) => setTimer(tx, deps.clock, quietOf(id, deps.clock.now())));
};

/** A last will is lost where the broker itself went down: who has said nothing for the policy's time is not online. */
export const endQuietDevices = async (deps: Deps, communityId: string): Promise<void> => {
  const { policy } = await readPolicyInForce(deps.db.reader, communityId);
  const before = new Date(deps.clock.now().getTime() - policy.device.offlineMinutes * 60_000);
  await inTransaction(deps.db, async (tx) => {
    const ids = await endQuiet(tx, communityId, before);
    afterCommit(tx, () => {
      for (let from = 0; from < ids.length; from += mostIds)
        deps.live.send(`staff:${communityId}`, {
          type: 'telemetry.changed',
          deviceIds: ids.slice(from, from + mostIds),
        });
    });
  });
};

export const deviceHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: quietTopic,
    title: deviceTexts.quietJob,
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      await endQuietDevices(deps, communityId);
      const next = new Date(deps.clock.now().getTime() + everyMs);
      return (tx) => resetTimer(tx, deps.clock, quietOf(communityId, next));
    },
    // Nothing else would look after the quiet devices of this community.
    maxAttempts: 1000,
  },
];
