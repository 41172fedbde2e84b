import { newId } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { sqlTime, toDate, toNumber } from '../database/rows.js';
import { forUpdate, inTransaction, skipLocked } from '../database/transaction.js';
import { type QueueName, queueEntity } from './queue.entity.js';
import { nudges } from './queue.js';

export interface Job<P = Record<string, unknown>> {
  id: string;
  communityId: string | null;
  topic: string;
  payload: P;
  attempts: number;
  dueAt: Date;
}

/**
 * Acts on a row. What it changes in our database goes into the function that it returns: that runs in the transaction
 * which marks the row done, so it happens once. What it does outside happens at least once.
 */
export type Handler<D> = (deps: D, job: Job) => Promise<((tx: Tx) => Promise<void>) | undefined>;

export interface HandlerEntry<D> {
  queue: QueueName;
  topic: string;
  /** What staff read in the dead-letter list. */
  title: string;
  handle: Handler<D>;
  maxAttempts?: number;
}

/** No use in trying again: to the dead letters at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/** Not now (a rate limit, a holding pattern): again after `delayMs`, not counted as a failure. */
export class Postpone extends Error {
  override readonly name = 'Postpone';
  constructor(
    readonly delayMs: number,
    message: string,
  ) {
    super(message);
  }
}

export interface WorkerDeps {
  db: Database;
  clock: Clock;
  log: { error(details: object, message: string): void; warn(details: object, message: string): void };
}

export interface WorkerOptions<D extends WorkerDeps> {
  deps: D;
  handlers: HandlerEntry<D>[];
  /** Rows under way at once, per queue. */
  concurrency?: number;
  pollMs?: number;
  leaseMs?: number;
  /** False: nothing runs by itself, only `drain()`; for tests that decide when. */
  polling?: boolean;
}

export interface QueueWorker {
  /** Stops claiming and waits for what is under way. */
  stop(): Promise<void>;
  /** Handles everything that is due now; for tests and the demo's clock. */
  drain(): Promise<number>;
}

const backOffMs = (attempts: number): number => Math.min(600_000, 1000 * 2 ** attempts) * (0.75 + Math.random() / 2);

interface Claimed {
  job: Job;
  lease: string;
}

const claim = (deps: WorkerDeps, queue: QueueName, limit: number, leaseMs: number): Promise<Claimed[]> =>
  inTransaction(deps.db, async (tx) => {
    const real = deps.clock.realNow();
    const due = queue === 'outbox' ? real : deps.clock.now();
    const rows: Record<string, unknown>[] = await tx.query(
      `SELECT id, community_id, topic, payload, attempts, due_at FROM ${queue}
       WHERE state = 'waiting' AND due_at <= ? AND (hold_until IS NULL OR hold_until <= ?)
       ORDER BY due_at LIMIT ${limit}${skipLocked(tx)}`,
      [sqlTime(due), sqlTime(real)],
    );
    const claimed = rows.map((row) => ({
      lease: newId(real),
      job: {
        id: String(row.id),
        communityId: row.community_id === null ? null : String(row.community_id),
        topic: String(row.topic),
        payload: JSON.parse(String(row.payload)) as Record<string, unknown>,
        attempts: toNumber(row.attempts),
        dueAt: toDate(row.due_at),
      },
    }));
    const holdUntil = new Date(real.getTime() + leaseMs);
    // The try is counted before it is made: a row whose handler ends the whole process must not be tried for ever.
    for (const { job, lease } of claimed)
      await tx.update(queueEntity(queue), { id: job.id }, { lease, holdUntil, attempts: job.attempts + 1 });
    return claimed;
  });

/** True while the row is still ours; locks it. */
const stillOurs = async (tx: Tx, queue: QueueName, id: string, lease: string): Promise<boolean> => {
  const rows: unknown[] = await tx.query(
    `SELECT id FROM ${queue} WHERE id = ? AND state = 'waiting' AND lease = ?${forUpdate(tx)}`,
    [id, lease],
  );
  return rows.length > 0;
};

const runOne = async <D extends WorkerDeps>(options: WorkerOptions<D>, queue: QueueName, claimed: Claimed) => {
  const { deps } = options;
  const { job, lease } = claimed;
  const entry = options.handlers.find((handler) => handler.queue === queue && handler.topic === job.topic);
  const entity = queueEntity(queue);
  const most = entry?.maxAttempts ?? 8;
  try {
    if (!entry) throw new GiveUp(`no handler for ${job.topic}`);
    if (job.attempts >= most) throw new GiveUp(`cut off ${job.attempts} times`);
    const write = await entry.handle(deps, job);
    await inTransaction(deps.db, async (tx) => {
      // Marked before its own write: a timer that sets itself again must end up waiting, not done.
      const marked = await tx.update(
        entity,
        { id: job.id, state: 'waiting', lease },
        { state: 'done', endedAt: deps.clock.realNow(), lease: null },
      );
      if (marked.affected !== 1) throw new Error('the lease was lost');
      await write?.(tx);
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const postponed = error instanceof Postpone;
    const attempts = job.attempts + (postponed ? 0 : 1);
    const dead = !postponed && (error instanceof GiveUp || attempts >= most);
    deps.log.warn({ queue, topic: job.topic, jobId: job.id, attempts, dead, error: message }, 'background job failed');
    await inTransaction(deps.db, async (tx) => {
      if (!(await stillOurs(tx, queue, job.id, lease))) return;
      const real = deps.clock.realNow();
      const wait = postponed ? (error as Postpone).delayMs : backOffMs(attempts);
      await tx.update(
        entity,
        { id: job.id },
        {
          attempts,
          lease: null,
          lastError: message.slice(0, 500),
          ...(dead ? { state: 'dead' as const, endedAt: real } : { holdUntil: new Date(real.getTime() + wait) }),
        },
      );
    });
  }
};

/** Polls both queues, a handful of rows side by side; any number of workers may do so at once. */
export const startWorker = <D extends WorkerDeps>(options: WorkerOptions<D>): QueueWorker => {
  const { deps, concurrency = 4, pollMs = 500, leaseMs = 60_000, polling = true } = options;
  let stopped = !polling;

  const sweep = async (queue: QueueName): Promise<number> => {
    const claimed = await claim(deps, queue, concurrency, leaseMs);
    await Promise.all(claimed.map((one) => runOne(options, queue, one)));
    return claimed.length;
  };

  const loops = (['outbox', 'timer'] as const).map(async (queue) => {
    while (!stopped) {
      let handled = 0;
      try {
        handled = await sweep(queue);
      } catch (error) {
        deps.log.error({ queue, error: error instanceof Error ? error.message : String(error) }, 'sweep failed');
      }
      if (handled === 0 && !stopped) await waitForNudge(queue, pollMs, () => stopped);
    }
  });

  return {
    stop: async () => {
      stopped = true;
      nudges.emit('outbox');
      nudges.emit('timer');
      await Promise.all(loops);
    },
    drain: async () => {
      let total = 0;
      for (let more = true; more; ) {
        const handled = (await sweep('outbox')) + (await sweep('timer'));
        total += handled;
        more = handled > 0;
      }
      return total;
    },
  };
};

const waitForNudge = (queue: QueueName, ms: number, isStopped: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      nudges.off(queue, done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    nudges.once(queue, done);
    if (isStopped()) done();
  });
