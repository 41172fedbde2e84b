import { setTimeout as sleep } from 'node:timers/promises';
import { newKey } from 'shared-types/client';
import { listDeadLetters, readBacklog, redriveDeadLetter } from 'shared-types/operations';
import { makeCommunity, makeStaff } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { newId } from '../../kernel/ids.js';
import { ClockEntity } from '../clock/clock.entity.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import { inTransaction } from '../database/transaction.js';
import type { Deps } from '../deps.js';
import { sharedWrite } from './mark.js';
import { OutboxEntity, type QueueRow, TimerEntity } from './queue.entity.js';
import { publish, setTimer } from './queue.js';
import { GiveUp, type HandlerEntry, Postpone, startWorker } from './worker.js';

let t: TestServer;
let communityId: string;
beforeAll(async () => {
  t = await testServer();
  communityId = (await makeCommunity(t.deps)).id;
});
afterAll(() => t.close());
beforeEach(() =>
  inTransaction(t.deps.db, async (tx) => {
    await tx.deleteAll(OutboxEntity);
    await tx.deleteAll(TimerEntity);
  }),
);

type Handle = HandlerEntry<Deps>['handle'];
const handler = (handle: Handle, more: Partial<HandlerEntry<Deps>> = {}): HandlerEntry<Deps> => ({
  queue: 'outbox',
  topic: 'test.topic',
  title: '测试任务',
  handle,
  ...more,
});
const announce = (
  id = newId(t.deps.clock.realNow()),
  more: { payload?: Record<string, unknown> } = {},
): Promise<string> =>
  inTransaction(t.deps.db, (tx) =>
    publish(tx, t.deps.clock, { id, communityId, topic: 'test.topic', payload: {}, ...more }),
  ).then(() => id);
const rowOf = (id: string): Promise<QueueRow> => t.deps.db.reader.findOneByOrFail(OutboxEntity, { id });
const workerOf = (handlers: HandlerEntry<Deps>[], more: { leaseMs?: number; clock?: Clock } = {}) =>
  startWorker({
    deps: more.clock ? { ...t.deps, clock: more.clock } : t.deps,
    handlers,
    polling: false,
    leaseMs: more.leaseMs,
  });

/** Leaves one row for each time that it is committed. */
const marks =
  (mark: string): ((tx: Tx) => Promise<void>) =>
  async (tx) => {
    const at = new Date(0);
    await tx.insert(ClockEntity, { id: newId(new Date()), realAt: at, virtualAt: at, speed: Number(mark) });
  };
const countMarks = (mark: string): Promise<number> => t.deps.db.reader.countBy(ClockEntity, { speed: Number(mark) });

test('four workers and fifty rows: each row is acted on once', async () => {
  const seen: string[] = [];
  const one = handler(async (_deps, job) => {
    seen.push(job.id);
    await sleep(2);
    return marks('101');
  });
  const ids: string[] = [];
  for (let i = 0; i < 50; i++) ids.push(await announce());
  const workers = Array.from({ length: 4 }, () => workerOf([one]));
  for (let rest = 1; rest > 0; )
    rest = (await Promise.all(workers.map((worker) => worker.drain()))).reduce((a, b) => a + b);
  expect(seen.sort()).toEqual(ids.sort());
  expect(await countMarks('101')).toBe(50);
  expect((await Promise.all(ids.map(rowOf))).every(({ state }) => state === 'done')).toBe(true);
});

test('a worker that lost its lease leaves no effect in the database, although it acted', async () => {
  let acted = 0;
  const slow = handler(async () => {
    const turn = ++acted;
    if (turn === 1) {
      // The first is late: its lease ends and another takes the row over.
      t.deps.clock.advance(61_000);
      expect(await workerOf([slow]).drain()).toBe(1);
    }
    return marks('102');
  });
  const id = await announce();
  await workerOf([slow]).drain();
  expect(acted).toBe(2);
  expect(await countMarks('102')).toBe(1);
  expect(await rowOf(id)).toMatchObject({ state: 'done', attempts: 2 });
});

test('a row under way is not taken by another before its lease ends', async () => {
  let handled = 0;
  const stuck = handler(async () => {
    t.deps.clock.advance(59_000);
    handled += await workerOf([handler(async () => undefined)]).drain();
    return undefined;
  });
  await announce();
  await workerOf([stuck]).drain();
  expect(handled).toBe(0);
});

test('a failure waits twice as long each time, ± a quarter, and after the last try the row is dead with its error', async () => {
  const failing = handler(
    async () => {
      throw new Error('the provider is down');
    },
    { maxAttempts: 4 },
  );
  const id = await announce();
  const worker = workerOf([failing]);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await worker.drain()).toBe(1);
    const row = await rowOf(id);
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
  expect(await rowOf(id)).toMatchObject({ state: 'dead', attempts: 4 });
  t.deps.clock.advance(86_400_000);
  expect(await worker.drain()).toBe(0);
});

test.each([
  ['giving up', async () => Promise.reject(new GiveUp('no such thing'))],
  ['a topic that nobody handles', null],
])('%s is dead at once', async (_title, handle) => {
  const id = await announce();
  await workerOf(handle ? [handler(handle)] : []).drain();
  expect(await rowOf(id)).toMatchObject({ state: 'dead', attempts: 1 });
});

test('a row whose handler never comes back is given up after as many leases as it has tries', async () => {
  const id = await announce();
  const never = handler(() => new Promise(() => undefined), { maxAttempts: 3 });
  for (let lease = 0; lease < 3; lease++) {
    void workerOf([never]).drain();
    for (let wait = 0; wait < 100 && (await rowOf(id)).attempts === lease; wait++) await sleep(20);
    t.deps.clock.advance(61_000);
  }
  await workerOf([never]).drain();
  expect(await rowOf(id)).toMatchObject({ state: 'dead', lastError: 'cut off 3 times' });
});

