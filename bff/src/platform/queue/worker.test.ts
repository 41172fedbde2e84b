import { setTimeout as sleep } from 'node:timers/promises';
import { newKey } from 'shared-types/client';
import { listDeadLetters, readBacklog, redriveDeadLetter } from 'shared-types/operations';
import { makeCommunity, makeStaff } from '../../../test/factories/community.js';
import { handler, marks, queueOf, until } from '../../../test/factories/queue.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { newId } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import { inTransaction } from '../database/transaction.js';
import { OutboxEntity, TimerEntity } from './queue.entity.js';
import { publish, setTimer } from './queue.js';
import { GiveUp, Postpone, startWorker } from './worker.js';

let t: TestServer;
let communityId: string;
let queue: ReturnType<typeof queueOf>;
beforeAll(async () => {
  t = await testServer();
  communityId = (await makeCommunity(t.deps)).id;
  queue = queueOf(t.deps, communityId);
});
afterAll(() => t.close());
beforeEach(() => queue.empty());

test('four workers and fifty rows: each row is acted on once', async () => {
  const seen: string[] = [];
  const one = handler(async (_deps, job) => {
    seen.push(job.id);
    await sleep(2);
    return marks(101);
  });
  const ids: string[] = [];
  for (let i = 0; i < 50; i++) ids.push(await queue.announce());
  const workers = Array.from({ length: 4 }, () => queue.workerOf([one]));
  for (let rest = 1; rest > 0; )
    rest = (await Promise.all(workers.map((worker) => worker.drain()))).reduce((a, b) => a + b);
  expect(seen.sort()).toEqual(ids.sort());
  expect(await queue.countMarks(101)).toBe(50);
  expect((await Promise.all(ids.map(queue.rowOf))).every(({ state }) => state === 'done')).toBe(true);
});

test('a worker that lost its lease leaves no effect in the database, although it acted', async () => {
  let acted = 0;
  const slow = handler(async () => {
    const turn = ++acted;
    if (turn === 1) {
      // The first is late: its lease ends and another takes the row over.
      t.deps.clock.advance(61_000);
      expect(await queue.workerOf([slow]).drain()).toBe(1);
    }
    return marks(102);
  });
  const id = await queue.announce();
  await queue.workerOf([slow]).drain();
  expect(acted).toBe(2);
  expect(await queue.countMarks(102)).toBe(1);
  expect(await queue.rowOf(id)).toMatchObject({ state: 'done', attempts: 2 });
});

test('a row under way is not taken by another before its lease ends', async () => {
  let handled = 0;
  const stuck = handler(async () => {
    t.deps.clock.advance(59_000);
    handled += await queue.workerOf([handler(async () => undefined)]).drain();
    return undefined;
  });
  await queue.announce();
  await queue.workerOf([stuck]).drain();
  expect(handled).toBe(0);
});

test('a failure waits twice as long each time, ± a quarter, and after the last try the row is dead with its error', async () => {
  const failing = handler(
    async () => {
      throw new Error('the provider is down');
    },
    { maxAttempts: 4 },
  );
  const id = await queue.announce();
  const worker = queue.workerOf([failing]);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await worker.drain()).toBe(1);
    const row = await queue.rowOf(id);
    expect(row).toMatchObject({ state: 'waiting', attempts: attempt, lastError: 'the provider is down' });
    waits.push((row.holdUntil?.getTime() ?? 0) - t.deps.clock.realNow().getTime());
    expect(await worker.drain()).toBe(0);
    t.deps.clock.advance(waits.at(-1) ?? 0);
  }
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(1000 * 2 ** (index + 1) * 0.75);
    expect(wait).toBeLessThanOrEqual(1000 * 2 ** (index + 1) * 1.25);
  }
  await worker.drain();
  expect(await queue.rowOf(id)).toMatchObject({ state: 'dead', attempts: 4 });
  t.deps.clock.advance(86_400_000);
  expect(await worker.drain()).toBe(0);
});

test.each([
  ['giving up', async () => Promise.reject(new GiveUp('no such thing'))],
  ['a topic that nobody handles', null],
])('%s is dead at once', async (_title, handle) => {
  const id = await queue.announce();
  await queue.workerOf(handle ? [handler(handle)] : []).drain();
  expect(await queue.rowOf(id)).toMatchObject({ state: 'dead', attempts: 1 });
});

test('a row whose handler never comes back is given up after as many leases as it has tries', async () => {
  const id = await queue.announce();
  const never = handler(() => new Promise(() => undefined), { maxAttempts: 3 });
  for (let lease = 0; lease < 3; lease++) {
    void queue.workerOf([never]).drain();
    for (let wait = 0; wait < 100 && (await queue.rowOf(id)).attempts === lease; wait++) await sleep(20);
    t.deps.clock.advance(61_000);
  }
  await queue.workerOf([never]).drain();
  expect(await queue.rowOf(id)).toMatchObject({ state: 'dead', lastError: 'cut off 3 times' });
});

test('what stood beside a row that ends the process is done in the end, and only that row is dead', async () => {
  const acted = new Map<string, number>();
  const guilty = await queue.announce();
  const others = [await queue.announce(), await queue.announce(), await queue.announce()];
  // As if the process had ended: nothing under way comes back, whatever stood beside the guilty row.
  const fatal = handler((_deps, { id }) => {
    acted.set(id, (acted.get(id) ?? 0) + 1);
    const ends = id === guilty || underWay.has(guilty);
    underWay.add(id);
    return ends ? new Promise(() => undefined) : Promise.resolve(undefined);
  });
  let underWay = new Set<string>();
  for (let life = 0; life < 12; life++) {
    underWay = new Set();
    await Promise.race([queue.workerOf([fatal]).drain(), sleep(150)]);
    t.deps.clock.advance(61_000);
  }
  expect(await queue.rowOf(guilty)).toMatchObject({ state: 'dead', attempts: 9 });
  for (const id of others) expect(await queue.rowOf(id)).toMatchObject({ state: 'done' });
  expect([...acted.values()].every((times) => times <= 8)).toBe(true);
});

