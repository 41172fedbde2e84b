import type { Database } from '../database/database.js';
import { toDate, toNumber } from '../database/rows.js';
import { forUpdate, inTransaction } from '../database/transaction.js';
import { ClockEntity } from './clock.entity.js';

/** Two clocks (platform.md): the community's, which a demo may run fast, and the wall's. */
export interface Clock {
  /** The community's time: promises, bills, reports. */
  now(): Date;
  /** The wall's time: sessions, leases, signatures, rate limits. */
  realNow(): Date;
  /** How fast the community's clock runs; 1 in production. */
  speed(): number;
}

export interface RunningClock extends Clock {
  stop(): void;
}

export const systemClock: Clock = { now: () => new Date(), realNow: () => new Date(), speed: () => 1 };

const rowId = 'community';

interface Setting {
  realAt: Date;
  virtualAt: Date;
  speed: number;
}

const timeOf = (row: Setting | null, real: Date): Date =>
  row ? new Date(row.virtualAt.getTime() + (real.getTime() - row.realAt.getTime()) * row.speed) : real;

/** How the clocks of this process read their rows again at once, by the database that they belong to. */
const rereads = new WeakMap<Database, Set<() => Promise<void>>>();

const rereadAll = async (db: Database): Promise<void> => {
  await Promise.all([...(rereads.get(db) ?? [])].map((reread) => reread()));
};

/** Every process rereads the clock's row each second; without a row the two clocks are the same. */
export const startClock = async (db: Database): Promise<RunningClock> => {
  let row: ClockEntity | null = null;
  const reread = async (): Promise<void> => {
    row = await db.reader.findOneBy(ClockEntity, { id: rowId });
  };
  await reread();
  const timer = setInterval(() => void reread().catch(() => undefined), 1000);
  timer.unref();
  const known = rereads.get(db) ?? new Set();
  rereads.set(db, known.add(reread));
  const realNow = (): Date => new Date();
  return {
    realNow,
    speed: () => row?.speed ?? 1,
    now: () => timeOf(row, realNow()),
    stop: () => {
      clearInterval(timer);
      known.delete(reread);
    },
  };
};

/**
 * Changes the community's clock from what it shows now; demo and tests only. This process sees it at once, the others
 * within a second.
 */
export const changeClock = async (
  db: Database,
  change: (now: { at: Date; speed: number }) => { at: Date; speed: number },
): Promise<void> => {
  await inTransaction(db, async (tx) => {
    const rows: Record<string, unknown>[] = await tx.query(
      `SELECT real_at, virtual_at, speed FROM clock WHERE id = ?${forUpdate(tx)}`,
      [rowId],
    );
    const row = rows[0]
      ? { realAt: toDate(rows[0].real_at), virtualAt: toDate(rows[0].virtual_at), speed: toNumber(rows[0].speed) }
      : null;
    const realAt = new Date();
    const { at, speed } = change({ at: timeOf(row, realAt), speed: row?.speed ?? 1 });
    await tx.upsert(ClockEntity, { id: rowId, realAt, virtualAt: at, speed }, ['id']);
  });
  await rereadAll(db);
};

/** From now on the community's clock runs this fast; what time it is does not jump. Demo and tests only. */
export const changeSpeed = (db: Database, speed: number): Promise<void> => changeClock(db, ({ at }) => ({ at, speed }));

/** Sets the community's clock; demo and tests only. */
export const setClock = async (db: Database, setting: Setting): Promise<void> => {
  await inTransaction(db, async (tx) => {
    await tx.upsert(ClockEntity, { id: rowId, ...setting }, ['id']);
  });
  await rereadAll(db);
};
