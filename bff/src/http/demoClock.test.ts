import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDeps, testDeps } from '../../test/factories/testDeps.js';
import { type Env, EnvError, readEnv } from '../env.js';
import { type RunningClock, startClock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { createMetrics } from '../platform/metrics/metrics.js';
import { setTimer } from '../platform/queue/queue.js';
import { startWorker } from '../platform/queue/worker.js';
import { pages } from './pages.js';
import { createServer } from './server.js';

let t: TestDeps;
let clock: RunningClock;
const servers: Server[] = [];
beforeAll(async () => {
  t = await testDeps();
  clock = await startClock(t.deps.db);
});
afterAll(async () => {
  clock.stop();
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  await t.close();
});

const envOf = (environment: Env['environment'], more: Record<string, string> = {}): Env =>
  readEnv({
    ANJU_ENV: environment,
    ...(environment === 'production'
      ? { KEYS_FILE: 'keys.json', PUBLIC_URL: 'https://anju.example', WX_APPID: 'wx1', WX_SECRET: 's' }
      : {}),
    ...more,
  });

/** The BFF's own pages over HTTP, in one of its environments. */
const serve = async (environment: Env['environment']): Promise<string> => {
  const deps = { ...t.deps, clock };
  const app = createServer({
    deps,
    routes: [],
    gates: {},
    authenticate: async () => null,
    metrics: createMetrics({ liveSockets: () => 0 }),
    trustedProxies: [],
    pages: pages(envOf(environment), deps),
  });
  const server = createHttpServer(app.callback());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/simulators/clock`;
};

interface Answer {
  status: number;
  body: { now: string; speed: number; error?: string };
}
const ask = async (url: string, body?: unknown, type = 'application/json'): Promise<Answer> => {
  const answer = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
};
const timeOf = ({ body }: Answer): number => new Date(body.now).getTime();
const dayMs = 86_400_000;

test('it is shown, moved on, set and made faster, and each answer shows the change at once', async () => {
  const url = await serve('demo');
  const before = await ask(url);
  expect(before).toMatchObject({ status: 200, body: { speed: 1 } });
  expect(Math.abs(timeOf(before) - Date.now())).toBeLessThan(10_000);

  const dayLater = await ask(url, { advanceMinutes: 1440 });
  expect(Math.abs(timeOf(dayLater) - timeOf(before) - dayMs)).toBeLessThan(20_000);

  const at = new Date(timeOf(dayLater) + 2 * dayMs);
  expect(Math.abs(timeOf(await ask(url, { at: at.toISOString() })) - at.getTime())).toBeLessThan(10_000);

  const fast = await ask(url, { speed: 600 });
  expect(fast.body.speed).toBe(600);
  // What time it is does not jump with the speed.
  expect(timeOf(fast) - at.getTime()).toBeLessThan(600 * 200);
  await sleep(100);
  expect(timeOf(await ask(url)) - timeOf(fast)).toBeGreaterThanOrEqual(600 * 90);
  expect((await ask(url, { speed: 1 })).body.speed).toBe(1);
});

test.each([
  ['nothing', {}],
  ['two things at once', { advanceMinutes: 1, speed: 2 }],
  ['no time at all', { advanceMinutes: 0 }],
  ['back', { advanceMinutes: -5 }],
  ['more than 400 days', { advanceMinutes: 400 * 1440 + 1 }],
  ['to a time more than 400 days away', { at: '2099-01-01T00:00:00Z' }],
  ['to no time', { at: 'tomorrow' }],
  ['standing still', { speed: 0 }],
  ['faster than an hour a second', { speed: 3601 }],
])('it is not moved by %s', async (_title, body) => {
  const url = await serve('demo');
  const before = await ask(url);
  expect((await ask(url, body)).status).toBe(422);
  const after = await ask(url);
  expect(after.body.speed).toBe(before.body.speed);
  expect(timeOf(after) - timeOf(before)).toBeLessThan(20_000);
});

test('it takes JSON only, so that no foreign page can move it, and not too much of it', async () => {
  const url = await serve('demo');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    expect((await ask(url, { advanceMinutes: 60 }, type)).status).toBe(415);
  expect((await ask(url, { at: '2'.repeat(5000) })).status).toBe(413);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
});

test('time runs backwards in tests only', async () => {
  const demo = await serve('demo');
  const hourAgo = { at: new Date(timeOf(await ask(demo)) - 3_600_000).toISOString() };
  expect((await ask(demo, hourAgo)).status).toBe(409);
  const back = await ask(await serve('test'), hourAgo);
  expect(back.status).toBe(200);
  expect(timeOf(back) - new Date(hourAgo.at).getTime()).toBeLessThan(10_000);
});

test('production has no such address, and refuses simulators at its start', async () => {
  const url = await serve('production');
  expect((await ask(url)).status).toBe(404);
  const before = clock.now();
  expect((await ask(url, { advanceMinutes: 60 })).status).toBe(404);
  expect(clock.now().getTime() - before.getTime()).toBeLessThan(2000);
  expect(() => envOf('production', { SIMULATOR_ORIGIN: 'http://127.0.0.1:1' })).toThrow(EnvError);
});

test('a timer of tomorrow fires when the clock is moved past it, without waiting for the next poll', async () => {
  const url = await serve('demo');
  const fired: string[] = [];
  const worker = startWorker({
    deps: { ...t.deps, clock },
    handlers: [
      {
        queue: 'timer',
        topic: 'test.tomorrow',
        title: '测试任务',
        handle: async (_deps, job) => {
          fired.push(job.topic);
          return undefined;
        },
      },
    ],
    pollMs: 60_000,
  });
  const dueAt = new Date(clock.now().getTime() + dayMs);
  await inTransaction(t.deps.db, (tx) =>
    setTimer(tx, clock, { communityId: null, topic: 'test.tomorrow', payload: {}, dueAt, slot: ['1'] }),
  );
  await ask(url, { advanceMinutes: 1439 });
  await sleep(150);
  expect(fired).toEqual([]);
  await ask(url, { advanceMinutes: 1 });
  for (let wait = 0; wait < 100 && fired.length === 0; wait++) await sleep(20);
  await worker.stop();
  expect(fired).toEqual(['test.tomorrow']);
});
