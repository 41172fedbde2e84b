import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { insertOnlyTables, rowChecks } from '../../migrations/guards.js';
import { addColumns, columnsFor, dropColumns } from '../../src/platform/database/columns.js';
import { TooManyRights } from '../../src/platform/database/grants.js';
import { migrateUp, missingGuards } from '../../src/platform/database/migrate.js';
import { emptyDatabase } from '../factories/databases.js';

// What the database itself watches over: rows that are written once, checks, and what the application's account may do.

const onServer = process.env.TEST_MYSQL_URL !== undefined;
let folder: string;
let database: { url: string; drop(): Promise<void> };
let owner: DataSource;

const open = (url: string): Promise<DataSource> =>
  new DataSource(
    (url.startsWith('sqlite:')
      ? { type: 'better-sqlite3', database: url.replace(/^sqlite:/, '') }
      : { type: 'mysql', url, timezone: 'Z' }) as DataSourceOptions,
  ).initialize();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anju-guards-'));
  database = await emptyDatabase(folder);
  await migrateUp(database.url);
  owner = await open(database.url);
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const triggers = async (): Promise<string[]> => {
  const rows: { name: string }[] = await owner.query(
    onServer
      ? 'SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()'
      : "SELECT name FROM sqlite_master WHERE type = 'trigger'",
  );
  return rows.map(({ name }) => name).sort();
};

/** By hand, so that a trigger which the code forgets is missed here. */
const expected = [
  ...[
    'audit_log',
    'ledger_entry',
    'ledger_posting',
    'ledger_seal',
    'ledger_sealed_entry',
    'balance_movement',
    'money_policy',
    'finance_report',
    'alarm_policy',
  ].flatMap((table) => [`guard_${table}_delete`, `guard_${table}_update`]),
  'guard_ledger_entry_moves_insert',
  'guard_ledger_posting_moves_insert',
  'guard_ledger_seal_covers_insert',
  'guard_ledger_sealed_entry_counts_insert',
  'guard_finance_report_bound_insert',
  'guard_spending_moves_insert',
  'guard_spending_moves_update',
  'guard_balance_movement_moves_insert',
  'guard_house_balance_covered_insert',
  'guard_house_balance_covered_update',
  'guard_coupon_covers_insert',
  'guard_coupon_covers_update',
  'guard_alarm_said_insert',
  'guard_alarm_said_update',
].sort();

const at = '2026-11-23 02:54:00.000';
const id = (last: string): string => `01JDGUARD0000000000000000${last}`;

/** One row of every table that is written once. */
const rows: Record<(typeof insertOnlyTables)[number], [string, unknown[]]> = {
  audit_log: [
    `INSERT INTO audit_log (community_id, id, at, actor_kind, actor_name, action, subject_kind, subject)
     VALUES (?, ?, ?, 'system', '系统', 'policy.changed', 'policy', '服务规则')`,
    [id('C'), id('1'), at],
  ],
  finance_report: [
    `INSERT INTO finance_report (community_id, period, id, published_at, income_fen, expense_fen, entries, chain_seq,
       chain_hash, body_hash, body)
     VALUES (?, '2026-10', ?, ?, 1, 1, 1, 1, 'a', 'b', '{}')`,
    [id('C'), id('C'), at],
  ],
  ledger_entry: [
    `INSERT INTO ledger_entry (community_id, id, cause_kind, cause_id, at, posted_at, memo, amount_fen, legs, salt)
     VALUES (?, ?, 'payment', 'x', ?, ?, '收款', 100, 2, 's')`,
    [id('C'), id('1'), at, at],
  ],
  ledger_posting: [
    `INSERT INTO ledger_posting (community_id, entry_id, leg, account, amount_fen, at)
     VALUES (?, ?, 1, '1001', 100, ?)`,
    [id('C'), id('1'), at],
  ],
  ledger_seal: [
    `INSERT INTO ledger_seal (community_id, seq, prev_hash, root, count, sealed_at, hash)
     VALUES (?, 1, 'a', 'b', 1, ?, 'c')`,
    [id('C'), at],
  ],
  ledger_sealed_entry: [
    `INSERT INTO ledger_sealed_entry (community_id, number, seq, entry_id, leaf_hash) VALUES (?, 1, 1, ?, 'd')`,
    [id('C'), id('1')],
  ],
  balance_movement: [
    `INSERT INTO balance_movement (community_id, id, house_id, at, kind, cause_kind, cause_id, amount_fen, balance_fen, words)
     VALUES (?, ?, 'h', ?, 'topup', 'payment', 'x', 100, 100, '存入')`,
    [id('C'), id('1'), at],
  ],
  money_policy: [
    `INSERT INTO money_policy (community_id, version, body, at, by_name, reason) VALUES (?, 1, '{}', ?, '高峰', '改')`,
    [id('C'), at],
  ],
  alarm_policy: [
    `INSERT INTO alarm_policy (community_id, version, body, at, by_name, reason) VALUES (?, 1, '{}', ?, '高峰', '改')`,
    [id('C'), at],
  ],
};

