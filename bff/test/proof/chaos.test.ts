import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopFaults } from '../../simulate/invariants.js';
import { DispatchWorkerEntity } from '../../src/features/dispatch/dispatch.entity.js';
import { RepairEntity } from '../../src/features/repair/repair.entity.js';
import { OutboxEntity, TimerEntity } from '../../src/platform/queue/queue.entity.js';
import { makeCommunity, makeOwner } from '../factories/community.js';
import { type TestDeps, testClock, testDeps } from '../factories/testDeps.js';
import { type Processes, startProcesses } from './chaos/community.js';
import { type Load, type Reporter, startLoad } from './chaos/load.js';
import { type OwnServer, ownMariadb, ownRedis } from './chaos/services.js';
import { makeWorkerOnShift, until } from './chaos/workers.js';

// Three of each in CI, twenty for the full proof.
const rounds = Number(process.env.CHAOS_ROUNDS ?? 3);
const webs = 3;
const workers = 2;
const owners = 12;

let folder: string;
let database: OwnServer;
let redis: OwnServer;
let t: TestDeps;
let communityId: string;
let reporters: Reporter[];
let processes: Processes;
const addresses = { mysql: process.env.TEST_MYSQL_URL, redis: process.env.TEST_REDIS_URL };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anju-chaos-'));
  database = await ownMariadb(folder);
  redis = await ownRedis(folder);
  await Promise.all([database.start(), redis.start()]);
  process.env.TEST_MYSQL_URL = database.url;
  process.env.TEST_REDIS_URL = redis.url;
  t = await testDeps({ clock: testClock(new Date().toISOString()) });
  const phones = Array.from({ length: owners }, (_, at) => String(19_900_000_000 + at));
  const community = await makeCommunity(t.deps, { phones });
  communityId = community.id;
  reporters = [];
  for (const [at, house] of community.houses.entries()) {
    const { openid } = t.simulators.control.wechat.putResident({ name: '林娜', phone: phones[at] ?? '' });
    const { token } = await makeOwner(t.deps, communityId, [house], { openid });
    reporters.push({ token, houseId: house.id });
  }
  for (const name of ['周建国', '陈志强', '马国庆', '孙立军']) await makeWorkerOnShift(t.deps, communityId, name);
  processes = await startProcesses(t, { folder, redisUrl: redis.url, webs, workers });
}, 90_000);
afterAll(async () => {
  try {
    await processes?.stop();
    await t?.close();
  } finally {
    await Promise.all([database?.kill(), redis?.kill()]);
  }
  await rm(folder, { recursive: true, force: true });
  for (const [name, value] of Object.entries({ TEST_MYSQL_URL: addresses.mysql, TEST_REDIS_URL: addresses.redis }))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}, 60_000);

const answers = async (origin: string, path: string, token?: string): Promise<boolean> => {
  const answer = await fetch(origin + path, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(2500),
  });
  await answer.arrayBuffer();
  return answer.status === 200;
};

/** Milliseconds until every web process answers a read with the database behind it, and says that it is healthy. */
const recovery = async (): Promise<{ servingMs: number; healthyMs: number }> => {
  const from = Date.now();
  const token = reporters[0]?.token;
  await Promise.all(
    processes.origins.map((origin) => until(() => answers(origin, '/api/v1/repairs?scope=open', token), 20_000)),
  );
  const servingMs = Date.now() - from;
  await Promise.all(processes.origins.map((origin) => until(() => answers(origin, '/health/ready'), 20_000)));
  return { servingMs, healthyMs: Date.now() - from };
};

/** Under load, the database and Redis lose their power in turn; the slowest of the recoveries. */
const disturb = async (): Promise<{ servingMs: number; healthyMs: number }> => {
  const seen = { servingMs: 0, healthyMs: 0 };
  for (let round = 0; round < rounds; round++) {
    await sleep(700 + Math.random() * 600);
    await database.kill();
    await sleep(Math.random() * 500);
    await database.start();
    const back = await recovery();
    seen.servingMs = Math.max(seen.servingMs, back.servingMs);
    seen.healthyMs = Math.max(seen.healthyMs, back.healthyMs);
    await sleep(500 + Math.random() * 500);
    await redis.kill();
    await sleep(400 + Math.random() * 400);
    await redis.start();
  }
  return seen;
};

const repairs = (): Promise<RepairEntity[]> => t.deps.db.reader.findBy(RepairEntity, { communityId });

test(
  `the database and Redis killed ${rounds} times under load: nothing lost, nothing doubled`,
  async () => {
    const load: Load = startLoad(processes.origins, reporters);
    const slowest = await disturb();
    await sleep(1000);
    await load.stop();
    // What failed while a server was away is tried again later each time.
    await until(async () => (await t.deps.db.reader.countBy(OutboxEntity, { state: 'waiting' })) === 0, 120_000);

    const kept = await repairs();
    const ids = new Set(kept.map(({ id }) => id));
    const told = load.acknowledged.map(({ id }) => id);
    expect(told.filter((id) => !ids.has(id))).toEqual([]);
    // Every key was repeated until it was acknowledged: one request each, and none that nobody heard of.
    expect(new Set(told).size).toBe(told.length);
    expect(kept).toHaveLength(told.length);
    expect(new Set(kept.map(({ number }) => number)).size).toBe(kept.length);
    expect(await t.deps.db.reader.countBy(OutboxEntity, { state: 'dead' })).toBe(0);
    expect(await t.deps.db.reader.countBy(TimerEntity, { state: 'dead' })).toBe(0);
    t.deps.clock.set(new Date());
    expect(await loopFaults(t.deps, communityId)).toEqual([]);
    const given = await t.deps.db.reader.findBy(DispatchWorkerEntity, { communityId });
    expect(given.map(({ inHand }) => inHand)).toEqual(given.map(({ orderLimit }) => orderLimit));

    expect(slowest.servingMs).toBeLessThanOrEqual(3000);
    expect(slowest.healthyMs).toBeLessThanOrEqual(10_000);
    expect(processes.fallen()).toEqual([]);
    expect(told.length).toBeGreaterThan(rounds * 5);
    process.stdout.write(
      `chaos: ${rounds} kills each of the database and Redis, ${told.length} reports, 0 lost, 0 doubled; ` +
        `serving again after ${slowest.servingMs} ms at most, healthy after ${slowest.healthyMs} ms; ` +
        `${[...load.refused].map(([why, count]) => `${why} ×${count}`).join(', ') || 'nothing refused'}\n`,
    );
  },
  60_000 + rounds * 20_000,
);
