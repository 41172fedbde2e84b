import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BindingEntity } from '../../src/features/identity/identity.entity.js';
import {
  InboxMessageEntity,
  MessageDeliveryEntity,
  SubscriptionQuotaEntity,
} from '../../src/features/notification/notification.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { IdempotencyEntity } from '../../src/platform/idempotency/idempotency.entity.js';
import { OutboxEntity, TimerEntity } from '../../src/platform/queue/queue.entity.js';
import { publish } from '../../src/platform/queue/queue.js';
import { makeCommunity, makeOwner } from '../factories/community.js';
import { type TestDeps, testClock, testDeps } from '../factories/testDeps.js';
import { until } from './chaos/workers.js';
import type { ChildOptions } from './kill/childOptions.js';
import { type Children, ended, kill, makeChildren } from './kill/children.js';

/** The bar: healthy again in ten seconds. */
const healthyAgainMs = 10_000;
const kills = Number(process.env.KILLS ?? 3);
const randomKills = Number(process.env.RANDOM_KILLS ?? 10);
const rows = Math.max(200, randomKills * 10);

let t: TestDeps;
let children: Children;
let communityId: string;

beforeAll(async () => {
  t = await testDeps({ clock: testClock(new Date().toISOString()) });
  communityId = (await makeCommunity(t.deps)).id;
  children = await makeChildren(t, communityId);
}, 60_000);
afterAll(async () => {
  await children.close();
  await t.close();
});

afterEach(() => children.endAll());

let serial = 0;
const optionsOf = (more: Partial<ChildOptions> = {}): ChildOptions => children.options(more);
const start = (options: ChildOptions): Promise<ChildProcess> => children.start(options);

const announce = (topic: string, payload: Record<string, unknown> = {}): Promise<string> => {
  const id = newId(new Date());
  t.deps.clock.set(new Date());
  return inTransaction(t.deps.db, (tx) => publish(tx, t.deps.clock, { id, communityId, topic, payload })).then(
    () => id,
  );
};
const { stateOf, marksOf, effectsOf } = {
  stateOf: async (id: string) => (await t.deps.db.reader.findOneBy(OutboxEntity, { id }))?.state,
  marksOf: (id: string): Promise<number> => t.deps.db.reader.countBy(InboxMessageEntity, { accountId: id }),
  effectsOf: (id: string): number =>
    existsSync(optionsOf().effectsFile)
      ? readFileSync(optionsOf().effectsFile, 'utf8')
          .split('\n')
          .filter((line) => line === id).length
      : 0,
};
const turns = Array.from({ length: kills }, (_, index) => index + 1);

describe.each([
  ['before-effect', 1],
  ['between-effect-and-mark', 2],
  ['inside-mark', 2],
])('killed %s', (failpoint, effects) => {
  test.each(turns)('nothing is lost and the database’s effect is exactly once (kill %i)', async () => {
    const id = await announce('kill.mark');
    const options = optionsOf({ failpoint });
    expect(await ended(await start(options))).toBe('SIGKILL');
    expect([await stateOf(id), await marksOf(id)]).toEqual(['waiting', 0]);
    const next = await start(options);
    const from = Date.now();
    await until(async () => (await stateOf(id)) === 'done');
    expect(Date.now() - from).toBeLessThan(healthyAgainMs);
    expect([await marksOf(id), effectsOf(id)]).toEqual([1, effects]);
    await kill(next, 'SIGTERM');
  });
});

describe.each([
  ['before-sending', 0],
  ['after-sending', 1],
])('killed %s a subscribe message', (failpoint, sent) => {
  test.each(turns)('it is in the inbox once and never sent again (kill %i)', async () => {
    const { wechat } = t.simulators.control;
    const resident = wechat.putResident({ name: '林娜', phone: `1990000${String(1000 + ++serial)}` });
    const templateId = t.deps.settings.subscribeTemplates.bindingDecided;
    wechat.setQuota(resident.id, templateId, 5);
    const house = (await makeCommunity(t.deps)).houses.slice(0, 1);
    const owner = await makeOwner(t.deps, communityId, house, { openid: resident.openid });
    await inTransaction(t.deps.db, (tx) =>
      tx.insert(SubscriptionQuotaEntity, { accountId: owner.id, templateId, remaining: 5, updatedAt: new Date() }),
    );
    const binding = await t.deps.db.reader.findOneByOrFail(BindingEntity, { accountId: owner.id });
    await announce('binding.decided', { bindingId: binding.id });
    const options = optionsOf({ failpoint });
    expect(await ended(await start(options))).toBe('SIGKILL');
    const next = await start(options);
    const waiting = (): Promise<number> => t.deps.db.reader.countBy(OutboxEntity, { state: 'waiting' });
    await until(async () => (await waiting()) === 0);
    expect(await marksOf(owner.id)).toBe(1);
    expect(wechat.messages(resident.id)).toHaveLength(sent);
    const deliveries = await t.deps.db.reader.findBy(MessageDeliveryEntity, { accountId: owner.id });
    expect(deliveries.map(({ state }) => state)).toEqual(['sending']);
    await kill(next, 'SIGTERM');
  });
});

