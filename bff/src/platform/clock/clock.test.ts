import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { entities } from '../../entities.js';
import { openDatabase } from '../database/database.js';
import { changeClock, type RunningClock, setClock, startClock } from './clock.js';

let t: TestDeps;
let clock: RunningClock;
beforeAll(async () => {
  t = await testDeps();
  clock = await startClock(t.deps.db);
});
afterAll(async () => {
  clock.stop();
  await t.close();
});

const near = (a: Date, b: Date, ms: number): boolean => Math.abs(a.getTime() - b.getTime()) <= ms;

test('without a row both clocks are the wall’s', () => {
  expect(near(clock.now(), new Date(), 50)).toBe(true);
  expect(near(clock.realNow(), new Date(), 50)).toBe(true);
  expect(clock.speed()).toBe(1);
});

test('what this process changes it sees at once, others on the same database within about a second', async () => {
  const elsewhere = await openDatabase({ url: t.databaseUrl, entities, poolSize: 1 });
  const other = await startClock(elsewhere);
  const before = clock.now();
  await changeClock(t.deps.db, ({ at, speed }) => ({ at: new Date(at.getTime() + 86_400_000), speed }));
  expect(near(clock.now(), new Date(before.getTime() + 86_400_000), 500)).toBe(true);
  await sleep(1300);
  expect(near(other.now(), clock.now(), 50)).toBe(true);
  other.stop();
  await elsewhere.close();
});

test('changes at once are all kept', async () => {
  const before = clock.now();
  await Promise.all(
    Array.from({ length: 10 }, () =>
      changeClock(t.deps.db, ({ at, speed }) => ({ at: new Date(at.getTime() + 3_600_000), speed })),
    ),
  );
  expect(near(clock.now(), new Date(before.getTime() + 36_000_000), 2000)).toBe(true);
});

test('a row is heard within about a second, and then the community’s clock runs that much faster, the wall’s not', async () => {
  const virtualAt = new Date('2027-02-28T15:59:00.000Z');
  const realAt = new Date();
  await setClock(t.deps.db, { virtualAt, speed: 600, realAt });
  await sleep(1300);
  expect(clock.speed()).toBe(600);
  const elapsed = Date.now() - realAt.getTime();
  expect(near(clock.now(), new Date(virtualAt.getTime() + elapsed * 600), 600 * 50)).toBe(true);
  expect(near(clock.realNow(), new Date(), 50)).toBe(true);
  const other = await startClock(t.deps.db);
  expect(near(other.now(), clock.now(), 600 * 50)).toBe(true);
  other.stop();
});
