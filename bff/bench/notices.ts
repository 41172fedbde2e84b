import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { type RunningSimulators, startSimulators } from '../simulators/server.js';
import { subscribeSendsPerMinute } from '../src/adapters/wechat/sendRate.js';
import { entities } from '../src/entities.js';
import { systemClock } from '../src/platform/clock/clock.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { toDate, toNumber } from '../src/platform/database/rows.js';
import { selectRows } from '../src/platform/database/select.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { projectRoot } from '../src/platform/projectRoot.js';
import { publish } from '../src/platform/queue/queue.js';
import { cpuMicros, type Measured } from './frame.js';
import { makeReporters } from './noticesYard.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';
const notices = 3000;
/** The simulator holds no more residents: each gets several messages, never two at once. */
const owners = 500;
/** The simulator takes 10 ms by itself; so much more makes 20. */
const lateMs = 10;
const patienceMs = 300_000;

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker of the bench ended with ${code}`)));
  });

const startWechat = async (): Promise<{ simulators: RunningSimulators; openids: string[]; templateId: string }> => {
  const simulators = await startSimulators();
  const { wechat } = simulators.control;
  const template = wechat.templates.find(({ purpose }) => purpose === 'repairFinished');
  const templateId = template?.id ?? '';
  const openids: string[] = [];
  for (let made = 0; wechat.residents().length < owners; made++) {
    const resident = wechat.putResident({ name: '住户', phone: `199${String(10_000_000 + made)}` });
    wechat.setQuota(resident.id, templateId, Math.ceil(notices / owners) + 5);
    openids.push(resident.openid);
  }
  wechat.faults.add({ api: 'send', kind: 'late', ms: lateMs, times: null });
  return { simulators, openids, templateId };
};

const countSent = async (db: Database): Promise<number> => {
  const [row] = await selectRows(db.reader, "SELECT COUNT(*) AS sent FROM message_delivery WHERE state = 'sent'");
  return toNumber(row?.sent);
};

/** The most that were begun within any one second. */
const busiestSecond = async (db: Database): Promise<number> => {
  const rows = await selectRows(db.reader, 'SELECT created_at AS at FROM message_delivery ORDER BY created_at');
  const times = rows.map((row) => toDate(row.at).getTime());
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= 1000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

/** Queues the finish of every request and waits until each owner's message is sent; seconds, and the worker's CPU. */
const measure = async (db: Database, communityId: string, repairIds: string[], pid: number) => {
  await inTransaction(db, (tx) =>
    publish(
      tx,
      systemClock,
      ...repairIds.map((repairId) => ({ communityId, topic: 'repair.finished', payload: { repairId } })),
    ),
  );
  const startedMs = performance.now();
  const cpuBefore = cpuMicros(pid);
  for (let sent = 0; sent < repairIds.length; sent = await countSent(db)) {
    if (performance.now() - startedMs > patienceMs) throw new Error(`only ${sent} of ${repairIds.length} were sent`);
    await sleep(100);
  }
  return { seconds: (performance.now() - startedMs) / 1000, cpu: (cpuMicros(pid) - cpuBefore) / repairIds.length };
};

/** Row i: from the queued event to the message that WeChat took, ÷ the time that its rate alone makes necessary. */
export const run = async (): Promise<Measured[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  const name = `anju_bench_${process.pid}_i`;
  const admin = await createConnection(serverUrl);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { simulators, openids, templateId } = await startWechat();
  const { app } = simulators.control.wechat;
  let worker: ChildProcess | null = null;
  let db: Database | null = null;
  try {
    await migrateUp(url.toString());
    db = await openDatabase({ url: url.toString(), entities });
    const { communityId, repairIds } = await makeReporters(db, { openids, templateId, notices });
    worker = fork(join(projectRoot, 'bff/dist/src/main.js'), ['--run=worker'], {
      env: {
        ...process.env,
        ANJU_ENV: 'test',
        DATABASE_URL: url.toString(),
        DATA_DIR: folder,
        WXAPI_ORIGIN: simulators.origin,
        WX_APPID: app.appId,
        WX_SECRET: app.secret,
        WX_TEMPLATES: `repairFinished=${templateId}`,
        LOG_LEVEL: 'silent',
      },
    });
    await ready(worker);
    const { seconds, cpu } = await measure(db, communityId, repairIds, worker.pid ?? 0);
    const most = await busiestSecond(db);
    const limit = notices / (subscribeSendsPerMinute / 60);
    // A second may hold five of the quarter-second windows.
    if (most > (subscribeSendsPerMinute / 60) * 1.25) throw new Error(`${most} were sent within a second`);
    return [
      {
        metric: 'i',
        what: `${notices} 条通知从排队到微信收下`,
        sizes: `限速 ${subscribeSendsPerMinute}/分（微信没有公布，取 stable_token 的数）；每条 CPU ${cpu.toFixed(0)} µs`,
        baseline: `${limit.toFixed(1)} s`,
        product: `${seconds.toFixed(1)} s`,
        value: seconds / limit,
        unit: '×',
        gate: 2,
        goal: 1.2,
      },
    ];
  } finally {
    worker?.kill('SIGKILL');
    await db?.close();
    await simulators.close();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  }
};
