import { setTimeout as sleep } from 'node:timers/promises';
import { makeCommunity } from '../../../test/factories/community.js';
import { handler, marks, queueOf, until } from '../../../test/factories/queue.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { Tx } from '../database/access.js';
import { inTransaction } from '../database/transaction.js';
import type { Deps } from '../deps.js';
import { sharedWrite } from './mark.js';
import { OutboxEntity } from './queue.entity.js';
import { publish } from './queue.js';
import { type HandlerEntry, startWorker } from './worker.js';

let t: TestDeps;
let communityId: string;
let queue: ReturnType<typeof queueOf>;
beforeAll(async () => {
  t = await testDeps();
  communityId = (await makeCommunity(t.deps)).id;
  queue = queueOf(t.deps, communityId);
});
afterAll(() => t.close());
beforeEach(() => queue.empty());

describe('side by side', () => {
  const running = (handlers: HandlerEntry<Deps>[], concurrency: number) =>
    startWorker({ deps: t.deps, handlers, concurrency, pollMs: 20 });

  test('a place that is free is filled before the slowest of its batch has ended', async () => {
    let release = (): void => undefined;
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await queue.announce();
    for (let i = 0; i < 20; i++) await queue.announce();
    let others = 0;
    const one = handler(async (_deps, job) => {
      if (job.id === first) await stuck;
      else others++;
      return undefined;
    });
    const worker = running([one], 2);
    await until(() => others === 20);
    expect((await queue.rowOf(first)).state).toBe('waiting');
    release();
    await worker.stop();
    expect((await queue.rowOf(first)).state).toBe('done');
  });

  test('never more rows are under way than there are places', async () => {
    for (let i = 0; i < 30; i++) await queue.announce();
    let now = 0;
    let most = 0;
    let handled = 0;
    const one = handler(async () => {
      most = Math.max(most, ++now);
      await sleep(5);
      now--;
      handled++;
      return undefined;
    });
    const worker = running([one], 4);
    await until(() => handled === 30);
    await worker.stop();
    expect(most).toBe(4);
  });

  test('calls to another system that hang hold up nothing else', async () => {
    const calls = 'test.calls';
    let release = (): void => undefined;
    const hang = new Promise<void>((resolve) => {
      release = resolve;
    });
    await inTransaction(t.deps.db, (tx) =>
      publish(
        tx,
        t.deps.clock,
        ...Array.from({ length: 6 }, () => ({ communityId, topic: calls, payload: {}, lane: 'calls' as const })),
      ),
    );
    const seen: string[] = [];
    const worker = running(
      [
        handler(() => hang.then(() => undefined), { topic: calls }),
        handler(async (_deps, job) => {
          seen.push(job.id);
          return undefined;
        }),
      ],
      4,
    );
    await sleep(60);
    const id = await queue.announce();
    await until(() => seen.length === 1);
    expect(seen).toEqual([id]);
    release();
    await worker.stop();
  });

  test('many rows that failed and wait no longer leave half of the places to new ones', async () => {
    const old: string[] = [];
    for (let i = 0; i < 8; i++) old.push(await queue.announce());
    await queue.workerOf([handler(async () => Promise.reject(new Error('down')))]).drain();
    t.deps.clock.advance(5000);
    const fresh: string[] = [];
    for (let i = 0; i < 8; i++) fresh.push(await queue.announce());
    const seen: string[] = [];
    const one = handler(async (_deps, job) => {
      seen.push(job.id);
      return undefined;
    });
    await startWorker({ deps: t.deps, handlers: [one], concurrency: 4, polling: false }).drain();
    expect(seen.slice(0, 4).filter((id) => fresh.includes(id))).toHaveLength(2);
    expect(seen.sort()).toEqual([...old, ...fresh].sort());
  });
});

describe('writes that are shared', () => {
  /** Leaves one row for each item, in one call for all that end together. */
  const calls: number[] = [];
  const writeMarks = async (tx: Tx, items: readonly { mark: number }[]): Promise<void> => {
    calls.push(items.length);
    for (const { mark } of items) await marks(mark)(tx);
    if (items.some(({ mark }) => mark === 0)) throw new Error('constraint');
  };
  beforeEach(() => void calls.splice(0));

  test('go into one transaction, and each is there once', async () => {
    for (let i = 0; i < 10; i++) await queue.announce();
    const worker = queue.workerOf([handler(async () => sharedWrite(writeMarks, { mark: 201 }))]);
    expect(await worker.drain()).toBe(10);
    expect(calls).toEqual([10]);
    expect(await queue.countMarks(201)).toBe(10);
    expect(await t.deps.db.reader.countBy(OutboxEntity, { state: 'done' })).toBe(10);
  });

  test('one that fails takes no other along, and leaves nothing itself', async () => {
    const bad = await queue.announce();
    for (let i = 0; i < 5; i++) await queue.announce();
    const one = handler(async (_deps, job) => sharedWrite(writeMarks, { mark: job.id === bad ? 0 : 202 }));
    await queue.workerOf([one]).drain();
    expect(await queue.countMarks(202)).toBe(5);
    expect(await queue.countMarks(0)).toBe(0);
    expect(await queue.rowOf(bad)).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'constraint' });
    expect(await t.deps.db.reader.countBy(OutboxEntity, { state: 'done' })).toBe(5);
  });

  test('one whose lease was lost meanwhile leaves no effect, the others do', async () => {
    const late = await queue.announce();
    for (let i = 0; i < 5; i++) await queue.announce();
    const take = handler(async () => sharedWrite(writeMarks, { mark: 204 }));
    const one = handler(async (_deps, job) => {
      // Another worker took this row over and is still at it.
      if (job.id === late)
        await inTransaction(t.deps.db, (tx) => tx.update(OutboxEntity, { id: late }, { lease: 'ANOTHER' }));
      return sharedWrite(writeMarks, { mark: job.id === late ? 203 : 204 });
    });
    await queue.workerOf([one]).drain();
    expect([await queue.countMarks(203), await queue.countMarks(204)]).toEqual([0, 5]);
    expect(await queue.rowOf(late)).toMatchObject({ state: 'waiting', lease: 'ANOTHER' });
    t.deps.clock.advance(61_000);
    expect(await queue.workerOf([take]).drain()).toBe(1);
    expect(await queue.countMarks(204)).toBe(6);
  });
});