const balance = `INSERT INTO house_balance (community_id, house_id, balance_fen, auto_offset, updated_at)
  VALUES (?, 'h', -1, 0, ?)`;
const coupon = `INSERT INTO coupon (community_id, id, house_id, fee_kind, amount_fen, valid_until, status, reason,
    cause_kind, cause_id, issued_at, used_fen)
  VALUES (?, ?, 'h', 'water', 100, '2026-12-31', 'used', '补偿', 'x', 'x', ?, 101)`;

const alarm = `INSERT INTO alarm (community_id, id, source, device_name, place_label, title, detail, severity, severity_rank,
    department, status, policy_version, said_count, first_at, last_at, raised_at, calls, samples)
  VALUES (?, ?, 'rule', '1号梯', '3栋', '振动', '', 'serious', 1, 'engineering', 'open', 0, 0, ?, ?, ?, 0, '[]')`;

const spending = `INSERT INTO spending (community_id, id, number, kind, category, amount_fen, day, account, memo, vouchers,
    vouchers_public, state, entered_by, entered_by_name, entered_at)
  VALUES (?, ?, '支-1', 'expense', 'lift', 100, '2026-11-20', 'bank', '电梯', 1, 1, 'waiting', 'x', '钱会计', ?)`;

const changes: Record<(typeof insertOnlyTables)[number], string> = {
  audit_log: "subject = '别的'",
  ledger_entry: "memo = '别的'",
  ledger_posting: 'amount_fen = 1',
  ledger_seal: "hash = 'x'",
  ledger_sealed_entry: "leaf_hash = 'x'",
  balance_movement: 'amount_fen = 1',
  finance_report: "body_hash = 'x'",
  money_policy: "body = '{ }'",
  alarm_policy: "body = '{ }'",
};

it('has exactly the triggers of the list, on either engine', async () => {
  expect(await triggers()).toEqual(expected);
  expect(await missingGuards(database.url)).toEqual([]);
});

it('has them again after a migration that took them away or changed them', async () => {
  const runner = owner.createQueryRunner();
  // On SQLite this builds the table anew, without its triggers.
  await addColumns(runner, 'ledger_entry', [columnsFor(runner).int('spare', { isNullable: true })]);
  if (!onServer) expect(await triggers()).not.toEqual(expected);
  await owner.query('DROP TRIGGER IF EXISTS guard_ledger_posting_update');
  await owner.query('DROP TRIGGER IF EXISTS guard_audit_log_delete');
  await owner.query(
    onServer
      ? 'CREATE TRIGGER guard_audit_log_delete BEFORE DELETE ON audit_log FOR EACH ROW SET @harmless = 1'
      : 'CREATE TRIGGER guard_audit_log_delete BEFORE DELETE ON audit_log FOR EACH ROW BEGIN SELECT 1; END',
  );
  await owner.query(
    onServer
      ? 'CREATE TRIGGER guard_clock_old BEFORE DELETE ON clock FOR EACH ROW SET @harmless = 1'
      : 'CREATE TRIGGER guard_clock_old BEFORE DELETE ON clock FOR EACH ROW BEGIN SELECT 1; END',
  );
  expect(await missingGuards(database.url)).toEqual(
    expect.arrayContaining(['guard_ledger_posting_update', 'guard_audit_log_delete']),
  );
  expect(await migrateUp(database.url)).toEqual([]);
  await dropColumns(runner, 'ledger_entry', ['spare']);
  await runner.release();
  await migrateUp(database.url);
  expect(await triggers()).toEqual(expected);
});

describe.each(insertOnlyTables)('%s', (table) => {
  beforeAll(() => owner.query(...rows[table]));

  it('takes new rows, and lets nobody change or delete one, not even the owner of the schema', async () => {
    const before: unknown = await owner.query(`SELECT * FROM ${table}`);
    await expect(owner.query(`UPDATE ${table} SET ${changes[table]}`)).rejects.toThrow(
      `rows of ${table} are never changed or deleted`,
    );
    await expect(owner.query(`DELETE FROM ${table}`)).rejects.toThrow('never changed or deleted');
    expect(await owner.query(`SELECT * FROM ${table}`)).toEqual(before);
    expect(before).toHaveLength(1);
  });
});

