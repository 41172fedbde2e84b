import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { ClockEntity } from '../clock/clock.entity.js';
import type { Tx } from './access.js';
import { afterCommit, forUpdate, inTransaction, isDuplicate } from './transaction.js';
import { execute, insertRows } from './write.js';

let t: TestDeps;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const at = new Date('2026-11-23T02:54:00.123Z');
const row = (id: string, speed = 1): ClockEntity => ({ id, realAt: at, virtualAt: at, speed });
const insert = (tx: Tx, id: string): Promise<unknown> => tx.insert(ClockEntity, row(id));
const isThere = async (id: string): Promise<boolean> =>
  (await t.deps.db.reader.findOneBy(ClockEntity, { id })) !== null;

const gate = (): { opened: Promise<void>; open(): void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

test('two that overlap stay apart: the rollback of one takes nothing from the other', async () => {
  const [kept, lost] = [newId(at), newId(at)];
  const firstWrote = gate();
  const failing = inTransaction(t.deps.db, async (tx) => {
    await insert(tx, lost);
    firstWrote.open();
    await sleep(150);
    throw new Error('changed my mind');
  });
  await firstWrote.opened;
  const keeping = inTransaction(t.deps.db, async (tx) => {
    await insert(tx, kept);
    await sleep(20);
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await keeping;
  expect([await isThere(kept), await isThere(lost)]).toEqual([true, false]);
});

test('thirty at once, every third of which fails: exactly the others are there', async () => {
  const ids = Array.from({ length: 30 }, () => newId(at));
  const outcomes = await Promise.allSettled(
    ids.map((id, index) =>
      inTransaction(t.deps.db, async (tx) => {
        await insert(tx, id);
        await sleep(index % 5);
        if (index % 3 === 0) throw new Error('no');
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  expect(await Promise.all(ids.map(isThere))).toEqual(ids.map((_id, index) => index % 3 !== 0));
});

test('a plain read does not see what is not committed', async () => {
  const id = newId(at);
  const seen: boolean[] = [];
  await inTransaction(t.deps.db, async (tx) => {
    await insert(tx, id);
    seen.push(await isThere(id), await tx.existsBy(ClockEntity, { id }));
  });
  seen.push(await isThere(id));
  expect(seen).toEqual([false, true, true]);
});

test('one inside another throws, also by way of a promise, and rolls the outer one back', async () => {
  const id = newId(at);
  const nested = inTransaction(t.deps.db, async (tx) => {
    await insert(tx, id);
    await Promise.all([inTransaction(t.deps.db, async () => undefined)]);
  });
  await expect(nested).rejects.toThrow('transaction inside a transaction');
  expect(await isThere(id)).toBe(false);
});

test('what follows a commit runs after it, once, and never after a rollback', async () => {
  const id = newId(at);
  const ran: unknown[] = [];
  await inTransaction(t.deps.db, async (tx) => {
    await insert(tx, id);
    afterCommit(tx, () => ran.push('committed'));
  });
  const again = await inTransaction(t.deps.db, async (tx) => {
    afterCommit(tx, () => ran.push('rolled back'));
    await insert(tx, id);
  }).catch((error: unknown) => error);
  expect(isDuplicate(again)).toBe(true);
  expect(ran).toEqual(['committed']);
});

test('a hundred increments at once of one row that is read and locked first: none is lost', async () => {
  const id = newId(at);
  await inTransaction(t.deps.db, (tx) => tx.insert(ClockEntity, row(id, 0)));
  await Promise.all(
    Array.from({ length: 100 }, () =>
      inTransaction(t.deps.db, async (tx) => {
        const found: { speed: number }[] = await tx.query(`SELECT speed FROM clock WHERE id = ?${forUpdate(tx)}`, [id]);
        await tx.update(ClockEntity, { id }, { speed: Number(found[0]?.speed) + 1 });
      }),
    ),
  );
  expect((await t.deps.db.reader.findOneByOrFail(ClockEntity, { id })).speed).toBe(100);
});

test('two that lock two rows crosswise both succeed: the one that the server ends is run again', async () => {
  const [a, b] = [newId(at), newId(at)];
  await inTransaction(t.deps.db, (tx) => tx.insert(ClockEntity, [row(a, 0), row(b, 0)]));
  const runs: string[] = [];
  const effects: string[] = [];
  const cross = (name: string, first: string, second: string): Promise<void> =>
    inTransaction(t.deps.db, async (tx) => {
      runs.push(name);
      afterCommit(tx, () => effects.push(name));
      await tx.increment(ClockEntity, { id: first }, 'speed', 1);
      if (runs.length <= 2) await sleep(100);
      await tx.increment(ClockEntity, { id: second }, 'speed', 1);
    });
  await Promise.all([cross('ab', a, b), cross('ba', b, a)]);
  const rows = await Promise.all([a, b].map((id) => t.deps.db.reader.findOneByOrFail(ClockEntity, { id })));
  expect(rows.map(({ speed }) => speed)).toEqual([2, 2]);
  expect(effects.sort()).toEqual(['ab', 'ba']);
  // SQLite lets one in at a time, so nothing can cross there.
  expect(runs).toHaveLength(t.deps.db.engine === 'sqlite' ? 2 : 3);
});

test('times keep their milliseconds', async () => {
  const id = newId(at);
  await inTransaction(t.deps.db, (tx) => insert(tx, id));
  expect((await t.deps.db.reader.findOneByOrFail(ClockEntity, { id })).realAt.toISOString()).toBe(at.toISOString());
});

test('a transaction sees what others commit meanwhile, on every connection of the pool, the first time and again', async () => {
  const id = newId(at);
  await inTransaction(t.deps.db, (tx) => tx.insert(ClockEntity, row(id, 0)));
  // SQLite has one connection, and nobody else commits meanwhile.
  const readers = t.deps.db.engine === 'sqlite' ? 0 : 5;
  for (const turn of [1, 2]) {
    const [allRead, committed] = [gate(), gate()];
    let begun = 0;
    const speedIn = async (tx: Tx): Promise<number> => (await tx.findOneByOrFail(ClockEntity, { id })).speed;
    const seen = Array.from({ length: readers }, () =>
      inTransaction(t.deps.db, async (tx) => {
        const before = await speedIn(tx);
        if (++begun === readers) allRead.open();
        await committed.opened;
        return [before, await speedIn(tx)];
      }),
    );
    if (readers > 0) await allRead.opened;
    await inTransaction(t.deps.db, (tx) => tx.update(ClockEntity, { id }, { speed: turn }));
    committed.open();
    expect(await Promise.all(seen)).toEqual(Array.from({ length: readers }, () => [turn - 1, turn]));
  }
});

test('rows and statements past the ORM: kept as the ORM keeps them, changed rows are counted, a double is known', async () => {
  const [a, b] = [newId(at), newId(at)];
  const changed = await inTransaction(t.deps.db, async (tx) => {
    await insertRows(tx, ClockEntity, [row(a, 3), row(b, 3)]);
    const none = await execute(tx, 'UPDATE clock SET speed = 4 WHERE id = ? AND speed = 5', [a]);
    const both = await execute(tx, 'UPDATE clock SET speed = 4, real_at = ? WHERE id IN (?, ?)', [at, a, b]);
    return [none, both];
  });
  expect(changed).toEqual([0, 2]);
  expect(await t.deps.db.reader.findOneByOrFail(ClockEntity, { id: a })).toEqual(row(a, 4));
  const again = await inTransaction(t.deps.db, (tx) => insertRows(tx, ClockEntity, [row(a)])).catch((e: unknown) => e);
  expect(isDuplicate(again)).toBe(true);
});
