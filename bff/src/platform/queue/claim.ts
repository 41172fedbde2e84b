import { newId } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { marks, sqlTime, toDate, toNumber } from '../database/rows.js';
import { type Row, selectRows } from '../database/select.js';
import { inTransaction, skipLocked } from '../database/transaction.js';
import { execute } from '../database/write.js';
import type { QueueLane, QueueName } from './queue.entity.js';

export interface Job<P = Record<string, unknown>> {
  id: string;
  communityId: string | null;
  topic: string;
  payload: P;
  /** Tries before this one. */
  attempts: number;
  dueAt: Date;
}

export interface Claimed {
  job: Job;
  lease: string;
  /** Cut off again and again: it may be what ends the process. */
  suspect: boolean;
}

export interface Claim {
  claimed: Claimed[];
  /** There may be more rows whose hold has ended. */
  moreHeld: boolean;
}

export interface ClaimOptions {
  queue: QueueName;
  lane: QueueLane;
  /** Rows at most. */
  limit: number;
  leaseMs: number;
  /** False: rows that never were on hold only, where a look at the others was had a moment ago. */
  withHeld: boolean;
  /** False: no suspect, because one is under way. */
  withSuspect: boolean;
}

/** A power cut or a deploy may cut a row off twice; from then on it is under suspicion. */
const suspectAfter = 3;

/** A row that was put back has no lease: one whose hold has ended with its lease was cut off. */
const isSuspect = (row: Row): boolean => row.lease !== null && toNumber(row.attempts) >= suspectAfter;

const jobOf = (row: Row): Job => ({
  id: String(row.id),
  communityId: row.community_id === null ? null : String(row.community_id),
  topic: String(row.topic),
  payload: JSON.parse(String(row.payload)) as Record<string, unknown>,
  attempts: toNumber(row.attempts),
  dueAt: toDate(row.due_at),
});

/**
 * Due rows come in two kinds, and each is one range of the index (state, lane, hold_until, due_at): never on hold, in
 * the order of their time; and those whose hold has ended. So rows that are leased or backing off are not read at all.
 */
const readDue = (
  tx: Tx,
  { queue, lane }: ClaimOptions,
  hold: string,
  values: string[],
  limit: number,
): Promise<Row[]> =>
  selectRows(
    tx,
    `SELECT id, community_id, topic, payload, attempts, due_at, lease FROM ${queue}${
      tx.connection.options.type === 'better-sqlite3' ? '' : ` FORCE INDEX (ix_${queue}_state_lane_hold_until_due_at)`
    } WHERE state = 'waiting' AND lane = ? AND ${hold} LIMIT ${limit}${skipLocked(tx)}`,
    [lane, ...values],
  );

/**
 * Takes due rows for a while, with one lease; what others have under way is passed over. Of rows that were cut off again
 * and again one is taken at a time: those that only stood beside the one that ends the process are done when they stand
 * without it, and do not become dead letters with it.
 */
export const claim = (deps: { db: Database; clock: Clock }, options: ClaimOptions): Promise<Claim> =>
  inTransaction(deps.db, async (tx) => {
    const real = deps.clock.realNow();
    const due = sqlTime(options.queue === 'outbox' ? real : deps.clock.now());
    // Half of the places at most, so that a great many failures do not keep new rows waiting.
    const places = Math.ceil(options.limit / 2);
    const heldDue = 'hold_until <= ? AND due_at <= ? ORDER BY hold_until';
    const held = options.withHeld ? await readDue(tx, options, heldDue, [sqlTime(real), due], places) : [];
    const [firstSuspect] = options.withSuspect ? held.filter(isSuspect) : [];
    const taken = held.filter((row) => row === firstSuspect || !isSuspect(row));
    const rest = options.limit - taken.length;
    const fresh =
      rest > 0 ? await readDue(tx, options, 'hold_until IS NULL AND due_at <= ? ORDER BY due_at', [due], rest) : [];
    const jobs = [...taken, ...fresh].map(jobOf);
    const moreHeld = held.length === places || taken.length < held.length;
    if (jobs.length === 0) return { claimed: [], moreHeld };
    const lease = newId(real);
    // The try is counted before it is made: a row whose handler ends the whole process must not be tried for ever.
    await execute(
      tx,
      `UPDATE ${options.queue} SET lease = ?, hold_until = ?, attempts = attempts + 1
       WHERE id IN (${marks(jobs)})`,
      [lease, sqlTime(new Date(real.getTime() + options.leaseMs)), ...jobs.map(({ id }) => id)],
    );
    const suspectId = firstSuspect && String(firstSuspect.id);
    return { claimed: jobs.map((job) => ({ job, lease, suspect: job.id === suspectId })), moreHeld };
  });
