import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { entities } from '../src/entities.js';
import { bruteForce, type Cost, costOf, greedy } from '../src/features/dispatch/assignment.fixture.js';
import { assign, type Task } from '../src/features/dispatch/assignment.rules.js';
import { certificateNeeds } from '../src/features/dispatch/certificates.js';
import { choose, type OpenOrder } from '../src/features/dispatch/dispatch.door.js';
import { faultsOf, totalTenths } from '../src/features/dispatch/dispatch.rules.js';
import { defaultPolicy } from '../src/features/policy/policy.door.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { sqlTime, toNumber } from '../src/platform/database/rows.js';
import { selectRows } from '../src/platform/database/select.js';
import { type DispatchWorld, dice, fillCommunity } from './dispatchWorld.js';
import { type BenchOptions, exponentOf, type Measured, median } from './frame.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';
const { dispatch: policy } = defaultPolicy;
const rounds = 20;
const scans = 3;

/** What a plain dispatcher does: reads everybody of the community who is at work, and weighs them all. */
const scan = async (db: Database, order: OpenOrder, now: Date): Promise<string | null> => {
  const rows = await selectRows(
    db.reader,
    `SELECT p.staff_id, p.skills, p.area_ids, p.certificates, w.name, w.in_hand, w.order_limit, w.building_id, w.quality_bp,
       w.finished
     FROM staff_post p
     JOIN dispatch_worker w ON w.community_id = p.community_id AND w.worker_id = p.staff_id
     JOIN shift s ON s.community_id = p.community_id AND s.staff_id = p.staff_id AND s.starts_at <= ? AND s.ends_at > ?
     WHERE p.community_id = ? AND p.active = 1`,
    [sqlTime(now), sqlTime(now), order.communityId],
  );
  let best: { id: string; total: number } | null = null;
  for (const row of rows) {
    const worker = {
      id: String(row.staff_id),
      name: String(row.name),
      active: true,
      onShift: true,
      skills: JSON.parse(String(row.skills)) as string[],
      areaIds: JSON.parse(String(row.area_ids)) as string[],
      certificates: JSON.parse(String(row.certificates)) as { kind: 'electrician'; validUntil: string }[],
      inHand: toNumber(row.in_hand),
      limit: toNumber(row.order_limit),
      buildingId: row.building_id === null ? null : String(row.building_id),
      qualityBp: toNumber(row.quality_bp),
      finished: toNumber(row.finished),
    };
    if (faultsOf(worker, order, certificateNeeds, now).length > 0) continue;
    const reach = {
      metres: worker.buildingId === order.buildingId ? 0 : 200,
      measured: true,
      from: 'building' as const,
    };
    const total = totalTenths({ worker, known: { house: 0, building: 0, named: false }, reach }, policy.weights);
    if (!best || total > best.total) best = { id: worker.id, total };
  }
  return best?.id ?? null;
};

type Meter = () => number;

/**
 * Microseconds that this process and the thread of its one connection have worked so far: steadier than the wall where
 * others share the machine. The wall when the server stands elsewhere.
 */
const meterOf = async (db: Database): Promise<Meter> => {
  const [row] = await selectRows(
    db.reader,
    'SELECT TID AS tid FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()',
  ).catch(() => []);
  const thread = `/proc/${row ? toNumber(row.tid) : 0}`;
  const name = existsSync(`${thread}/comm`) ? readFileSync(`${thread}/comm`, 'utf8') : '';
  if (!/maria|mysql/.test(name)) return () => performance.now() * 1000;
  return () => {
    const { user, system } = process.cpuUsage();
    return user + system + Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000;
  };
};

const metered = async (meter: Meter, act: () => Promise<unknown>): Promise<number> => {
  const before = meter();
  await act();
  return meter() - before;
};