test('postponing is not counted, however often', async () => {
  const id = await announce();
  const worker = workerOf([handler(async () => Promise.reject(new Postpone(5000, 'not now')), { maxAttempts: 2 })]);
  for (let i = 0; i < 10; i++) {
    expect(await worker.drain()).toBe(1);
    t.deps.clock.advance(4999);
    expect(await worker.drain()).toBe(0);
    t.deps.clock.advance(1);
  }
  expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
});

test('when its own write fails, nothing of it stays and the row is tried again', async () => {
  let tries = 0;
  const worker = workerOf([
    handler(async () => async (tx) => {
      await marks('103')(tx);
      if (++tries === 1) throw new Error('constraint');
    }),
  ]);
  const id = await announce();
  await worker.drain();
  expect(await countMarks('103')).toBe(0);
  t.deps.clock.advance(3000);
  await worker.drain();
  expect(await countMarks('103')).toBe(1);
  expect(await rowOf(id)).toMatchObject({ state: 'done', attempts: 2 });
});

test('the same cause announced again makes no second row', async () => {
  const id = await announce();
  await announce(id, { payload: { other: true } });
  expect(await rowOf(id)).toMatchObject({ payload: '{}' });
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

const until = async (what: () => boolean): Promise<void> => {
  for (let wait = 0; wait < 250 && !what(); wait++) await sleep(20);
  expect(what()).toBe(true);
};

describe('side by side', () => {
  const running = (handlers: HandlerEntry<Deps>[], concurrency: number) =>
    startWorker({ deps: t.deps, handlers, concurrency, pollMs: 20 });

  test('a place that is free is filled before the slowest of its batch has ended', async () => {
    let release = (): void => undefined;
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await announce();
    for (let i = 0; i < 20; i++) await announce();
    let others = 0;
    const one = handler(async (_deps, job) => {
      if (job.id === first) await stuck;
      else others++;
      return undefined;
    });
    const worker = running([one], 2);
    await until(() => others === 20);
    expect((await rowOf(first)).state).toBe('waiting');
    release();
    await worker.stop();
    expect((await rowOf(first)).state).toBe('done');
  });

  test('never more rows are under way than there are places', async () => {
    for (let i = 0; i < 30; i++) await announce();
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
    const id = await announce();
    await until(() => seen.length === 1);
    expect(seen).toEqual([id]);
    release();
    await worker.stop();
  });

  test('many rows that failed and wait no longer leave half of the places to new ones', async () => {
    const old: string[] = [];
    for (let i = 0; i < 8; i++) old.push(await announce());
    await workerOf([handler(async () => Promise.reject(new Error('down')))]).drain();
    t.deps.clock.advance(5000);
    const fresh: string[] = [];
    for (let i = 0; i < 8; i++) fresh.push(await announce());
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
    for (const { mark } of items) await marks(String(mark))(tx);
    if (items.some(({ mark }) => mark === 0)) throw new Error('constraint');
  };
  beforeEach(() => void calls.splice(0));

  test('go into one transaction, and each is there once', async () => {
    for (let i = 0; i < 10; i++) await announce();
    const worker = workerOf([handler(async () => sharedWrite(writeMarks, { mark: 201 }))]);
    expect(await worker.drain()).toBe(10);
    expect(calls).toEqual([10]);
    expect(await countMarks('201')).toBe(10);
    expect(await t.deps.db.reader.countBy(OutboxEntity, { state: 'done' })).toBe(10);
  });

  test('one that fails takes no other along, and leaves nothing itself', async () => {
    const bad = await announce();
    for (let i = 0; i < 5; i++) await announce();
    const one = handler(async (_deps, job) => sharedWrite(writeMarks, { mark: job.id === bad ? 0 : 202 }));
    await workerOf([one]).drain();
    expect(await countMarks('202')).toBe(5);
    expect(await countMarks('0')).toBe(0);
    expect(await rowOf(bad)).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'constraint' });
    expect(await t.deps.db.reader.countBy(OutboxEntity, { state: 'done' })).toBe(5);
  });

  test('one whose lease was lost meanwhile leaves no effect, the others do', async () => {
    const late = await announce();
    for (let i = 0; i < 5; i++) await announce();
    const take = handler(async () => sharedWrite(writeMarks, { mark: 204 }));
    const one = handler(async (_deps, job) => {
      // Another worker took this row over and is still at it.
      if (job.id === late)
        await inTransaction(t.deps.db, (tx) => tx.update(OutboxEntity, { id: late }, { lease: 'ANOTHER' }));
      return sharedWrite(writeMarks, { mark: job.id === late ? 203 : 204 });
    });
    await workerOf([one]).drain();
    expect([await countMarks('203'), await countMarks('204')]).toEqual([0, 5]);
    expect(await rowOf(late)).toMatchObject({ state: 'waiting', lease: 'ANOTHER' });
    t.deps.clock.advance(61_000);
    expect(await workerOf([take]).drain()).toBe(1);
    expect(await countMarks('204')).toBe(6);
  });
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
    const worker = workerOf([timer], { clock });
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
    const id = await announce();
    await until(() => begun.length > 0);
    expect(done).toEqual([]);
    await worker.stop();
    expect(done).toEqual([id]);
    expect((await rowOf(id)).state).toBe('done');
  });
});

test('the dead are listed to administrators, driven again once, and then they are done', async () => {
  const id = await announce();
  await workerOf([]).drain();
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
  expect(await workerOf([handler(async () => marks('104'))]).drain()).toBe(1);
  expect(await countMarks('104')).toBe(1);
  expect((await administrator(readBacklog)).outbox).toMatchObject({ dead: 0, waiting: 0, oldestAt: null });
});
