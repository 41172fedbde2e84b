import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseAway } from '../../platform/database/transaction.js';

/** Too much is waiting already: the message must come again. */
export class IntakeFull extends Error {
  override readonly name = 'IntakeFull';
}

export interface IntakeOptions<T> {
  /** Keeps all of them, or none, and says so by an error. */
  commit(batch: readonly T[]): Promise<void>;
  /** One alone cannot be kept, though the database is there: it is counted, and not asked for again. */
  giveUp(item: T, error: unknown): Promise<void>;
  sizeOf(item: T): number;
  /** Commits side by side. */
  lanes: number;
  /** Messages of one commit. */
  mostTogether?: number;
  /** A lone message waits this long for others. */
  gatherMs?: number;
  /** Messages and bytes that wait at most; beyond that none is taken. */
  mostWaiting?: number;
  mostBytes?: number;
  /** How long a database that is away is waited for, before the messages are given back. */
  patienceMs?: number;
}

export interface Intake<T> {
  /** Resolves after the commit. Rejects `IntakeFull`, or with what the database said. */
  take(item: T): Promise<void>;
  waiting(): number;
  /** Commits what waits. */
  close(): Promise<void>;
}

interface Waiting<T> {
  item: T;
  bytes: number;
  at: number;
  resolve(): void;
  reject(error: unknown): void;
}

/** From so many on there is no waiting for more. */
const enough = 64;

/**
 * Group commit: what comes while a commit is under way goes into the next one, and everybody hears of it when it is
 * through. One message that cannot be kept does not take its neighbours with it: a failed batch is halved until it
 * stands alone.
 */
export const createIntake = <T>(options: IntakeOptions<T>): Intake<T> => {
  const { commit, giveUp, sizeOf, lanes, mostTogether = 1000, gatherMs = 25 } = options;
  const { mostWaiting = 20_000, mostBytes = 32 * 1024 * 1024, patienceMs = 10_000 } = options;
  let waiting: Waiting<T>[] = [];
  let held = 0;
  let bytes = 0;
  let busy = 0;
  let timer: NodeJS.Timeout | null = null;
  const underWay = new Set<Promise<void>>();

  const settle = (some: readonly Waiting<T>[], how: (one: Waiting<T>) => void): void => {
    for (const one of some) {
      held -= 1;
      bytes -= one.bytes;
      how(one);
    }
  };

  const keep = async (some: readonly Waiting<T>[]): Promise<void> => {
    const items = some.map(({ item }) => item);
    const until = performance.now() + patienceMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(1000, pauseMs * 2))
      try {
        await commit(items);
        settle(some, (one) => one.resolve());
        return;
      } catch (error) {
        if (!isDatabaseAway(error)) {
          await separate(some, error);
          return;
        }
        if (performance.now() > until) {
          settle(some, (one) => one.reject(error));
          return;
        }
        await sleep(pauseMs);
      }
  };

  const separate = async (some: readonly Waiting<T>[], error: unknown): Promise<void> => {
    const [only] = some;
    if (some.length > 1) {
      const half = some.length >> 1;
      await keep(some.slice(0, half));
      await keep(some.slice(half));
      return;
    }
    if (!only) return;
    await giveUp(only.item, error).then(
      () => settle(some, (one) => one.resolve()),
      (again: unknown) => settle(some, (one) => one.reject(again)),
    );
  };

  const run = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    while (busy < lanes && waiting.length > 0) {
      const oldest = waiting[0]?.at ?? 0;
      const restMs = oldest + gatherMs - performance.now();
      if (waiting.length < enough && restMs > 0) {
        timer = setTimeout(run, restMs);
        return;
      }
      const some = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      busy += 1;
      const one = keep(some).finally(() => {
        underWay.delete(one);
        busy -= 1;
        run();
      });
      underWay.add(one);
    }
  };

  return {
    take: (item) =>
      new Promise((resolve, reject) => {
        const size = sizeOf(item);
        if (held >= mostWaiting || bytes + size > mostBytes) {
          reject(new IntakeFull(`${held} messages are waiting`));
          return;
        }
        held += 1;
        bytes += size;
        waiting.push({ item, bytes: size, at: performance.now(), resolve, reject });
        if (busy < lanes && (timer === null || waiting.length >= enough)) run();
      }),
    waiting: () => held,
    close: async () => {
      for (const one of waiting) one.at = Number.NEGATIVE_INFINITY;
      run();
      while (underWay.size > 0 || waiting.length > 0) {
        await Promise.race(underWay);
        for (const one of waiting) one.at = Number.NEGATIVE_INFINITY;
        run();
      }
    },
  };
};