const growth = async (db: Database, worlds: readonly DispatchWorld[], now: Date): Promise<Measured> => {
  const meter = await meterOf(db);
  const decide = async (order: OpenOrder): Promise<void> => {
    const [choice] = await choose(db.reader, [order], policy, now);
    if (!choice?.worker) throw new Error('nobody was found');
  };
  // The first round warms up.
  for (const { orders } of worlds) for (const order of orders) await decide(order);
  const ours = worlds.map(() => [] as number[]);
  const plain = worlds.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++)
    for (const [at, world] of worlds.entries()) {
      for (const order of world.orders) ours[at]?.push(await metered(meter, () => decide(order)));
      const [first] = world.orders;
      if (round < scans && first) plain[at]?.push(await metered(meter, () => scan(db, first, now)));
    }
  const points = (lists: number[][]) =>
    worlds.map(({ workers }, index) => ({ size: workers, cost: median(lists[index] ?? []) }));
  const line = (lists: number[][]): string =>
    points(lists)
      .map(({ cost }) => cost.toFixed(0))
      .join(' → ');
  return {
    metric: 'e',
    what: '一次派单决定的 CPU，随师傅人数的增长（指数）',
    sizes: `${worlds.map(({ workers }) => workers.toLocaleString('en')).join(' → ')} 人`,
    baseline: `全看一遍 ${exponentOf(points(plain)).toFixed(2)}：${line(plain)} µs`,
    product: `${line(ours)} µs`,
    value: exponentOf(points(ours)),
    unit: '',
    gate: 0.3,
    goal: 0.1,
  };
};

const randomBatch = (roll: (sides: number) => number): Task[] => {
  const workers = Array.from({ length: 2 + roll(3) }, (_, id) => ({
    workerId: `w${id}`,
    steps: Array.from({ length: roll(4) }, (_, place) => place * (40 + roll(60))).sort((a, b) => a - b),
  }));
  return Array.from({ length: 2 + roll(7) }, (_, id) => ({
    id: `o${id}`,
    urgent: roll(4) === 0,
    createdAt: new Date(roll(60) * 60_000),
    options: workers
      .filter(() => roll(4) > 0)
      .map(({ workerId, steps }) => {
        const base = roll(700);
        return { workerId, costs: steps.map((step) => base + step) };
      }),
  }));
};

const ratio = (cost: Cost, least: Cost): number =>
  Math.max(
    least.urgent === 0 ? (cost.urgent === 0 ? 1 : 99) : cost.urgent / least.urgent,
    cost.urgent > least.urgent || least.general === 0 ? 1 : cost.general / least.general,
  );

const price = (full: boolean): Measured => {
  const roll = dice(11);
  const batches = full ? 1000 : 200;
  let worst = 1;
  let worstGreedy = 1;
  for (let i = 0; i < batches; i++) {
    const tasks = randomBatch(roll);
    const least = bruteForce(tasks);
    worst = Math.max(worst, ratio(costOf(tasks, assign(tasks)), least));
    worstGreedy = Math.max(worstGreedy, ratio(costOf(tasks, greedy(tasks)), least));
  }
  return {
    metric: 'e',
    what: '一批单子的派法，最差一批 ÷ 穷举',
    sizes: `${batches} 批，每批 2 到 8 单`,
    baseline: `逐单挑最好 ${worstGreedy.toFixed(2)}×`,
    product: `${worst.toFixed(2)}×`,
    value: worst,
    unit: '×',
    gate: 1.05,
    goal: 1.05,
  };
};

/** Row e: how the cost of a decision grows with the number of workers, and how good it is. */
export const run = async ({ full }: BenchOptions): Promise<Measured[]> => {
  const name = `anju_bench_dispatch_${process.pid}`;
  const admin = await createConnection(serverUrl);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    await migrateUp(url.toString());
    const db = await openDatabase({ url: url.toString(), entities, poolSize: 1 });
    try {
      await admin.changeUser({ database: name });
      const now = new Date();
      const worlds: DispatchWorld[] = [];
      for (const workers of full ? [100, 1000, 10_000, 100_000] : [100, 1000, 10_000])
        worlds.push(await fillCommunity(admin, workers, now));
      return [await growth(db, worlds, now), price(full)];
    } finally {
      await db.close();
    }
  } finally {
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  }
};
