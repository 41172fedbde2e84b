import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { slotsOf } from './slots.js';

let t: TestDeps;
beforeEach(async () => {
  t = await testDeps();
});
afterEach(() => t.close());

const process = () => slotsOf(t.deps, 'anju-test', 15_000);

test('each process bears a name of its own; the next takes up that of one who is gone', async () => {
  const [first, second] = [process(), process()];
  expect([await first.claim(), await second.claim()]).toEqual(['anju-test-1', 'anju-test-2']);
  t.deps.clock.advance(10_000);
  expect([await first.renew('anju-test-1'), await first.others()]).toEqual([true, true]);
  t.deps.clock.advance(6000);
  expect(await process().claim()).toBe('anju-test-2');
  expect(await second.renew('anju-test-2')).toBe(false);
});

test('the living look after the dead, once, and the name is free again', async () => {
  const [first, second] = [process(), process()];
  await first.claim();
  await second.claim();
  expect(await first.adopt()).toBeNull();
  t.deps.clock.advance(14_000);
  await first.renew('anju-test-1');
  t.deps.clock.advance(2000);
  expect([await first.adopt(), await first.adopt(), await first.others()]).toEqual(['anju-test-2', null, false]);
  await first.release('anju-test-2', 'gone');
  expect(await process().claim()).toBe('anju-test-2');
});

test('who stops last keeps its name for the next', async () => {
  const only = process();
  await only.release(await only.claim(), 'at-once');
  const next = process();
  expect([await next.claim(), await only.renew('anju-test-1')]).toEqual(['anju-test-1', false]);
});

test('a name that is to be looked at again is nobody’s until its lease is over', async () => {
  const [first, second] = [process(), process()];
  await first.claim();
  await second.release(await second.claim(), 'later');
  expect([await first.others(), await first.adopt()]).toEqual([false, null]);
  t.deps.clock.advance(14_000);
  await first.renew('anju-test-1');
  t.deps.clock.advance(2000);
  expect([await first.adopt(), await first.adopt()]).toEqual(['anju-test-2', null]);
});

test('many that begin at once get as many names', async () => {
  const names = await Promise.all(Array.from({ length: 6 }, () => process().claim()));
  expect(new Set(names).size).toBe(6);
});

test('of a name that one alone may bear: the others wait until it is gone', async () => {
  const [first, second] = [process(), process()];
  expect([await first.claimOnly(), await second.claimOnly()]).toEqual(['anju-test-1', null]);
  t.deps.clock.advance(10_000);
  await first.renew('anju-test-1');
  t.deps.clock.advance(10_000);
  expect(await second.claimOnly()).toBeNull();
  t.deps.clock.advance(6000);
  expect([await second.claimOnly(), await first.renew('anju-test-1')]).toEqual(['anju-test-1', false]);
  await second.release('anju-test-1', 'at-once');
  expect(await first.claimOnly()).toBe('anju-test-1');
  const many = await Promise.all(Array.from({ length: 6 }, () => slotsOf(t.deps, 'anju-one', 15_000).claimOnly()));
  expect(many.filter(Boolean)).toEqual(['anju-one-1']);
});
