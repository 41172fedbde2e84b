import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { entities } from '../src/entities.js';
import { CommunityEntity } from '../src/features/community/community.entity.js';
import { registerDevice } from '../src/features/device/device.door.js';
import { newId } from '../src/kernel/ids.js';
import { systemClock } from '../src/platform/clock/clock.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { projectRoot } from '../src/platform/projectRoot.js';
import { type BenchOptions, cpuMicros, type Measured, pairedRuns } from './frame.js';
import type { Load, LoadDevice } from './telemetryLoad.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';
const runs = 7;
const deviceCount = 40;
const window = 250;

const makeDevices = async (db: Database): Promise<LoadDevice[]> => {
  const at = systemClock.now();
  const communityId = newId(at);
  return inTransaction(db, async (tx) => {
    await tx.insert(CommunityEntity, { id: communityId, name: '阳光花园', servicePhone: '8866 1234', createdAt: at });
    const devices: LoadDevice[] = [];
    for (let n = 0; n < deviceCount; n++) {
      const wish = { communityId, kind: 'power-meter' as const, name: '电表', code: `DB-${n}` };
      devices.push({ communityId, ...(await registerDevice(tx, systemClock, wish)) });
    }
    return devices;
  });
};

const heard = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as T);
    });
  });

const play = async (loader: ChildProcess, load: Load): Promise<number> => {
  const answer = heard<{ ms: number; error?: string }>(loader);
  loader.send(load);
  const { ms, error } = await answer;
  if (error) throw new Error(`the load: ${error}`);
  return ms;
};

const countRows = async (db: Database): Promise<number> => {
  const [row] = (await db.source.query('SELECT COUNT(*) AS n FROM device_reading')) as { n: unknown }[];
  return Number(row?.n);
};

const residentMb = (pid: number): number => {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
};

interface Side {
  db: Database;
  child: ChildProcess;
  url: string;
  devices: LoadDevice[];
  played: number;
  cpu: number;
}

/** Messages a second until every one is acknowledged and stands in the table. */
const perSecond = async (side: Side, loader: ChildProcess, count: number): Promise<number> => {
  const load = { url: side.url, devices: side.devices, from: side.played * count, count, window };
  side.played += 1;
  const cpuBefore = cpuMicros(side.child.pid ?? 0);
  const begun = performance.now();
  await play(loader, load);
  const wanted = side.played * count * deviceCount;
  while ((await countRows(side.db)) < wanted) {
    if (performance.now() - begun > 120_000) throw new Error(`${await countRows(side.db)} of ${wanted} are there`);
    await sleep(5);
  }
  const ms = performance.now() - begun;
  side.cpu = (cpuMicros(side.child.pid ?? 0) - cpuBefore) / (count * deviceCount);
  return (count * deviceCount) / (ms / 1000);
};

/** Row d: readings over MQTT, acknowledged only after the commit ÷ acknowledged at once and inserted in batches. */
export const run = async ({ full }: BenchOptions): Promise<Measured[]> => {
  const count = full ? 2500 : 500;
  const folder = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  const admin = await createConnection(serverUrl);
  const names = ['ours', 'bare'].map((kind) => `anju_bench_${process.pid}_d_${kind}`);
  const urls = names.map((name) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString());
  const children: ChildProcess[] = [];
  const dbs: Database[] = [];
  const start = (script: string, args: string[], env: Record<string, string> = {}): ChildProcess => {
    const child = fork(join(projectRoot, 'bff/dist', script), args, {
      // A heap that cannot hold the messages of a run: what is kept of each would end the process.
      execArgv: ['--max-semi-space-size=32', '--max-old-space-size=256'],
      env: { ...process.env, ...env },
    });
    children.push(child);
    return child;
  };
  try {
    const sides: Side[] = [];
    for (const [at, url] of urls.entries()) {
      await admin.query(`CREATE DATABASE ${names[at]} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      await migrateUp(url);
      const db = await openDatabase({ url, entities });
      dbs.push(db);
      const ours = { ANJU_ENV: 'test', DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent', MQTT_PORT: '0' };
      const child = at === 0 ? start('src/main.js', ['--run=mqtt'], ours) : start('bench/baselineTelemetry.js', [url]);
      const { mqtt } = await heard<{ mqtt: string }>(child);
      sides.push({ db, child, url: mqtt, devices: await makeDevices(db), played: 0, cpu: 0 });
    }
    const [ours, bare] = sides as [Side, Side];
    const loader = start('bench/telemetryLoad.js', []);
    for (const side of sides) await perSecond(side, loader, count);
    const warmMb = residentMb(ours.child.pid ?? 0);
    let mostMb = warmMb;
    const { baseline, product, ratio } = await pairedRuns(
      runs,
      () => perSecond(bare, loader, count),
      async () => {
        const rate = await perSecond(ours, loader, count);
        mostMb = Math.max(mostMb, residentMb(ours.child.pid ?? 0));
        return rate;
      },
    );
    const sizes = `${deviceCount} 台设备 · 每次 ${count * deviceCount} 条`;
    return [
      {
        metric: 'd',
        what: 'MQTT 读数：入库以后才应答，比收到就应答、成批入库',
        sizes,
        baseline: `${baseline.toFixed(0)} 条/s · ${bare.cpu.toFixed(0)} µs`,
        product: `${product.toFixed(0)} 条/s · ${ours.cpu.toFixed(0)} µs`,
        value: ratio,
        unit: '×',
        gate: 0.4,
        goal: 0.55,
        atLeast: true,
      },
      {
        metric: 'd',
        what: '每秒入库并应答的读数（一条不丢）',
        sizes,
        baseline: '',
        product: `${product.toFixed(0)} 条/s`,
        value: product,
        unit: '/s',
        gate: 5000,
        goal: 15_000,
        atLeast: true,
      },
      {
        metric: 'd',
        what: `${runs} 轮之间内存长了（堆限 256 MB）`,
        sizes: `${warmMb.toFixed(0)} → ${mostMb.toFixed(0)} MB`,
        baseline: '',
        product: `${(mostMb - warmMb).toFixed(0)} MB`,
        value: mostMb - warmMb,
        unit: ' MB',
        gate: 200,
        goal: 100,
      },
    ];
  } finally {
    for (const child of children) child.kill('SIGKILL');
    for (const db of dbs) await db.close();
    for (const name of names) await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  }
};
