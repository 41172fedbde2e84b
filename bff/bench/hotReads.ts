import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { startSimulators } from '../simulators/server.js';
import { entities } from '../src/entities.js';
import { readEnv } from '../src/env.js';
import { BindingEntity, StaffPostEntity } from '../src/features/identity/identity.entity.js';
import { RepairEntity } from '../src/features/repair/repair.entity.js';
import { systemClock } from '../src/platform/clock/clock.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { projectRoot } from '../src/platform/projectRoot.js';
import { openSession } from '../src/platform/session/sessions.js';
import { startCommunity } from '../src/start.js';
import { type BenchOptions, childOrigin, cpuMicros, type Measured, pairedRuns } from './frame.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';

interface Read {
  what: string;
  path: string;
  token: string;
}

/** `count` requests, eight at a time; returns the server's CPU microseconds for each. */
const load = async (pid: number, url: string, headers: Record<string, string>, count: number): Promise<number> => {
  const before = cpuMicros(pid);
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await fetch(url, { headers });
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return (cpuMicros(pid) - before) / count;
};

/** The statements that the product runs for one read, as its driver got them. */
const recordStatements = async (env: Parameters<typeof readEnv>[0], reads: Read[]) => {
  const statements: Record<string, { sql: string; values: unknown[] }[]> = {};
  let current: { sql: string; values: unknown[] }[] = [];
  const running = await startCommunity(readEnv({ ...env, PORT: '0' }), ['web'], {
    onQuery: (sql, values) => void current.push({ sql, values: values ?? [] }),
  });
  try {
    for (const read of reads) {
      // Once to warm caches up (the token's last use), once to listen.
      for (let time = 0; time < 2; time++) {
        current = [];
        const answer = await fetch(`${running.origin}${read.path}`, {
          headers: { Authorization: `Bearer ${read.token}` },
        });
        if (answer.status !== 200) throw new Error(`${read.path} answered ${answer.status}`);
        await answer.arrayBuffer();
      }
      statements[read.path] = current.filter(({ sql }) => /^\s*SELECT/i.test(sql) && !/`clock`/.test(sql));
    }
  } finally {
    await running.stop();
  }
  return statements;
};

const chooseReads = async (db: Database): Promise<Read[]> => {
  const open = await db.reader.findOneByOrFail(RepairEntity, { status: 'done' });
  const binding = await db.reader.findOneByOrFail(BindingEntity, {
    accountId: open.reporterId ?? '',
    status: 'active',
  });
  const posts = await db.reader.findBy(StaffPostEntity, { communityId: open.communityId });
  const desk = posts.find((post) => post.roles.includes('customer-service'));
  const terms = { idleMs: 86_400_000, maxMs: 86_400_000 };
  const [owner, staff] = await inTransaction(db, async (tx) => [
    await openSession(tx, systemClock, { actorKind: 'owner', actorId: binding.accountId, ...terms }),
    await openSession(tx, systemClock, { actorKind: 'staff', actorId: desk?.staffId ?? '', ...terms }),
  ]);
  return [
    { what: '业主首页', path: '/api/v1/home', token: owner ?? '' },
    { what: '工作台列表', path: '/api/v1/staff/repairs?status=open&sort=due', token: staff ?? '' },
    { what: '报修经过', path: `/api/v1/repairs/${open.id}`, token: owner ?? '' },
  ];
};

/** Row a: CPU of a hot read through the whole stack ÷ bare Koa + mysql2 running the same statements. */
export const run = async ({ full }: BenchOptions): Promise<Measured[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  const name = `anju_bench_${process.pid}`;
  const admin = await createConnection(serverUrl);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const simulators = await startSimulators();
  const env = {
    ANJU_ENV: 'demo',
    DATABASE_URL: url.toString(),
    DATA_DIR: folder,
    WXAPI_ORIGIN: simulators.origin,
    LOG_LEVEL: 'silent',
  };
  const children: ChildProcess[] = [];
  try {
    // The first start migrates and tells the demo's stories.
    await (await startCommunity(readEnv({ ...env, PORT: '0' }), ['web'])).stop();
    const db = await openDatabase({ url: url.toString(), entities });
    const reads = await chooseReads(db);
    await db.close();
    const statements = await recordStatements(env, reads);
    const file = join(folder, 'statements.json');
    await writeFile(file, JSON.stringify(Object.fromEntries(reads.map((read, i) => [`/${i}`, statements[read.path]]))));

    const bare = fork(join(projectRoot, 'bff/dist/bench/baselineServer.js'), [url.toString(), file]);
    const product = fork(join(projectRoot, 'bff/dist/src/main.js'), ['--run=web'], {
      execArgv: ['--max-semi-space-size=32'],
      env: { ...process.env, ...env, PORT: '0' },
    });
    children.push(bare, product);
    const [bareOrigin, productOrigin] = await Promise.all([childOrigin(bare), childOrigin(product)]);
    const count = full ? 3000 : 800;
    const rows: Measured[] = [];
    for (const [index, read] of reads.entries()) {
      const headers = { Authorization: `Bearer ${read.token}` };
      const onBare = (): Promise<number> => load(bare.pid ?? 0, `${bareOrigin}/${index}`, {}, count);
      const onProduct = (): Promise<number> => load(product.pid ?? 0, productOrigin + read.path, headers, count);
      await Promise.all([onBare(), onProduct()]);
      const { baseline, product: ours, ratio } = await pairedRuns(7, onBare, onProduct);
      rows.push({
        metric: 'a',
        what: `${read.what}，每次读的 CPU`,
        sizes: `${statements[read.path]?.length ?? 0} 条 SQL`,
        baseline: `${baseline.toFixed(0)} µs`,
        product: `${ours.toFixed(0)} µs`,
        value: ratio,
        unit: '×',
        gate: 1.6,
        goal: 1.25,
      });
    }
    return rows;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await simulators.close();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  }
};
