import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { marks } from '../database/rows.js';
import { inTransaction } from '../database/transaction.js';
import { execute } from '../database/write.js';
import { together } from '../together.js';
import type { QueueName } from './queue.entity.js';

/** What a handler writes where one statement may serve many: `write` gets the items of all that are marked together. */
export interface SharedWrite {
  write(tx: Tx, items: readonly unknown[]): Promise<void>;
  item: unknown;
}

/** Items of the same function are written by one call of it. */
export const sharedWrite = <I>(write: (tx: Tx, items: readonly I[]) => Promise<void>, item: I): SharedWrite => ({
  write: write as SharedWrite['write'],
  item,
});

/** A row whose handler is through, with the lease under which it was. */
export interface Finished {
  id: string;
  lease: string;
  write?: SharedWrite;
}

const mostTogether = 64;

/** Marks rows done with what they write, all or none; throws when one of them is not ours any more. */
export const markDone = (
  deps: { db: Database; clock: Clock },
  queue: QueueName,
  rows: readonly Pick<Finished, 'id' | 'lease'>[],
  write: (tx: Tx) => Promise<void>,
): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    // Marked before its own write: a timer that sets itself again must end up waiting, not done.
    const leases = [...new Set(rows.map(({ lease }) => lease))];
    const byLease = leases.map((lease) => ({
      lease,
      ids: rows.filter((row) => row.lease === lease).map(({ id }) => id),
    }));
    const marked = await execute(
      tx,
      `UPDATE ${queue} SET state = 'done', ended_at = ?, lease = NULL WHERE id IN (${marks(rows)})
         AND state = 'waiting' AND (${byLease.map(({ ids }) => `(lease = ? AND id IN (${marks(ids)}))`).join(' OR ')})`,
      [deps.clock.realNow(), ...rows.map(({ id }) => id), ...byLease.flatMap(({ lease, ids }) => [lease, ...ids])],
    );
    if (marked !== rows.length) throw new Error('the lease was lost');
    await write(tx);
  });

const writeShared = async (tx: Tx, rows: readonly Finished[]): Promise<void> => {
  const items = new Map<SharedWrite['write'], unknown[]>();
  for (const { write } of rows) if (write) items.set(write.write, [...(items.get(write.write) ?? []), write.item]);
  for (const [write, all] of items) await write(tx, all);
};

/** Marks rows that are through at about the same time in one transaction; if that fails, each in its own. */
export const markTogether = (
  deps: { db: Database; clock: Clock },
  queue: QueueName,
): ((finished: Finished) => Promise<void>) =>
  together(async (rows: Finished[]) => {
    await markDone(deps, queue, rows, (tx) => writeShared(tx, rows));
    return rows.map(() => undefined);
  }, mostTogether);
