import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { forUpdate, inTransaction } from '../database/transaction.js';
import type { Logger } from '../log/logger.js';
import { type Claimed, claim, type Job } from './claim.js';
import { type Finished, markDone, markTogether, type SharedWrite } from './mark.js';
import { type QueueLane, type QueueName, queueEntity } from './queue.entity.js';
import { nudges } from './queue.js';

export type { Job } from './claim.js';

/**
 * Acts on a row. What it changes in our database goes into the function that it returns: that runs in the transaction
 * which marks the row done, so it happens once. What it does outside happens at least once. A `sharedWrite` is the same
 * for what touches few rows, all its own: it is written together with others.
 */
export type Handler<D> = (deps: D, job: Job) => Promise<((tx: Tx) => Promise<void>) | SharedWrite | undefined>;

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
  log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

export interface WorkerOptions<D extends WorkerDeps> {
  deps: D;
  handlers: HandlerEntry<D>[];
  /** Rows under way at once, in each lane; without it, as many as `places` says. */
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

/** True while the row is still ours; locks it. */
const stillOurs = async (tx: Tx, queue: QueueName, id: string, lease: string): Promise<boolean> => {
  const rows: unknown[] = await tx.query(
    `SELECT id FROM ${queue} WHERE id = ? AND state = 'waiting' AND lease = ?${forUpdate(tx)}`,
    [id, lease],
  );
  return rows.length > 0;
};

const mostAttempts = (entry: { maxAttempts?: number } | undefined): number => entry?.maxAttempts ?? 8;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Handles one row and marks it, with what it writes, in one transaction. */
const runOne = async <D extends WorkerDeps>(
  deps: D,
  queue: QueueName,
  entry: HandlerEntry<D> | undefined,
  { job, lease }: Claimed,
  markShared: (finished: Finished) => Promise<void>,
): Promise<void> => {
  if (!entry) throw new GiveUp(`no handler for ${job.topic}`);
  if (job.attempts >= mostAttempts(entry)) throw new GiveUp(`cut off ${job.attempts} times`);
  const write = await entry.handle(deps, job);
  const finished = { id: job.id, lease };
  if (typeof write !== 'function') return markShared({ ...finished, write });
  return markDone(deps, queue, [finished], write);
};

/** Writes down that a try failed: the row waits for its next try, or is dead. */
const putBack = async <D extends WorkerDeps>(
  deps: D,
  queue: QueueName,
  entry: HandlerEntry<D> | undefined,
  { job, lease }: Claimed,
  error: unknown,
): Promise<void> => {
  const message = messageOf(error);
  const postponed = error instanceof Postpone;
  const attempts = job.attempts + (postponed ? 0 : 1);
  const dead = !postponed && (error instanceof GiveUp || attempts >= mostAttempts(entry));
  const details = { queue, topic: job.topic, jobId: job.id, attempts, dead, error: message };
  if (postponed) deps.log.info(details, 'background job waits');
  else deps.log.warn(details, 'background job failed');
  const wait = postponed ? error.delayMs : backOffMs(attempts);
  const write = (): Promise<void> =>
    inTransaction(deps.db, async (tx) => {
      if (!(await stillOurs(tx, queue, job.id, lease))) return;
      const real = deps.clock.realNow();
      await tx.update(
        queueEntity(queue),
        { id: job.id },
        {
          attempts,
          lease: null,
          lastError: message.slice(0, 500),
          ...(dead ? { state: 'dead' as const, endedAt: real } : { holdUntil: new Date(real.getTime() + wait) }),
        },
      );
    });
  // A database that is just coming back must not keep the row until its lease ends.
  for (const pauseMs of [200, 400, 800, 1600, 3200])
    try {
      return await write();
    } catch {
      await sleep(pauseMs);
    }
  await write();
};

const lanes: { queue: QueueName; lane: QueueLane }[] = [
  { queue: 'outbox', lane: 'main' },
  { queue: 'outbox', lane: 'calls' },
  { queue: 'timer', lane: 'main' },
];

/** Calls mostly wait, for the other system or for a place in its pace: the next ones stand ready meanwhile. */
const places: Record<QueueLane, number> = { main: 32, calls: 96 };

/** Ends of jobs and nudges come in swarms: one claim serves what comes within this time. */
const gatherMs = 4;

/**
 * A row at which another claim is just looking, at the end of its own range, is passed over and not waited for: a lane
 * that was woken and found nothing looks once more.
 */
const lookAgainMs = 100;
/** How often a busy lane looks for rows whose hold has ended. */
const heldEveryMs = 200;

/** Polls both queues, some rows side by side in each lane; any number of workers may do so at once. */
export const startWorker = <D extends WorkerDeps>(options: WorkerOptions<D>): QueueWorker => {
  const { deps, pollMs = 500, leaseMs = 60_000, polling = true } = options;
  const placesOf = (lane: QueueLane): number => options.concurrency ?? places[lane];
  const handlers = new Map(options.handlers.map((entry) => [`${entry.queue} ${entry.topic}`, entry]));
  const markShared = { outbox: markTogether(deps, 'outbox'), timer: markTogether(deps, 'timer') };
  const run = (queue: QueueName, claimed: Claimed): Promise<void> => {
    const entry = handlers.get(`${queue} ${claimed.job.topic}`);
    return runOne(deps, queue, entry, claimed, markShared[queue])
      .catch((error: unknown) => putBack(deps, queue, entry, claimed, error))
      .catch((error: unknown) =>
        deps.log.error({ queue, jobId: claimed.job.id, error: messageOf(error) }, 'background job not marked'),
      );
  };
  const loops = polling
    ? lanes.map((lane) => startLane({ ...lane, deps, concurrency: placesOf(lane.lane), pollMs, leaseMs, run }))
    : [];

  return {
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
    drain: async () => {
      let total = 0;
      for (let more = true; more; ) {
        more = false;
        for (const { queue, lane } of lanes) {
          const limit = placesOf(lane);
          const { claimed } = await claim(deps, { queue, lane, limit, leaseMs, withHeld: true, withSuspect: true });
          await Promise.all(claimed.map((one) => run(queue, one)));
          total += claimed.length;
          more ||= claimed.length > 0;
        }
      }
      return total;
    },
  };
};

interface LaneOptions {
  queue: QueueName;
  lane: QueueLane;
  deps: WorkerDeps;
  concurrency: number;
  pollMs: number;
  leaseMs: number;
  run(queue: QueueName, claimed: Claimed): Promise<void>;
}

/** One lane's loop: it claims as many rows as have a place, and again as soon as some places are free. */
const startLane = (options: LaneOptions): { stop(): Promise<void> } => {
  const { queue, lane, deps, concurrency, leaseMs } = options;
  const underWay = new Set<Promise<void>>();
  const alarm = createAlarm();
  let stopped = false;
  let suspects = 0;
  let heldAt = Number.NEGATIVE_INFINITY;

  const fill = async (): Promise<{ full: boolean; empty: boolean }> => {
    const limit = concurrency - underWay.size;
    const withHeld = performance.now() - heldAt >= heldEveryMs;
    const withSuspect = suspects === 0;
    const { claimed, moreHeld } = await claim(deps, { queue, lane, limit, leaseMs, withHeld, withSuspect });
    if (withHeld && !moreHeld) heldAt = performance.now();
    for (const one of claimed) {
      const job = options.run(queue, one).finally(() => {
        underWay.delete(job);
        if (!one.suspect) return;
        suspects -= 1;
        alarm.ring();
      });
      underWay.add(job);
      if (one.suspect) suspects += 1;
    }
    return { full: claimed.length === limit, empty: claimed.length === 0 };
  };

  const loop = async (): Promise<void> => {
    let woken = false;
    while (!stopped) {
      let found = { full: false, empty: true };
      try {
        found = await fill();
      } catch (error) {
        deps.log.error({ queue, lane, error: messageOf(error) }, 'sweep failed');
        await sleep(Math.min(options.pollMs, 250));
      }
      if (found.full) await Promise.race(underWay);
      const again: boolean = woken && found.empty;
      woken = !found.full && (await alarm.wait(again ? Math.min(lookAgainMs, options.pollMs) : options.pollMs));
      if (!stopped) await sleep(gatherMs);
    }
    await Promise.all(underWay);
  };

  nudges.on(`${queue} ${lane}`, alarm.ring);
  const ended = loop();
  return {
    stop: () => {
      stopped = true;
      nudges.off(`${queue} ${lane}`, alarm.ring);
      alarm.ring();
      return ended;
    },
  };
};

interface Alarm {
  ring(): void;
  /** Until it rings, or has rung since the last wait (true), or `ms` have passed (false). */
  wait(ms: number): Promise<boolean>;
}

const createAlarm = (): Alarm => {
  let rung = false;
  let wake = (): void => undefined;
  return {
    ring: () => {
      rung = true;
      wake();
    },
    wait: async (ms) => {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      const hasRung = rung;
      rung = false;
      return hasRung;
    },
  };
};
