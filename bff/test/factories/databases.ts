import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { isInsertOnly } from '../../src/platform/database/guards.js';
import { migrateUp } from '../../src/platform/database/migrate.js';
import { projectRoot } from '../../src/platform/projectRoot.js';

export interface TestDatabase {
  url: string;
  /** Gives it back, once nobody is connected to it any more. */
  drop(): Promise<void>;
}

const worker = process.env.JEST_WORKER_ID ?? '1';
let made = 0;

const addressOf = (server: string, schema: string): string => {
  const url = new URL(server);
  url.pathname = `/${schema}`;
  return url.toString();
};

let connection: Promise<Connection> | null = null;

interface Kept {
  name: string;
  shape: string;
  /** The connection that holds its lock. */
  lockedBy: Promise<Connection> | null;
}

/** Schemas of this process that no test uses now. */
const free: Kept[] = [];

interface Raw {
  stream: { unref(): void };
  on(event: 'error' | 'end', heard: () => void): void;
}

/** One connection a process. It holds the locks of the schemas that this process uses, and must not keep it alive. */
const admin = (server: string): Promise<Connection> => {
  connection ??= createConnection({ uri: addressOf(server, ''), multipleStatements: true }).then((opened) => {
    const raw = (opened as unknown as { connection: Raw }).connection;
    raw.stream.unref();
    // A server that a test kills takes the connection along.
    const forget = (): void => {
      connection = null;
      free.length = 0;
    };
    raw.on('error', forget);
    raw.on('end', forget);
    return opened;
  });
  return connection;
};

const select = async (server: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => {
  const [rows] = await (await admin(server)).query<RowDataPacket[]>(sql, values);
  return rows;
};

const createSchema = async (server: string, name: string): Promise<void> => {
  await (await admin(server)).query(
    `DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  );
};

/** A database without a table: a SQLite file, or a fresh schema on the server of TEST_MYSQL_URL. */
export const emptyDatabase = async (folder: string): Promise<TestDatabase> => {
  const server = process.env.TEST_MYSQL_URL;
  if (!server) return { url: `sqlite:${folder}/test.sqlite`, drop: async () => undefined };
  const name = `anju_test_${process.pid}_${worker}_${++made}`;
  await createSchema(server, name);
  return {
    url: addressOf(server, name),
    drop: async () => {
      await (await admin(server)).query(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
};

let template: Promise<string> | null = null;

const makeTemplate = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'anju-template-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'template.sqlite');
  await migrateUp(`sqlite:${file}`);
  return file;
};

/** What the tables are made by: a schema that was made by anything else is made anew. */
const recipe = ((): string => {
  const hash = createHash('sha256');
  for (const folder of ['bff/migrations', 'bff/src/platform/database'])
    for (const name of readdirSync(join(projectRoot, folder)).sort())
      if (!name.endsWith('.test.ts')) hash.update(name).update(readFileSync(join(projectRoot, folder, name)));
  return hash.digest('hex').slice(0, 10);
})();

/** Tables, parts and triggers: a test that changed any of them leaves a schema that is made anew. */
const shapeOf = async (server: string, schema: string): Promise<string> => {
  const rows = await select(
    server,
    `SELECT CONCAT(TABLE_NAME, '/', COALESCE(PARTITION_NAME, '')) AS part FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ?
     UNION ALL SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?`,
    [schema, schema],
  );
  return rows
    .map(({ part }) => String(part))
    .sort()
    .join();
};

const tablesOf = async (server: string, schema: string): Promise<string[]> =>
  (await select(server, 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?', [schema]))
    .map(({ name }) => String(name))
    .filter((name) => name !== 'migrations');

/** Rows written once cannot be deleted, not even here; emptying a table whole is another matter. */
const emptyTables = async (server: string, schema: string): Promise<void> => {
  const tables = await tablesOf(server, schema);
  const looks = tables.map((table) => `SELECT '${table}' AS name WHERE EXISTS (SELECT 1 FROM ${schema}.${table})`);
  const filled = (await select(server, looks.join(' UNION ALL '))).map(({ name }) => String(name));
  await (await admin(server)).query(
    [
      ...filled.filter(isInsertOnly).map((table) => `TRUNCATE TABLE ${schema}.${table}`),
      'START TRANSACTION',
      ...filled.filter((table) => !isInsertOnly(table)).map((table) => `DELETE FROM ${schema}.${table}`),
      'COMMIT',
    ].join(';'),
  );
};

const pool = 'anju_test_pool';

/** The next schema that no process uses: its name is locked as long as this process lives. */
const claimSchema = async (server: string): Promise<string> => {
  for (let number = 1; ; number += 1) {
    const name = `${pool}_${number}`;
    const [row] = await select(server, 'SELECT IS_USED_LOCK(?) AS holder, GET_LOCK(?, 0) AS got', [name, name]);
    if (row?.holder === null && Number(row.got) === 1) return name;
  }
};

const makeSchema = async (server: string, name: string): Promise<Kept> => {
  await createSchema(server, name);
  await migrateUp(addressOf(server, name));
  const shape = await shapeOf(server, name);
  await (await admin(server)).query(`REPLACE INTO ${pool}.made (name, recipe, shape) VALUES (?, ?, ?)`, [
    name,
    recipe,
    shape,
  ]);
  return { name, shape, lockedBy: connection };
};

/** A schema that no process uses, of this run or an earlier one. */
const takeSchema = async (server: string): Promise<Kept> => {
  await (await admin(server)).query(
    `CREATE DATABASE IF NOT EXISTS ${pool}; CREATE TABLE IF NOT EXISTS ${pool}.made
     (name VARCHAR(64) PRIMARY KEY, recipe VARCHAR(64) NOT NULL, shape MEDIUMTEXT NOT NULL)`,
  );
  const name = await claimSchema(server);
  const [old] = await select(server, `SELECT shape FROM ${pool}.made WHERE name = ? AND recipe = ?`, [name, recipe]);
  if (!old || old.shape !== (await shapeOf(server, name))) return makeSchema(server, name);
  await emptyTables(server, name);
  return { name, shape: String(old.shape), lockedBy: connection };
};

/**
 * A database with every table and no row. On a server a schema is made once and emptied after use: making some two
 * hundred tables takes seconds. Schemas stay on the server, for the next run.
 */
export const migratedDatabase = async (folder: string): Promise<TestDatabase> => {
  const server = process.env.TEST_MYSQL_URL;
  if (!server) {
    template ??= makeTemplate();
    copyFileSync(await template, `${folder}/test.sqlite`);
    return { url: `sqlite:${folder}/test.sqlite`, drop: async () => undefined };
  }
  const kept = free.pop() ?? (await takeSchema(server));
  return {
    url: addressOf(server, kept.name),
    drop: async () => {
      // Its lock went with the connection: it belongs to whoever claims it next, who empties it first.
      if (kept.lockedBy !== connection) return;
      const same = (await shapeOf(server, kept.name)) === kept.shape;
      if (same) await emptyTables(server, kept.name);
      free.push(same ? kept : await makeSchema(server, kept.name));
    },
  };
};
