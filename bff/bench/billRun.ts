import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { entities } from '../src/entities.js';
import { prepareAutomaticRun } from '../src/features/billing/commands/prepareRun.js';
import { addMonths } from '../src/features/billing/period.rules.js';
import { chunkHouses } from '../src/features/billing/run.prepare.js';
import { workOnRun } from '../src/features/billing/run.work.js';
import { deterministicId, newId } from '../src/kernel/ids.js';
import { systemClock } from '../src/platform/clock/clock.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { sqlTime } from '../src/platform/database/rows.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { type BenchOptions, exponentOf, type Measured, median } from './frame.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';
const runs = 7;
const perStatement = 2000;
const firstMonth = '2026-01';

/** What a run writes: bills, their entries in the books, and a message a house. */
const tables = ['bill', 'ledger_entry', 'ledger_posting', 'ledger_unsealed', 'outbox'] as const;

const fees = [
  ['b-property', 'property', { kind: 'area', price: 28_000, everyMonths: 1, firstMonth: 1 }],
  ['b-lift', 'shared-power', { kind: 'area', price: 3_500, everyMonths: 1, firstMonth: 1 }],
  ['b-cleaning', 'shared-water', { kind: 'per-house', monthFen: 800, everyMonths: 1, firstMonth: 1 }],
  ['b-security', 'gas', { kind: 'per-house', monthFen: 1_200, everyMonths: 1, firstMonth: 1 }],
] as const;

interface Yard {
  db: Database;
  /** The product's schema, and the same tables for the bare INSERT. */
  ours: Connection;
  bare: Connection;
  drop(): Promise<void>;
}

