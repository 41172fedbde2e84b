import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer, setTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { readCommunities } from '../community/community.door.js';
import { actOnSaid } from './commands/actOnSaid.js';
import { hearRequest, stepAlarm } from './commands/stepAlarm.js';
import { sweepAlarms } from './commands/sweepAlarms.js';
import { alarmStepTopic } from './record.js';

const sweepTopic = 'alarm.sweep';
/** Silence is told in hours; nobody needs it to the second. */
const sweepMs = 2 * 60_000;

const sweepOf = (communityId: string, dueAt: Date) => ({
  communityId,
  topic: sweepTopic,
  payload: {},
  slot: [communityId],
  dueAt,
});

/** Sets the sweep of every community that lacks it; the hourly housekeeping asks. */
export const alarmSweep = async (deps: Deps): Promise<void> => {
  for (const { id } of await readCommunities(deps.db.reader))
    await inTransaction(deps.db, (tx) => setTimer(tx, deps.clock, sweepOf(id, deps.clock.now())));
};

const communityOf = (job: Job): string => job.communityId ?? '';

/** Background work of alarms. Each re-reads, re-checks, then acts: late, twice or side by side it does once. */
export const alarmHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: sweepTopic,
    title: '查没有消息的设备',
    handle: async (deps, job) => {
      const communityId = communityOf(job);
      await sweepAlarms(deps, communityId);
      const next = new Date(deps.clock.now().getTime() + sweepMs);
      return (tx) => resetTimer(tx, deps.clock, sweepOf(communityId, next));
    },
    // Nothing else would look after the silent devices of this community.
    maxAttempts: 1000,
  },
  {
    queue: 'timer',
    topic: alarmStepTopic,
    title: '报警时限',
    handle: async (deps, job) => (tx) => stepAlarm(tx, deps, communityOf(job), String(job.payload.alarmId)),
  },
  {
    queue: 'outbox',
    topic: 'alarm.said',
    title: '处理设备报的事',
    handle: async (deps, job) => (tx) => actOnSaid(tx, deps, communityOf(job), String(job.payload.saidId)),
  },
  {
    queue: 'outbox',
    topic: 'repair.of_device',
    title: '报警的工单有进展',
    handle: async (deps, job) => (tx) =>
      hearRequest(tx, deps, {
        communityId: communityOf(job),
        repairId: String(job.payload.repairId),
        what: String(job.payload.what),
        by: String(job.payload.by ?? ''),
      }),
  },
];