test('postponing is not counted, however often', async () => {
  const id = await queue.announce();
  const worker = queue.workerOf([
    handler(async () => Promise.reject(new Postpone(5000, 'not now')), { maxAttempts: 2 }),
  ]);
  for (let i = 0; i < 10; i++) {
    expect(await worker.drain()).toBe(1);
    t.deps.clock.advance(4999);
    expect(await worker.drain()).toBe(0);
    t.deps.clock.advance(1);
  }
  expect(await queue.rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
});

test('when its own write fails, nothing of it stays and the row is tried again', async () => {
  let tries = 0;
  const worker = queue.workerOf([
    handler(async () => async (tx) => {
      await marks(103)(tx);
      if (++tries === 1) throw new Error('constraint');
    }),
  ]);
  const id = await queue.announce();
  await worker.drain();
  expect(await queue.countMarks(103)).toBe(0);
  t.deps.clock.advance(3000);
  await worker.drain();
  expect(await queue.countMarks(103)).toBe(1);
  expect(await queue.rowOf(id)).toMatchObject({ state: 'done', attempts: 2 });
});

test('the same cause announced again makes no second row', async () => {
  const id = await queue.announce();
  await queue.announce(id, { payload: { other: true } });
  expect(await queue.rowOf(id)).toMatchObject({ payload: '{}' });
});

test('what a command announces is gone with its rollback', async () => {
  const id = newId(t.deps.clock.realNow());
  const failing = inTransaction(t.deps.db, async (tx) => {
    await publish(tx, t.deps.clock, { id, communityId, topic: 'test.topic', payload: {} });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await t.deps.db.reader.countBy(OutboxEntity, { id })).toBe(0);
});

describe('timers', () => {
  const at = (): Date => new Date(t.deps.clock.now().getTime() + 3_600_000);
  const set = (slot: string[], dueAt = at()): Promise<void> =>
    inTransaction(t.deps.db, (tx) =>
      setTimer(tx, t.deps.clock, { communityId, topic: 'test.timer', payload: {}, dueAt, slot }),
    );

  test('the same slot set again, also at once, makes one row', async () => {
    await set(['r1', 'respond']);
    await set(['r1', 'respond']);
    await Promise.all(Array.from({ length: 8 }, () => set(['r2', 'respond'])));
    expect(await t.deps.db.reader.countBy(TimerEntity, { topic: 'test.timer' })).toBe(2);
  });

  test('are due by the community’s clock, leases are by the wall’s', async () => {
    await set(['r3']);
    let fired = 0;
    const timer = handler(
      async () => {
        fired++;
        return undefined;
      },
      { queue: 'timer', topic: 'test.timer' },
    );
    let virtual = t.deps.clock.now().getTime();
    const clock: Clock = { now: () => new Date(virtual), realNow: t.deps.clock.realNow, speed: () => 600 };
    const worker = queue.workerOf([timer], { clock });
    virtual += 3_599_999;
    expect(await worker.drain()).toBe(0);
    virtual += 1;
    expect(await worker.drain()).toBe(1);
    expect(fired).toBe(1);
  });
});

describe('a running worker', () => {
  test('hears of a commit at once, and its stop waits for what is under way', async () => {
    const begun: string[] = [];
    const done: string[] = [];
    const worker = startWorker({
      deps: t.deps,
      handlers: [
        handler(async (_deps, job) => {
          begun.push(job.id);
          await sleep(100);
          done.push(job.id);
          return undefined;
        }),
      ],
      pollMs: 60_000,
    });
    await sleep(50);
    const id = await queue.announce();
    await until(() => begun.length > 0);
    expect(done).toEqual([]);
    await worker.stop();
    expect(done).toEqual([id]);
    expect((await queue.rowOf(id)).state).toBe('done');
  });
});

test('the dead are listed to administrators, driven again once, and then they are done', async () => {
  const id = await queue.announce();
  await queue.workerOf([]).drain();
  const administrator = t.client((await makeStaff(t.deps, communityId, 'administrator')).token);
  const manager = t.client((await makeStaff(t.deps, communityId, 'manager')).token);
  expect((await administrator(readBacklog)).outbox).toMatchObject({ dead: 1, waiting: 0 });
  expect((await administrator(listDeadLetters)).items).toMatchObject([
    { id, queue: 'outbox', topic: 'test.topic', attempts: 1, lastError: 'no handler for test.topic' },
  ]);
  expect(await codeOf(manager(redriveDeadLetter, { params: { id } }))).toBe('auth.forbidden');
  const idempotencyKey = newKey();
  expect(await administrator(redriveDeadLetter, { params: { id }, idempotencyKey })).toEqual({ done: true });
  expect(await administrator(redriveDeadLetter, { params: { id }, idempotencyKey })).toEqual({ done: true });
  expect(await codeOf(administrator(redriveDeadLetter, { params: { id } }))).toBe('dead_letter.not_dead');
  expect(await queue.workerOf([handler(async () => marks(104))]).drain()).toBe(1);
  expect(await queue.countMarks(104)).toBe(1);
  expect((await administrator(readBacklog)).outbox).toMatchObject({ dead: 0, waiting: 0, oldestAt: null });
});
