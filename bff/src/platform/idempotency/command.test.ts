import { setTimeout as sleep } from 'node:timers/promises';
import { callOf } from '../../../test/factories/people.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { handlers } from '../../app.js';
import { planHousekeeping } from '../../features/operations/housekeeping.jobs.js';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import type { IdempotencyClaim } from '../call.js';
import { ClockEntity } from '../clock/clock.entity.js';
import { startWorker } from '../queue/worker.js';
import { transaction } from './command.js';
import { IdempotencyEntity } from './idempotency.entity.js';

let t: TestDeps;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const hour = 3_600_000;
let keys = 0;
const claimOf = (more: Partial<IdempotencyClaim> = {}): IdempotencyClaim => ({
  actor: 'owner:1',
  route: 'reportRepair',
  key: `key-${++keys}`,
  inputHash: 'a',
  ...more,
});

/** A command that leaves one row and returns its id. */
const act = (claim: IdempotencyClaim, fail: Error | null = null): Promise<{ id: string }> =>
  transaction(t.deps, callOf(null, { idempotency: claim }), async (tx) => {
    const at = t.deps.clock.now();
    const id = newId(at);
    await tx.insert(ClockEntity, { id, realAt: at, virtualAt: at, speed: 1 });
    await sleep(5);
    if (fail) throw fail;
    return { id };
  });
const effects = (): Promise<number> => t.deps.db.reader.countBy(ClockEntity, {});
const claims = (claim: IdempotencyClaim): Promise<number> =>
  t.deps.db.reader.countBy(IdempotencyEntity, { key: claim.key });

test('the same key again returns what the first try returned, without acting', async () => {
  const claim = claimOf();
  const first = await act(claim);
  const before = await effects();
  expect(await act(claim)).toEqual(first);
  expect(await effects()).toBe(before);
});

test('twenty tries of one key at once: one effect, one result', async () => {
  const claim = claimOf();
  const before = await effects();
  const results = await Promise.all(Array.from({ length: 20 }, () => act(claim)));
  expect(new Set(results.map(({ id }) => id)).size).toBe(1);
  expect(await effects()).toBe(before + 1);
});

test('the same key with another input is refused; of two at once one wins', async () => {
  const claim = claimOf();
  await act(claim);
  await expect(act({ ...claim, inputHash: 'b' })).rejects.toMatchObject({ code: 'idempotency.key_reused' });
  const both = claimOf();
  const before = await effects();
  const outcomes = await Promise.allSettled([act(both), act({ ...both, inputHash: 'b' })]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await effects()).toBe(before + 1);
});

test('a refusal takes the claim back, so that the same key may succeed later', async () => {
  const claim = claimOf();
  await expect(act(claim, new AppError('repair.illegal_transition'))).rejects.toMatchObject({
    code: 'repair.illegal_transition',
  });
  expect(await claims(claim)).toBe(0);
  const before = await effects();
  await act(claim);
  expect(await effects()).toBe(before + 1);
});

test('keys are by person and by route', async () => {
  const claim = claimOf();
  const ids = await Promise.all([act(claim), act({ ...claim, actor: 'owner:2' }), act({ ...claim, route: 'other' })]);
  expect(new Set(ids.map(({ id }) => id)).size).toBe(3);
});

test('nothing is claimed without a key, and a result of nothing is replayed as null', async () => {
  const claim = claimOf();
  const nothing = (): Promise<unknown> =>
    transaction(t.deps, callOf(null, { idempotency: claim }), async () => undefined);
  expect(await nothing()).toBeUndefined();
  expect(await nothing()).toBeNull();
  const before = await t.deps.db.reader.countBy(IdempotencyEntity, {});
  await transaction(t.deps, callOf(null), async () => 1);
  expect(await t.deps.db.reader.countBy(IdempotencyEntity, {})).toBe(before);
});

test('keys are kept for 72 hours and then swept, once an hour however many processes plan it', async () => {
  const worker = startWorker({ deps: t.deps, handlers, polling: false });
  const claim = claimOf();
  const first = await act(claim);
  t.deps.clock.advance(71 * hour);
  await Promise.all([planHousekeeping(t.deps), planHousekeeping(t.deps), planHousekeeping(t.deps)]);
  expect(await worker.drain()).toBe(1);
  expect(await act(claim)).toEqual(first);
  t.deps.clock.advance(2 * hour);
  await planHousekeeping(t.deps);
  expect(await worker.drain()).toBe(1);
  expect(await claims(claim)).toBe(0);
  expect(await act(claim)).not.toEqual(first);
  await worker.stop();
});
