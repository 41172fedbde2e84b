import { newId } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { forUpdate, inTransaction, isDuplicate } from '../database/transaction.js';
import { SlotEntity } from './slot.entity.js';

const usualLeaseMs = 15_000;
const mostTries = 20;

/**
 * Names that outlive a process: a broker keeps what comes for `anju-ingest-2` until somebody bears that name again. Each
 * process claims one, says every few seconds that it lives, and looks after those of the dead.
 */
export interface Slots {
  /** The first name whose bearer is gone, or the next number. */
  claim(): Promise<string>;
  /** The family's first name, of which there is to be one bearer only; null: somebody bears it. */
  claimOnly(): Promise<string | null>;
  /** False: somebody else took it, because we were silent too long. */
  renew(name: string): Promise<boolean>;
  /** Takes over one name whose bearer is gone; null: none. */
  adopt(): Promise<string | null>;
  /** Whether others live beside us. */
  others(): Promise<boolean>;
  release(name: string, what: Leaving): Promise<void>;
}

/**
 * `at-once`: the next process takes the name up. `later`: nobody bears it, and somebody looks again after a lease whether
 * anything came for it after all. `gone`: nothing is kept for it.
 */
export type Leaving = 'at-once' | 'later' | 'gone';

/** Bears names that are to be looked at again. */
const nobody = '';

export const slotsOf = (
  deps: { db: Database; clock: Clock },
  family: string,
  leaseMs: number = usualLeaseMs,
): Slots => {
  const holder = newId(deps.clock.realNow());
  const until = (): Date => new Date(deps.clock.realNow().getTime() + leaseMs);
  const isDead = (row: SlotEntity): boolean => row.holdUntil.getTime() <= deps.clock.realNow().getTime();

  const lockAll = async (tx: Tx): Promise<SlotEntity[]> => {
    await tx.query(`SELECT name FROM process_slot WHERE family = ?${forUpdate(tx)}`, [family]);
    return tx.find(SlotEntity, { where: { family }, order: { name: 'ASC' } });
  };

  const take = async (tx: Tx, row: SlotEntity): Promise<string> => {
    await tx.update(SlotEntity, { name: row.name }, { holder, holdUntil: until() });
    return row.name;
  };

  const add = async (tx: Tx, number: number): Promise<string> => {
    const name = `${family}-${number}`;
    await tx.insert(SlotEntity, { name, family, holder, holdUntil: until() });
    return name;
  };

  const claimOnce = (): Promise<string> =>
    inTransaction(deps.db, async (tx) => {
      const rows = await lockAll(tx);
      const free = rows.find(isDead);
      if (free) return take(tx, free);
      const names = new Set(rows.map((row) => row.name));
      let number = 1;
      while (names.has(`${family}-${number}`)) number += 1;
      return add(tx, number);
    });

  const claimFirst = (): Promise<string | null> =>
    inTransaction(deps.db, async (tx) => {
      const [first] = await lockAll(tx);
      if (!first) return add(tx, 1);
      return isDead(first) ? take(tx, first) : null;
    });

  return {
    claim: async () => {
      for (let tries = 1; ; tries++)
        try {
          return await claimOnce();
        } catch (error) {
          // Another process was given the same number.
          if (!isDuplicate(error) || tries >= mostTries) throw error;
        }
    },
    claimOnly: () =>
      claimFirst().catch((error: unknown) => {
        // Another process was first.
        if (isDuplicate(error)) return null;
        throw error;
      }),
    renew: (name) =>
      inTransaction(deps.db, async (tx) => {
        const held = await tx.countBy(SlotEntity, { name, holder });
        if (held > 0) await tx.update(SlotEntity, { name, holder }, { holdUntil: until() });
        return held > 0;
      }),
    adopt: () =>
      inTransaction(deps.db, async (tx) => {
        const dead = (await lockAll(tx)).find((row) => isDead(row) && row.holder !== holder);
        return dead ? take(tx, dead) : null;
      }),
    others: async () =>
      (await deps.db.reader.findBy(SlotEntity, { family })).some(
        (row) => row.holder !== holder && row.holder !== nobody && !isDead(row),
      ),
    release: (name, what) =>
      inTransaction(deps.db, async (tx) => {
        const mine = { name, holder };
        if (what === 'gone') await tx.delete(SlotEntity, mine);
        else if (what === 'later') await tx.update(SlotEntity, mine, { holder: nobody, holdUntil: until() });
        else await tx.update(SlotEntity, mine, { holdUntil: deps.clock.realNow() });
      }),
  };
};
