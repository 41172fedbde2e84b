import { deterministicId } from '../../kernel/ids.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { deleteDeadSessions } from '../../platform/session/sessions.js';
import { deleteEnded } from './housekeeping.store.js';

const everyMs = 3_600_000;
const topic = 'operations.housekeeping';

/** Keys are kept for 72 h (platform.md), rows of the queues for a week after their end. */
const keysMs = 72 * 3_600_000;
const queueMs = 7 * 86_400_000;

/** The slot of an hour has a deterministic id: of several processes that plan it, one row is made. */
const slotId = (at: Date): string => deterministicId(topic, String(Math.floor(at.getTime() / everyMs)));

/** Plans this hour's sweep if nobody did; the loser of a race does nothing. */
export const planHousekeeping = async (deps: Deps): Promise<void> => {
  try {
    await inTransaction(deps.db, (tx) =>
      publish(tx, deps.clock, { id: slotId(deps.clock.realNow()), communityId: null, topic, payload: {} }),
    );
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
};

/** What is kept no longer than needed: ended sessions, keys and queue rows, and what the features name. */
export const housekeeping = (sweeps: ((deps: Deps) => Promise<void>)[]): HandlerEntry<Deps>[] => [
  {
    queue: 'outbox',
    topic,
    title: '清理过期数据',
    handle: async (deps) => {
      for (const sweep of sweeps) await sweep(deps);
      const at = deps.clock.realNow().getTime();
      return async (tx) => {
        await deleteDeadSessions(tx, deps.clock);
        await deleteEnded(tx, { keysBefore: new Date(at - keysMs), queueBefore: new Date(at - queueMs) });
      };
    },
  },
];
