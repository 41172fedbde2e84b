import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
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

/** Every process rereads the clock's row each second; without a row the two clocks are the same. */
export const startClock = async (db: Database): Promise<RunningClock> => {
  let row: ClockEntity | null = null;
  const reread = async (): Promise<void> => {
    row = await db.reader.findOneBy(ClockEntity, { id: rowId });
  };
  await reread();
  const timer = setInterval(() => void reread().catch(() => undefined), 1000);
  timer.unref();
  const realNow = (): Date => new Date();
  return {
    realNow,
    speed: () => row?.speed ?? 1,
    now: () => {
      const real = realNow();
      if (!row) return real;
      return new Date(row.virtualAt.getTime() + (real.getTime() - row.realAt.getTime()) * row.speed);
    },
    stop: () => clearInterval(timer),
  };
};

/** From now on the community's clock runs this fast; what time it is does not jump. Demo and tests only. */
export const changeSpeed = async (db: Database, speed: number): Promise<void> => {
  const row = await db.reader.findOneBy(ClockEntity, { id: rowId });
  const realAt = new Date();
  const virtualAt = row
    ? new Date(row.virtualAt.getTime() + (realAt.getTime() - row.realAt.getTime()) * row.speed)
    : realAt;
  await setClock(db, { realAt, virtualAt, speed });
};

/** Sets the community's clock; demo and tests only. */
export const setClock = (db: Database, setting: { virtualAt: Date; speed: number; realAt: Date }): Promise<void> =>
  inTransaction(db, async (tx) => {
    await tx.upsert(ClockEntity, { id: rowId, ...setting }, ['id']);
  });
