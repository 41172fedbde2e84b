import { toDay } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish, resetTimer, setTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readCommunities } from '../community/community.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { prepareAutomaticRun } from './commands/prepareRun.js';
import { findFees } from './fee.store.js';
import { lateHandler, lateTopic } from './late.work.js';
import { dueRunMonths, nextTick } from './period.rules.js';
import { runHandler } from './run.work.js';

const tickTopic = 'billing.tick';

/** Since when a community bills: its first fee; null: it does not. */
const billsSince = async (tx: Tx, communityId: string): Promise<Date | null> =>
  (await findFees(tx, communityId))[0]?.createdAt ?? null;

const tickOf = (communityId: string, dueAt: Date) => ({
  communityId,
  topic: tickTopic,
  payload: {},
  slot: [communityId],
  dueAt,
});

/** From its first fee on a community looks after its bills every day. */
export const startTicking = async (tx: Tx, deps: Pick<Deps, 'clock'>, communityId: string): Promise<void> => {
  const { billing } = await readMoneyPolicy(tx, communityId);
  await setTimer(tx, deps.clock, tickOf(communityId, nextTick(deps.clock.now(), billing)));
};

/** The day's work is announced, once a day, and months whose run is due get it, once a month. */
const tick = async (tx: Tx, deps: Deps, communityId: string): Promise<void> => {
  const now = deps.clock.now();
  const { billing } = await readMoneyPolicy(tx, communityId);
  const since = await billsSince(tx, communityId);
  if (!since) return;
  for (const month of dueRunMonths(since, now, billing)) await prepareAutomaticRun(tx, deps, communityId, month);
  const id = deterministicId(lateTopic, communityId, toDay(now));
  await publish(tx, deps.clock, { id, communityId, topic: lateTopic, payload: {} });
  await resetTimer(tx, deps.clock, tickOf(communityId, nextTick(now, billing)));
};

/** A community whose daily look was lost (its row is gone) gets it again; the hourly sweep asks. */
export const billingSweep = async (deps: Deps): Promise<void> => {
  for (const { id } of await readCommunities(deps.db.reader))
    await inTransaction(deps.db, async (tx) => {
      if (await billsSince(tx, id)) await startTicking(tx, deps, id);
    });
};

export const billingHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: tickTopic,
    title: '每天的账单工作',
    handle: async (deps, job) => (tx) => tick(tx, deps, job.communityId ?? ''),
    // Nothing else would look after the bills of this community.
    maxAttempts: 1000,
  },
  runHandler,
  lateHandler,
];