it('refuses rows that break a check of the list', async () => {
  const broken: Record<string, [string, unknown[]]> = {
    'ledger_entry moves': [
      rows.ledger_entry[0].replace('100, 2', '100, 1').replace("'x'", "'y'"),
      [id('C'), id('2'), at, at],
    ],
    'ledger_posting moves': [rows.ledger_posting[0].replace('100,', '0,'), [id('C'), id('2'), at]],
    'ledger_seal covers': [rows.ledger_seal[0].replace("'b', 1", "'b', 0").replace('(?, 1', '(?, 2'), [id('C'), at]],
    'ledger_sealed_entry counts': [rows.ledger_sealed_entry[0].replace('(?, 1', '(?, 0'), [id('C'), id('2')]],
    'finance_report bound': [rows.finance_report[0].replace('1, 1, 1, 1', '1, 1, -1, 1'), rows.finance_report[1]],
    'spending moves': [spending.replace('100,', '0,'), [id('C'), id('1'), at]],
    'balance_movement moves': [
      rows.balance_movement[0].replace('100, 100', '0, 100').replace("'x'", "'y'"),
      [id('C'), id('2'), at],
    ],
    'house_balance covered': [balance, [id('C'), at]],
    'alarm said': [alarm, [id('C'), id('1'), at, at, at]],
    'coupon covers': [coupon, [id('C'), id('1'), at]],
  };
  expect(Object.keys(broken)).toEqual(rowChecks.map(({ table, name }) => `${table} ${name}`));
  for (const [what, statement] of Object.entries(broken)) {
    const [table = '', name = ''] = what.split(' ');
    await expect(owner.query(...statement)).rejects.toThrow(`a row of ${table} breaks ${name}`);
  }
  // Rows that may change are checked then, too.
  await owner.query(spending, [id('C'), id('1'), at]);
  await expect(owner.query('UPDATE spending SET amount_fen = 0')).rejects.toThrow('a row of spending breaks moves');
  await owner.query('UPDATE spending SET amount_fen = 1');
});

if (onServer)
  describe("the application's account", () => {
    const user = `anju_${process.pid}`;
    const password = 'a-p@ss/word';
    let appUrl: string;
    let app: DataSource;
    const asApp = (sql: string, values: unknown[] = []): Promise<unknown> => app.query(sql, values);

    beforeAll(async () => {
      await owner.query(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
      const url = new URL(database.url);
      url.username = user;
      url.password = encodeURIComponent(password);
      appUrl = url.toString();
      await migrateUp(database.url, appUrl);
      app = await open(appUrl);
    });
    afterAll(async () => {
      await app.destroy();
      await owner.query(`DROP USER '${user}'@'%'`);
    });

    const denied = /denied/i;

    it('reads and writes what changes', async () => {
      await asApp('INSERT INTO clock (id, real_at, virtual_at, speed) VALUES (?, ?, ?, 1)', [id('1'), at, at]);
      await asApp('UPDATE clock SET speed = 2 WHERE id = ?', [id('1')]);
      expect(await asApp('SELECT speed FROM clock WHERE id = ?', [id('1')])).toEqual([{ speed: 2 }]);
      await asApp('DELETE FROM clock WHERE id = ?', [id('1')]);
      expect(await asApp('SELECT speed FROM clock WHERE id = ?', [id('1')])).toEqual([]);
      // The doctor looks at what has run.
      expect(await asApp('SELECT COUNT(*) > 0 AS some FROM migrations')).toEqual([expect.anything()]);
    });

    it.each(insertOnlyTables)('adds to %s, and has no right to change or delete there', async (table) => {
      const [sql, values] = rows[table];
      const others = values.map((value) => (value === id('C') ? id('D') : value));
      await asApp(sql, others);
      await expect(asApp(`UPDATE ${table} SET ${changes[table]}`)).rejects.toThrow(denied);
      await expect(asApp(`DELETE FROM ${table}`)).rejects.toThrow(denied);
      await expect(asApp(`TRUNCATE TABLE ${table}`)).rejects.toThrow(denied);
      expect(await asApp(`SELECT COUNT(*) AS rows_there FROM ${table}`)).toEqual([{ rows_there: expect.anything() }]);
    });

    it.each([
      'CREATE TABLE own (id INT)',
      'DROP TABLE ledger_entry',
      'ALTER TABLE ledger_entry ADD COLUMN spare INT',
      'DROP TRIGGER guard_ledger_entry_update',
      'CREATE TRIGGER own BEFORE INSERT ON clock FOR EACH ROW SET @x = 1',
      'CREATE INDEX own ON clock (speed)',
      "INSERT INTO migrations (timestamp, name) VALUES (1, 'x')",
      "GRANT UPDATE ON ledger_entry TO 'root'@'localhost'",
    ])('may not: %s', async (sql) => {
      await expect(asApp(sql)).rejects.toThrow(denied);
    });

    it('gets a right back that was lost, loses one that somebody gave it, and is told nothing twice', async () => {
      await owner.query(`REVOKE INSERT ON clock FROM '${user}'@'%'`);
      await owner.query(`GRANT UPDATE ON ledger_entry TO '${user}'@'%'`);
      await migrateUp(database.url, appUrl);
      await asApp('INSERT INTO clock (id, real_at, virtual_at, speed) VALUES (?, ?, ?, 1)', [id('2'), at, at]);
      await expect(asApp("UPDATE ledger_entry SET memo = 'x'")).rejects.toThrow(denied);
    });

    it('is refused while it has rights on the whole database, with what to do about them', async () => {
      const name = new URL(database.url).pathname.slice(1);
      await owner.query(`GRANT ALL PRIVILEGES ON \`${name}\`.* TO '${user}'@'%'`);
      const error = await migrateUp(database.url, appUrl).catch((one: unknown) => one);
      expect(error).toBeInstanceOf(TooManyRights);
      for (const statement of (error as TooManyRights).statements) await owner.query(statement);
      expect((error as TooManyRights).statements).toHaveLength(1);
      await expect(migrateUp(database.url, appUrl)).resolves.toEqual([]);
    });
  });