test.each(turns)(
  'killed in the middle of a command: nothing half, and the same key does it whole (kill %i)',
  async () => {
    const key = `K${newId(new Date()).slice(1)}`;
    const claim = { actor: 'owner:1', route: 'kill', key, inputHash: 'a' };
    const figures = async () => {
      const { reader } = t.deps.db;
      return Promise.all([
        reader.countBy(IdempotencyEntity, { key }),
        marksOf(key),
        reader.countBy(OutboxEntity, { id: key }),
        reader.countBy(TimerEntity, { topic: 'kill.timer' }),
      ]);
    };
    const before = (await figures())[3];
    expect(await ended(await start(optionsOf({ failpoint: 'inside-command', claim })))).toBe('SIGKILL');
    expect(await figures()).toEqual([0, 0, 0, before]);
    // This time it dies after the commit, before anybody heard of it; the third time replays what was done.
    expect(await ended(await start(optionsOf({ failpoint: 'after-commit', claim })))).toBe('SIGKILL');
    expect(await figures()).toEqual([1, 1, 1, before + 1]);
    const last = await start(optionsOf({ claim }));
    await until(async () => (await stateOf(key)) === 'done');
    // One by the command, one by its announcement.
    expect(await figures()).toEqual([1, 2, 1, before + 1]);
    await kill(last, 'SIGTERM');
  },
);

test.each(turns)('a worker that dies with a lease is relieved when the lease ends, not before (kill %i)', async () => {
  const id = await announce('kill.mark');
  const slow = await start(optionsOf({ workMs: 60_000, leaseMs: 3000 }));
  await until(async () => (await t.deps.db.reader.findOneBy(OutboxEntity, { id }))?.lease !== null);
  const holdUntil = (await t.deps.db.reader.findOneByOrFail(OutboxEntity, { id })).holdUntil ?? new Date(0);
  // SQLite has one process at a time; on a server the second is there while the first dies.
  const second = t.deps.db.engine === 'mysql' ? await start(optionsOf()) : null;
  await kill(slow, 'SIGKILL');
  const relief = second ?? (await start(optionsOf()));
  await until(async () => (await stateOf(id)) === 'done');
  const { endedAt } = await t.deps.db.reader.findOneByOrFail(OutboxEntity, { id });
  expect(endedAt?.getTime()).toBeGreaterThanOrEqual(holdUntil.getTime());
  expect((endedAt?.getTime() ?? 0) - holdUntil.getTime()).toBeLessThan(healthyAgainMs);
  expect([await marksOf(id), effectsOf(id)]).toEqual([1, 1]);
  await kill(relief, 'SIGTERM');
});

test(
  `${randomKills} kills at any moment over ${rows} rows: none lost, none doubled`,
  async () => {
    const ids: string[] = [];
    for (let i = 0; i < rows; i++) ids.push(await announce('kill.mark'));
    const open = (): Promise<number> => t.deps.db.reader.countBy(OutboxEntity, { state: 'waiting' });
    let died = 0;
    while (died < randomKills && (await open()) > 0) {
      const child = await start(optionsOf({ workMs: 15, leaseMs: 300 }));
      await sleep(Math.random() * 90);
      await kill(child, 'SIGKILL');
      died++;
    }
    const last = await start(optionsOf({ leaseMs: 300 }));
    await until(async () => (await open()) === 0, 20_000);
    await kill(last, 'SIGTERM');
    const marks = await Promise.all(ids.map(marksOf));
    expect(marks.filter((count) => count === 0)).toHaveLength(0);
    expect(marks.filter((count) => count > 1)).toHaveLength(0);
    expect(ids.filter((id) => effectsOf(id) === 0)).toEqual([]);
    expect(died).toBe(randomKills);
    process.stdout.write(`kill: ${died} random kills over ${rows} rows, 0 lost, 0 doubled\n`);
  },
  30_000 + randomKills * 3000,
);
