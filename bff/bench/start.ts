import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../src/platform/projectRoot.js';
import type { Measured } from './frame.js';

const patienceMs = 300_000;

/** Seconds from the start until every one of the addresses answers 200. */
const secondsUntil = async (startedAt: number, origin: string, paths: string[]): Promise<number> => {
  for (const path of paths)
    for (;;) {
      const answer = await fetch(origin + path).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.status === 200) break;
      if (performance.now() - startedAt > patienceMs) throw new Error(`${path} did not answer`);
      await sleep(100);
    }
  return (performance.now() - startedAt) / 1000;
};

/** What `npm start` builds. This bench itself is wholly loaded by now. */
const built = ['shared-types/dist', 'bff/dist', 'admin-h5/dist', 'miniprogram/dist/h5'];

/** Row j: `npm start` after an install with nothing built, until the first page and until all four fronts. */
export const run = async (): Promise<Measured[]> => {
  for (const folder of built) await rm(join(projectRoot, folder), { recursive: true, force: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  const port = 18_900 + Math.floor(Math.random() * 500);
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: projectRoot,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, ANJU_ENV: 'demo' },
    stdio: 'ignore',
    detached: true,
  });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
    await ended;
    // npm ends before those whom it started: they may write a moment longer.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 40, retryDelay: 250 });
  };
  try {
    const origin = `http://localhost:${port}`;
    const first = await secondsUntil(startedAt, origin, ['/']);
    const all = await secondsUntil(startedAt, origin, ['/owner/', '/staff/', '/kiosk/', '/simulators/']);
    const row = (what: string, value: number, gate: number, goal: number): Measured => ({
      metric: 'j',
      what,
      sizes: '演示小区',
      baseline: '–',
      product: `${value.toFixed(1)} s`,
      value,
      unit: ' s',
      gate,
      goal,
    });
    return [row('npm start 到首页', first, 30, 10), row('npm start 到四个页面', all, 120, 60)];
  } finally {
    await stop();
  }
};
