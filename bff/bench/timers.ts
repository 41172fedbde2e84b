import { createConnection } from 'mysql2/promise';
import { entities } from '../src/entities.js';
import { systemClock } from '../src/platform/clock/clock.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { toNumber } from '../src/platform/database/rows.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { claim } from '../src/platform/queue/claim.js';
import { setTimer } from '../src/platform/queue/queue.js';
import { startWorker } from '../src/platform/queue/worker.js';
import { type BenchOptions, type Measured, pairedRuns } from './frame.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';
const due = 100;
const runs = 15;
const topic = 'bench.timer';
const log = { error: () => undefined, warn: () => undefined, info: () => undefined };

interface Yard {
  url: string;
  db: Database;
  open: number;
  drop(): Promise<void>;
}

/**
 * A database with so many timers that wait for their time, and a tenth as many that are late and on hold (a worker has
 * them, or they failed and are tried again later). Ids are spread like those of slots.
 */
const makeYard = async (open: number): Promise<Yard> => {
  const name = `anju_bench_${process.pid}_${open}`;
  const admin = await createConnection({ uri: serverUrl, timezone: 'Z' });
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrateUp(url.toString());
  const at = systemClock.realNow();
  const fill = (count: number, kind: string, dueSeconds: string, holdUntil: Date | null): Promise<unknown> =>
    admin.query(
      `INSERT INTO ${name}.timer (id, community_id, topic, payload, state, due_at, attempts, hold_until, created_at)
       SELECT UPPER(LEFT(SHA1(CONCAT(?, seq)), 26)) AS id, NULL, ?, '{}', 'waiting', ? + INTERVAL ${dueSeconds} SECOND, 0, ?, ?
       FROM seq_1_to_${count} ORDER BY id`,
      [kind, topic, at, holdUntil, at],
    );
  await fill(open, 'open', '86400 + (seq * 7919) % 604800', null);
  await fill(open / 10, 'held', '-(seq % 3600)', new Date(at.getTime() + 86_400_000));
  await admin.query(`ANALYZE TABLE ${name}.timer`);
  const db = await openDatabase({ url: url.toString(), entities });
  return {
    url: url.toString(),
    db,
    open,
    drop: async () => {
      await db.close();
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
};

let serial = 0;
const setDue = (db: Database): Promise<void> =>
  inTransaction(db, async (tx) => {
    const dueAt = new Date(systemClock.now().getTime() - 1000);
    for (let i = 0; i < due; i++)
      await setTimer(tx, systemClock, { communityId: null, topic, payload: {}, dueAt, slot: [String(serial++)] });
  });

/** Milliseconds until everything that is due is claimed, handled and marked. */
const sweep = async ({ db }: Yard): Promise<number> => {
  await setDue(db);
  const worker = startWorker({
    deps: { db, clock: systemClock, log },
    handlers: [{ queue: 'timer', topic, title: topic, handle: async () => undefined }],
    polling: false,
  });
  const from = performance.now();
  const handled = await worker.drain();
  const ms = performance.now() - from;
  if (handled !== due) throw new Error(`${handled} timers fired, not ${due}`);
  return ms;
};

/** Claims everything that is due, and handles nothing. */
const claimAll = async (db: Database): Promise<void> => {
  const options = {
    queue: 'timer',
    lane: 'main',
    limit: 32,
    leaseMs: 86_400_000,
    withHeld: true,
    withSuspect: true,
  } as const;
  let total = 0;
  for (let more = true; more; ) {
    const { claimed } = await claim({ db, clock: systemClock }, options);
    total += claimed.length;
    more = claimed.length > 0;
  }
  if (total !== due) throw new Error(`${total} timers were claimed, not ${due}`);
};

/** Milliseconds of the claims alone: no commit of a handler hides what reading costs. */
const claimTime = async ({ db }: Yard): Promise<number> => {
  await setDue(db);
  const from = performance.now();
  await claimAll(db);
  return performance.now() - from;
};

const rowsReadSoFar = async (db: Database): Promise<number> => {
  const rows: { Value: string }[] = await db.reader.query("SHOW SESSION STATUS LIKE 'Handler_read%'");
  return rows.reduce((sum, row) => sum + toNumber(row.Value), 0);
};

/** Rows that the server reads while all that is due is claimed, on the one connection of this pool. */
const rowsRead = async (yard: Yard): Promise<number> => {
  await setDue(yard.db);
  const db = await openDatabase({ url: yard.url, entities, poolSize: 1 });
  try {
    // Reading the counters counts, too.
    const asking = -(await rowsReadSoFar(db)) + (await rowsReadSoFar(db));
    const before = await rowsReadSoFar(db);
    await claimAll(db);
    return (await rowsReadSoFar(db)) - before - asking;
  } finally {
    await db.close();
  }
};

/** Row f: a sweep with 100 due timers among many that are open ÷ the same among a thousand; and the rows it reads. */
export const run = async ({ full }: BenchOptions): Promise<Measured[]> => {
  const small = await makeYard(1000);
  const large = await makeYard(full ? 1_000_000 : 100_000);
  const sizes = `${due} 个到期 · ${large.open / 10_000} 万个未到`;
  const compare = async (what: string, measure: (yard: Yard) => Promise<number>): Promise<Measured> => {
    for (const yard of [small, large]) await measure(yard);
    const { baseline, product, ratio } = await pairedRuns(
      runs,
      () => measure(small),
      () => measure(large),
    );
    const [before, now] = [baseline, product].map((ms) => `${ms.toFixed(1)} ms`);
    return {
      metric: 'f',
      what,
      sizes,
      baseline: before ?? '',
      product: now ?? '',
      value: ratio,
      unit: '×',
      gate: 2,
      goal: 1.3,
    };
  };
  try {
    const swept = await compare('定时器一次清扫，比 1 千个未到', sweep);
    const claimedOnly = await compare('其中只认领', claimTime);
    const reads = [await rowsRead(small), await rowsRead(large)];
    const most = 2 * due + 10;
    const read: Measured = {
      metric: 'f',
      what: '认领时读的行数',
      sizes,
      baseline: `${reads[0]} 行`,
      product: `${reads[1]} 行`,
      value: Math.max(...reads),
      unit: ' 行',
      gate: most,
      goal: most,
    };
    return [swept, claimedOnly, read];
  } finally {
    await small.drop();
    await large.drop();
  }
};
