import { setTimeout as sleep } from 'node:timers/promises';
import { createIntake, IntakeFull, type IntakeOptions } from './intake.js';

interface Item {
  id: number;
}

const away = (): Error => Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });

/** Commits that a test holds back, and what they were given. */
const world = (more: Partial<IntakeOptions<Item>> = {}) => {
  const batches: number[][] = [];
  const given: number[] = [];
  let open = true;
  const waiting: (() => void)[] = [];
  const faults: ((batch: readonly Item[]) => Error | null)[] = [];
  const intake = createIntake<Item>({
    lanes: 1,
    gatherMs: 5,
    sizeOf: () => 100,
    giveUp: async ({ id }) => {
      given.push(id);
    },
    commit: async (batch) => {
      if (!open) await new Promise<void>((resolve) => waiting.push(resolve));
      const error = faults.map((fault) => fault(batch)).find((one) => one !== null);
      if (error) throw error;
      batches.push(batch.map(({ id }) => id));
    },
    ...more,
  });
  return {
    intake,
    batches,
    given,
    faults,
    shut: () => {
      open = false;
    },
    release: () => {
      open = true;
      for (const one of waiting.splice(0)) one();
    },
  };
};

const items = (count: number): Item[] => Array.from({ length: count }, (_, id) => ({ id }));

test('what comes while a commit is under way goes together into the next', async () => {
  const { intake, batches, shut, release } = world();
  shut();
  const first = intake.take({ id: -1 });
  await sleep(20);
  const rest = items(300).map((item) => intake.take(item));
  release();
  await Promise.all([first, ...rest]);
  expect(batches.map((batch) => batch.length)).toEqual([1, 300]);
  expect(batches[1]).toEqual(items(300).map(({ id }) => id));
});

test('nobody hears that a message is kept before it is', async () => {
  const { intake, batches, shut, release } = world();
  shut();
  let kept = false;
  const one = intake.take({ id: 1 }).then(() => {
    kept = true;
  });
  await sleep(50);
  expect([kept, batches]).toEqual([false, []]);
  release();
  await one;
  expect(batches).toEqual([[1]]);
});

test('one that cannot be kept takes no other with it, and is given up alone', async () => {
  const { intake, batches, given, faults } = world();
  faults.push((batch) => (batch.some(({ id }) => id === 57) ? new Error('Data too long') : null));
  await Promise.all(items(200).map((item) => intake.take(item)));
  expect(given).toEqual([57]);
  expect(batches.flat().sort((a, b) => a - b)).toEqual(
    items(200)
      .map(({ id }) => id)
      .filter((id) => id !== 57),
  );
});

test('a database that is away is waited for; nothing is lost or doubled meanwhile', async () => {
  const { intake, batches, faults } = world();
  let left = 3;
  faults.push(() => (left-- > 0 ? away() : null));
  await Promise.all(items(10).map((item) => intake.take(item)));
  expect(batches).toEqual([items(10).map(({ id }) => id)]);
});

test('a database that stays away gives the messages back, unacknowledged', async () => {
  const { intake, batches, given, faults } = world({ patienceMs: 100 });
  faults.push(away);
  const results = await Promise.allSettled(items(5).map((item) => intake.take(item)));
  expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  expect([batches, given, intake.waiting()]).toEqual([[], [], 0]);
});

test('beyond its bounds nothing is taken: memory does not grow', async () => {
  const { intake, shut, release } = world({ mostWaiting: 50 });
  shut();
  const all = items(80).map((item) => intake.take(item));
  const refused = all.slice(50).map((one) => one.catch((error: unknown) => error));
  expect(await Promise.all(refused)).toEqual(Array(30).fill(expect.any(IntakeFull)));
  expect(intake.waiting()).toBe(50);
  release();
  await Promise.all(all.slice(0, 50));
  expect(intake.waiting()).toBe(0);
  await intake.take({ id: 99 });
});

test('so it is with bytes', async () => {
  const { intake, shut, release } = world({ mostBytes: 1000 });
  shut();
  const all = items(11).map((item) => intake.take(item));
  await expect(all[10]).rejects.toBeInstanceOf(IntakeFull);
  release();
  await Promise.all(all.slice(0, 10));
});

test('closing commits what waits', async () => {
  const { intake, batches } = world({ gatherMs: 60_000 });
  const one = intake.take({ id: 1 });
  await intake.close();
  await one;
  expect(batches).toEqual([[1]]);
});
