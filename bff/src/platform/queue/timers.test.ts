import { makeCommunity } from '../../../test/factories/community.js';
import { marks, queueOf } from '../../../test/factories/queue.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { inTransaction } from '../database/transaction.js';
import type { Deps } from '../deps.js';
import { type QueueRow, TimerEntity } from './queue.entity.js';
import { cancelTimer, resetTimer, setTimer } from './queue.js';
import { GiveUp, type HandlerEntry, startWorker } from './worker.js';

let t: TestDeps;
let communityId: string;
beforeAll(async () => {
  t = await testDeps();
  communityId = (await makeCommunity(t.deps)).id;
});
afterAll(() => t.close());
beforeEach(() => inTransaction(t.deps.db, (tx) => tx.deleteAll(TimerEntity)));

type Handle = HandlerEntry<Deps>['handle'];
const workerOf = (handlers: HandlerEntry<Deps>[]) => startWorker({ deps: t.deps, handlers, polling: false });

const countMarks = (mark: number): Promise<number> => queueOf(t.deps, communityId).countMarks(mark);

const topic = 'test.moved';
const inMinutes = (minutes: number): Date => new Date(t.deps.clock.now().getTime() + minutes * 60_000);
const setting = (slot: string, dueAt: Date) => ({ communityId, topic, payload: { slot }, dueAt, slot: [slot] });
const set = (slot: string, minutes: number): Promise<void> =>
  inTransaction(t.deps.db, (tx) => setTimer(tx, t.deps.clock, setting(slot, inMinutes(minutes))));
const reset = (slot: string, minutes: number): Promise<void> =>
  inTransaction(t.deps.db, (tx) => resetTimer(tx, t.deps.clock, setting(slot, inMinutes(minutes))));
const cancel = (slot: string): Promise<void> => inTransaction(t.deps.db, (tx) => cancelTimer(tx, topic, [slot]));
const timer = (handle: Handle): HandlerEntry<Deps> => ({ queue: 'timer', topic, title: '测试任务', handle });
const rows = (): Promise<QueueRow[]> => t.deps.db.reader.findBy(TimerEntity, { topic });

test('one that was never set is set', async () => {
  await reset('n', 5);
  expect(await rows()).toMatchObject([{ state: 'waiting', dueAt: inMinutes(5) }]);
});

test('one that waits fires at the new time, not the old', async () => {
  await set('w', 5);
  await reset('w', 10);
  t.deps.clock.advance(9 * 60_000);
  const worker = workerOf([timer(async () => marks(110))]);
  expect(await worker.drain()).toBe(0);
  t.deps.clock.advance(60_000);
  expect(await worker.drain()).toBe(1);
});

test.each([
  ['done', async () => undefined, 'done'],
  ['dead', async () => Promise.reject(new GiveUp('no')), 'dead'],
  ['backing off', async () => Promise.reject(new Error('not now')), 'waiting'],
])('one that is %s waits again, with all its tries and no hold', async (_title, handle, state) => {
  await set('s', 0);
  await workerOf([timer(handle)]).drain();
  expect(await rows()).toMatchObject([{ state, attempts: 1 }]);
  await reset('s', 3);
  expect(await rows()).toMatchObject([
    { state: 'waiting', attempts: 0, holdUntil: null, lease: null, lastError: null, endedAt: null },
  ]);
});

test.each([
  ['moved', () => reset('u', 60), 1],
  ['cancelled', () => cancel('u'), 0],
])('a worker that is at one while it is %s leaves no effect', async (title, change, left) => {
  const mark = title === 'moved' ? 111 : 112;
  await set('u', 0);
  const worker = workerOf([
    timer(async () => {
      await change();
      return marks(mark);
    }),
  ]);
  expect(await worker.drain()).toBe(1);
  expect(await countMarks(mark)).toBe(0);
  expect(await rows()).toHaveLength(left);
  t.deps.clock.advance(59 * 60_000);
  expect(await worker.drain()).toBe(0);
});

test('one that sets itself again in its own write waits for the new time, again and again', async () => {
  await set('self', 0);
  const worker = workerOf([
    timer(async () => async (tx) => {
      await marks(113)(tx);
      await resetTimer(tx, t.deps.clock, setting('self', inMinutes(30)));
    }),
  ]);
  for (let turn = 1; turn <= 3; turn++) {
    expect(await worker.drain()).toBe(1);
    expect(await countMarks(113)).toBe(turn);
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0, dueAt: inMinutes(30) }]);
    t.deps.clock.advance(30 * 60_000);
  }
});

test('one that cancels itself is gone; cancelling what is not there does nothing', async () => {
  await cancel('never');
  await set('gone', 0);
  await workerOf([timer(async () => (tx) => cancelTimer(tx, topic, ['gone']))]).drain();
  expect(await rows()).toEqual([]);
});

test('when the own write fails after the reset, nothing of either stays', async () => {
  await set('f', 0);
  const failing = timer(async () => async (tx) => {
    await resetTimer(tx, t.deps.clock, setting('f', inMinutes(99)));
    throw new Error('constraint');
  });
  await workerOf([failing]).drain();
  expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1, lastError: 'constraint' }]);
  expect((await rows())[0]?.dueAt.getTime()).toBeLessThanOrEqual(t.deps.clock.now().getTime());
});
