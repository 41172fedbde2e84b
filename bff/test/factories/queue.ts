import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../src/kernel/ids.js';
import { ClockEntity } from '../../src/platform/clock/clock.entity.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import type { Tx } from '../../src/platform/database/access.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { OutboxEntity, type QueueRow, TimerEntity } from '../../src/platform/queue/queue.entity.js';
import { publish } from '../../src/platform/queue/queue.js';
import { type HandlerEntry, startWorker } from '../../src/platform/queue/worker.js';

/** Background work of a test's own topic. */
export const handler = (
  handle: HandlerEntry<Deps>['handle'],
  more: Partial<HandlerEntry<Deps>> = {},
): HandlerEntry<Deps> => ({ queue: 'outbox', topic: 'test.topic', title: '测试任务', handle, ...more });

/** Leaves one row for each time that it is committed. */
export const marks =
  (mark: number): ((tx: Tx) => Promise<void>) =>
  async (tx) => {
    const at = new Date(0);
    await tx.insert(ClockEntity, { id: newId(new Date()), realAt: at, virtualAt: at, speed: mark });
  };

/** Waits up to five seconds. */
export const until = async (what: () => boolean): Promise<void> => {
  for (let wait = 0; wait < 250 && !what(); wait++) await sleep(20);
  expect(what()).toBe(true);
};

/** The queue of a test's community: rows of `test.topic`, workers that are drained by hand, and what they left. */
export const queueOf = (deps: Deps, communityId: string) => ({
  empty: (): Promise<void> =>
    inTransaction(deps.db, async (tx) => {
      await tx.deleteAll(OutboxEntity);
      await tx.deleteAll(TimerEntity);
    }),
  announce: async (
    id = newId(deps.clock.realNow()),
    more: { payload?: Record<string, unknown> } = {},
  ): Promise<string> => {
    const message = { id, communityId, topic: 'test.topic', payload: {}, ...more };
    await inTransaction(deps.db, (tx) => publish(tx, deps.clock, message));
    return id;
  },
  rowOf: (id: string): Promise<QueueRow> => deps.db.reader.findOneByOrFail(OutboxEntity, { id }),
  workerOf: (handlers: HandlerEntry<Deps>[], more: { leaseMs?: number; clock?: Clock } = {}) =>
    startWorker({
      deps: more.clock ? { ...deps, clock: more.clock } : deps,
      handlers,
      polling: false,
      leaseMs: more.leaseMs,
    }),
  countMarks: (mark: number): Promise<number> => deps.db.reader.countBy(ClockEntity, { speed: mark }),
});
