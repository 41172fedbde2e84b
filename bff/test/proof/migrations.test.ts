import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/all.js';
import { entities } from '../../src/entities.js';
import { type Database, openDatabase } from '../../src/platform/database/database.js';
import { migrateDown, migrateUp } from '../../src/platform/database/migrate.js';
import { emptyDatabase, type TestDatabase } from '../factories/databases.js';

const server = process.env.TEST_MYSQL_URL;
let folder: string;
let database: TestDatabase;
let url: string;
/** The schema's name on a server. */
let name: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anju-migrations-'));
  database = await emptyDatabase(folder);
  url = database.url;
  name = server ? new URL(url).pathname.slice(1) : '';
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const withDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await openDatabase({ url, entities, durability: 'off' });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
};

/** Every table with its columns, keys and indexes, as the engine itself describes them. */
const describeSchema = (): Promise<string> =>
  withDatabase(async (db) => {
    if (db.engine === 'sqlite') {
      const rows: unknown[] = await db.source.query(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY type, name",
      );
      return JSON.stringify(rows);
    }
    const columns: unknown[] = await db.source.query(
      `SELECT table_name, column_name, column_type, is_nullable, collation_name, column_key FROM information_schema.columns
       WHERE table_schema = ? AND table_name <> 'migrations' ORDER BY table_name, ordinal_position`,
      [name],
    );
    const indexes: unknown[] = await db.source.query(
      `SELECT table_name, index_name, non_unique, seq_in_index, column_name FROM information_schema.statistics
       WHERE table_schema = ? AND table_name <> 'migrations' ORDER BY table_name, index_name, seq_in_index`,
      [name],
    );
    return JSON.stringify([columns, indexes]);
  });

const takeAllBack = async (): Promise<void> => {
  for (const _one of migrations) await migrateDown(url);
};

// A server makes and drops some two hundred tables several times over.
jest.setTimeout(180_000);

test('up, down to nothing, and up again is the same schema, and running them twice changes nothing', async () => {
  expect(await migrateUp(url)).toHaveLength(migrations.length);
  const first = await describeSchema();
  expect(await migrateUp(url)).toEqual([]);
  await takeAllBack();
  expect(JSON.parse(await describeSchema())).toEqual(server ? [[], []] : []);
  await migrateUp(url);
  expect(await describeSchema()).toBe(first);
});

/** Names of one thing on the two engines; long texts are mediumtext on a server. */
const typeNames: Record<string, string> = {
  mediumtext: 'text',
  'simple-json': 'text',
  integer: 'int',
  tinyint: 'boolean',
};
const typeOf = (type: string): string => typeNames[type] ?? type;

test('what the entities say and what the migrations made are the same, column by column', async () => {
  await migrateUp(url);
  await withDatabase(async (db) => {
    const runner = db.source.createQueryRunner();
    for (const { tableName, columns } of db.source.entityMetadatas) {
      const table = await runner.getTable(tableName);
      const made = (table?.columns ?? []).map((column) => ({
        name: column.name,
        type: typeOf(column.type),
        length: column.type === 'varchar' ? column.length : '',
        nullable: column.isNullable,
        primary: column.isPrimary,
      }));
      const said = columns.map((column) => ({
        name: column.databaseName,
        type: typeOf(String(column.type)),
        length: column.type === 'varchar' ? column.length : '',
        nullable: column.isNullable,
        primary: column.isPrimary,
      }));
      const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
      expect({ tableName, columns: made.sort(byName) }).toEqual({ tableName, columns: said.sort(byName) });
    }
    await runner.release();
  });
});

/** Tables without an entity, which one store reads by SQL; `migrations` is TypeORM's own. */
const bySqlAlone = ['migrations', 'repair_number', 'payment_number'];

test('no table is unknown to the application, and a community’s tables lead their keys with it', async () => {
  await migrateUp(url);
  await withDatabase(async (db) => {
    const runner = db.source.createQueryRunner();
    const rows: Record<string, unknown>[] = await db.source.query(
      db.engine === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${name}'`,
    );
    const known = new Set([...bySqlAlone, ...db.source.entityMetadatas.map(({ tableName }) => tableName)]);
    expect(rows.map((row) => String(row.name)).filter((table) => !known.has(table))).toEqual([]);
    for (const { tableName, primaryColumns } of db.source.entityMetadatas) {
      const keys = primaryColumns.map(({ databaseName }) => databaseName);
      if (!keys.includes('community_id')) continue;
      const table = await runner.getTable(tableName);
      expect([tableName, table?.primaryColumns[0]?.name]).toEqual([tableName, 'community_id']);
    }
    await runner.release();
  });
});

// The schema builder knows no index of ours (they stand in the migrations alone), and calls our mediumtext a text.
const isTold = (query: string, mediumTexts: ReadonlySet<string>): boolean => {
  if (query.startsWith('DROP INDEX ')) return true;
  const [, table, verb, column, type] = /^ALTER TABLE `(\w+)` (DROP COLUMN|ADD) `(\w+)`(?: (\w+) )?/.exec(query) ?? [];
  return mediumTexts.has(`${table}.${column}`) && (verb === 'DROP COLUMN' || type === 'text');
};

if (server)
  test('on a server the schema builder finds nothing else to change', async () => {
    await migrateUp(url);
    const { drift, columns } = await withDatabase(async (db) => ({
      drift: (await db.source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query),
      columns: (await db.source.query(
        `SELECT CONCAT(table_name, '.', column_name) AS name FROM information_schema.columns
         WHERE table_schema = DATABASE() AND data_type = 'mediumtext'`,
      )) as { name: string }[],
    }));
    const mediumTexts = new Set(columns.map(({ name }) => name));
    expect(drift.filter((query) => !isTold(query, mediumTexts))).toEqual([]);
  });

test('every migration may run again after a cut, wherever it was cut', async () => {
  await migrateUp(url);
  const whole = await describeSchema();
  // A server keeps what DDL had made when the process died before the migration was noted down.
  for (let cut = 1; cut <= migrations.length; cut++) {
    await withDatabase((db) => db.source.query(`DELETE FROM migrations WHERE id > ${migrations.length - cut}`));
    expect(await migrateUp(url)).toHaveLength(cut);
    expect(await describeSchema()).toBe(whole);
  }
});

test('half of a migration’s tables are no obstacle to running it again', async () => {
  await migrateUp(url);
  const whole = await describeSchema();
  await withDatabase(async (db) => {
    for (const table of ['inbox_message', 'message_delivery', 'audit_log', 'outbox'])
      await db.source.query(`DROP TABLE ${table}`);
    await db.source.query('DELETE FROM migrations');
  });
  await migrateUp(url);
  const again = await describeSchema();
  expect(again.length).toBe(whole.length);
  expect([...again].sort().join('')).toBe([...whole].sort().join(''));
});