const makeYard = async (): Promise<Yard> => {
  const admin = await createConnection({ uri: serverUrl, timezone: 'Z' });
  const names = ['ours', 'bare'].map((kind) => `anju_bench_${process.pid}_b_${kind}`);
  const urls = names.map((name) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString());
  for (const [at, name] of names.entries()) {
    await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await migrateUp(urls[at] ?? '');
  }
  const [ours, bare] = await Promise.all(
    urls.map((uri) => createConnection({ uri, timezone: 'Z', dateStrings: true, supportBigNumbers: true })),
  );
  const db = await openDatabase({ url: urls[0] ?? '', entities });
  if (!ours || !bare) throw new Error('no connection');
  return {
    db,
    ours,
    bare,
    drop: async () => {
      await db.close();
      await Promise.all([ours.end(), bare.end()]);
      for (const name of names) await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
};

/** A community of so many flats with four fees; nothing else is in it. */
const fill = async ({ ours }: Yard, houses: number): Promise<string> => {
  const now = systemClock.now();
  const at = sqlTime(now);
  const communityId = newId(now);
  await ours.query('INSERT INTO community (id, name, created_at) VALUES (?, ?, ?)', [communityId, '阳光花园', at]);
  await ours.query(
    `INSERT INTO house (community_id, id, building_id, number, natural_key, label, kind, area_hundredths, usage_text,
       occupancy, place_code, created_at, updated_at)
     SELECT ?, CONCAT(LEFT(?, 10), UPPER(LEFT(SHA1(CONCAT(?, seq)), 16))), ?, seq, seq, CONCAT('1栋1单元', seq), 'house',
       5000 + (seq * 7919) % 9000, '住宅', 'self', LEFT(SHA1(CONCAT(seq, ?)), 24), ?, ? FROM seq_1_to_${houses}`,
    [communityId, communityId, communityId, communityId, communityId, at, at],
  );
  await ours.query(
    `INSERT INTO fee_item (community_id, id, code, version, name, kind, icon, rule, scope, discounts, valid_from,
       created_at, by_name) VALUES ?`,
    [
      fees.map(([code, kind, rule]) => [
        communityId,
        newId(now),
        code,
        1,
        code,
        kind,
        'other',
        JSON.stringify(rule),
        JSON.stringify({ buildingIds: [], houseKinds: [], usages: [] }),
        '[]',
        firstMonth,
        at,
        '林晓',
      ]),
    ],
  );
  await ours.query('ANALYZE TABLE house');
  return communityId;
};

interface Took {
  /** Milliseconds until every house has its drafts, and until the last bill is published and booked. */
  drafted: number;
  whole: number;
}

const runMonth = async ({ db }: Yard, communityId: string, month: string, houses: number): Promise<Took> => {
  // Each step tells so: the last one of the drafts finds that no house is left.
  let stepsOfDrafts = Math.ceil(houses / chunkHouses) + 1;
  let drafted = Number.NaN;
  const from = performance.now();
  const send = (): void => {
    stepsOfDrafts -= 1;
    if (stepsOfDrafts === 0) drafted = performance.now() - from;
  };
  const deps = { db, clock: systemClock, live: { send } };
  await inTransaction(db, (tx) => prepareAutomaticRun(tx, deps, communityId, month));
  const runId = deterministicId('billing.run', communityId, month);
  while (await workOnRun(deps, communityId, runId));
  return { drafted, whole: performance.now() - from };
};

/** What a run has written since the last look, table by table, and nothing of it left over. */
const takeRows = async (
  { ours, bare }: Yard,
  communityId: string,
  seen: Map<string, number>,
): Promise<{ table: string; columns: string; rows: unknown[][] }[]> => {
  const taken = [];
  for (const table of tables) {
    const [rows] = await ours.query<RowDataPacket[][]>({
      sql: `SELECT * FROM ${table} WHERE community_id = ? ORDER BY ${table === 'ledger_posting' ? 'entry_id, leg' : table.startsWith('ledger_unsealed') ? 'entry_id' : 'id'}`,
      values: [communityId],
      rowsAsArray: true,
    });
    const [columns] = await bare.query<RowDataPacket[]>(`SHOW COLUMNS FROM ${table}`);
    taken.push({
      table,
      columns: columns.map(({ Field }) => `\`${String(Field)}\``).join(', '),
      rows: rows.slice(seen.get(table) ?? 0) as unknown[][],
    });
    seen.set(table, rows.length);
  }
  return taken;
};

type Taken = Awaited<ReturnType<typeof takeRows>>[number];

const insertAll = async ({ bare }: Yard, { table, columns, rows }: Taken): Promise<void> => {
  for (let at = 0; at < rows.length; at += perStatement)
    await bare.query(`INSERT INTO ${table} (${columns}) VALUES ?`, [rows.slice(at, at + perStatement)]);
};

/** Bills as they were while they were drafts. */
const asDrafts = (bills: Taken): Taken => {
  const names = bills.columns.split(', ');
  const was = new Map<string, unknown>([
    ['`status`', 'draft'],
    ['`due_on`', null],
    ['`published_at`', null],
  ]);
  return {
    ...bills,
    rows: bills.rows.map((row) =>
      row.map((value, at) => (was.has(names[at] ?? '') ? was.get(names[at] ?? '') : value)),
    ),
  };
};

/**
 * The same duty, bare: the drafts are INSERTs of many rows, the publishing is an UPDATE of as many, and the books and
 * messages are INSERTs again; a transaction each. The bills' ids grow, so that a statement's are a range.
 */
const runBare = async (yard: Yard, [bills, ...others]: readonly Taken[]): Promise<Took> => {
  if (!bills) throw new Error('no bills');
  const drafts = asDrafts(bills);
  const [communityAt, idAt] = ['`community_id`', '`id`'].map((name) => bills.columns.split(', ').indexOf(name));
  const cell = (row: unknown[] | undefined, at: number | undefined): string => String(row?.[at ?? -1]);
  const from = performance.now();
  await insertAll(yard, drafts);
  const drafted = performance.now() - from;
  for (let at = 0; at < drafts.rows.length; at += perStatement) {
    const part = drafts.rows.slice(at, at + perStatement);
    await yard.bare.query(
      `UPDATE bill SET status = 'due', due_on = '2026-12-25', published_at = ?
       WHERE community_id = ? AND id BETWEEN ? AND ?`,
      [sqlTime(systemClock.now()), cell(part[0], communityAt), cell(part[0], idAt), cell(part.at(-1), idAt)],
    );
  }
  for (const one of others) await insertAll(yard, one);
  return { drafted, whole: performance.now() - from };
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const pairs = async (yard: Yard, houses: number): Promise<{ ours: Took; bare: Took }[]> => {
  const communityId = await fill(yard, houses);
  const seen = new Map<string, number>();
  const done = [];
  // The first month warms up.
  for (let month = 0; month <= runs; month++) {
    const ours = await runMonth(yard, communityId, addMonths(firstMonth, month), houses);
    const taken = await takeRows(yard, communityId, seen);
    const bills = taken[0]?.rows.length ?? 0;
    if (bills !== houses * fees.length) throw new Error(`${bills} bills of ${houses} houses and ${fees.length} fees`);
    const bare = await runBare(yard, taken);
    if (month > 0) done.push({ ours, bare });
  }
  return done;
};

/**
 * Row b: a month's drafts ÷ the INSERT of the same rows; the whole run, published and booked, ÷ the bare statements of the
 * same duty; and its growth.
 */
export const run = async ({ full }: BenchOptions): Promise<Measured[]> => {
  const yard = await makeYard();
  try {
    const houses = full ? 100_000 : 12_500;
    const done = await pairs(yard, houses);
    const sizes = full ? [25_000, 50_000, 100_000, 200_000, 400_000] : [6_250, 12_500, 25_000, 50_000];
    const points = [];
    for (const size of sizes) {
      const communityId = await fill(yard, size);
      points.push({ size, cost: (await runMonth(yard, communityId, firstMonth, size)).whole });
    }
    const bills = houses * fees.length;
    const speed = (ms: number): string => `${seconds(ms)} · ${((bills / ms) * 1000).toFixed(0)} 张/s`;
    const against = (what: string, of: keyof Took): Measured => ({
      metric: 'b',
      what,
      sizes: `${houses.toLocaleString('en')} 户 × ${fees.length} 项`,
      baseline: speed(median(done.map(({ bare }) => bare[of]))),
      product: speed(median(done.map(({ ours }) => ours[of]))),
      value: median(done.map(({ ours, bare }) => ours[of] / bare[of])),
      unit: '×',
      gate: 2,
      goal: 1.4,
    });
    return [
      against('一个月出账：算好、存好，比只插入同样的行', 'drafted'),
      against('连发布、记账、通知，比裸语句做同样的事', 'whole'),
      {
        metric: 'b',
        what: '一个月出账的用时，随户数的增长（指数）',
        sizes: `${sizes.map((size) => size.toLocaleString('en')).join(' → ')} 户`,
        baseline: '',
        product: points.map(({ cost }) => seconds(cost)).join(' → '),
        value: exponentOf(points),
        unit: '',
        gate: 1.15,
        goal: 1.05,
      },
    ];
  } finally {
    await yard.drop();
  }
};
