import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { Engine, Reader } from './access.js';
import { createMutex, type Mutex } from './mutex.js';
import { type Row, setShortcut } from './select.js';

export interface Database {
  engine: Engine;
  source: DataSource;
  /** Reads outside of any transaction. */
  reader: Reader;
  /** SQLite has one connection for writing: overlapping transactions would nest on it (platform.md). */
  writes: Mutex;
  /** Hears the statements that go past the ORM; the ORM's own it hears by itself. */
  onQuery: DatabaseOptions['onQuery'];
  close(): Promise<void>;
  ping(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:/path/to/file` or `mysql://user:password@host:port/name`. */
  url: string;
  entities: EntitySchema[];
  migrations?: (new () => MigrationInterface)[];
  /** MySQL connections. */
  poolSize?: number;
  /** SQLite's fsync: `off` for tests only. */
  durability?: 'full' | 'off';
  /** Hears every statement; for measurements. */
  onQuery?: (sql: string, values?: unknown[]) => void;
}

const watching = (options: DatabaseOptions): Partial<DataSourceOptions> => {
  const { onQuery } = options;
  if (!onQuery) return {};
  const quiet = (): void => undefined;
  return {
    logging: true,
    logger: {
      logQuery: onQuery,
      logQueryError: quiet,
      logQuerySlow: quiet,
      logSchemaBuild: quiet,
      logMigration: quiet,
      log: quiet,
    },
  };
};

const sqliteOptions = (file: string, options: DatabaseOptions): DataSourceOptions =>
  ({
    type: 'better-sqlite3',
    database: file,
    entities: options.entities,
    migrations: options.migrations ?? [],
    migrationsTransactionMode: 'each',
    enableWAL: true,
    prepareDatabase: (db: { pragma(text: string): unknown }) => {
      db.pragma(`synchronous = ${options.durability === 'off' ? 'OFF' : 'FULL'}`);
      db.pragma('busy_timeout = 5000');
      db.pragma('temp_store = MEMORY');
    },
    ...watching(options),
  }) as DataSourceOptions;

interface Statement {
  all(...values: unknown[]): Row[];
}

const mostStatements = 500;

/** The same few hundred reads come again and again: SQLite understands each once. */
const keepStatements = (prepare: (sql: string) => Statement): ((sql: string) => Statement) => {
  const kept = new Map<string, Statement>();
  return (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    if (kept.size >= mostStatements) kept.clear();
    const statement = prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
};

const openSqlite = async (options: DatabaseOptions): Promise<Database> => {
  const file = options.url.replace(/^sqlite:/, '');
  mkdirSync(dirname(file), { recursive: true });
  const source = await new DataSource(sqliteOptions(file, options)).initialize();
  // A plain read on the writing connection would see another's uncommitted rows.
  const readSource = await new DataSource({
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    entities: options.entities,
  } as DataSourceOptions).initialize();
  const { databaseConnection } = readSource.driver as unknown as {
    databaseConnection: { prepare(sql: string): Statement };
  };
  if (!options.onQuery) {
    const prepared = keepStatements((sql) => databaseConnection.prepare(sql));
    setShortcut(readSource.manager, async (sql, values) => prepared(sql).all(...values));
  }
  return {
    engine: 'sqlite',
    source,
    reader: readSource.manager as Reader,
    writes: createMutex(),
    onQuery: options.onQuery,
    close: async () => {
      await readSource.destroy();
      await source.destroy();
    },
    ping: async () => void (await readSource.query('SELECT 1')),
  };
};

/** TypeORM shows schema drift for ever when `mysql` meets a MariaDB server, or the reverse. */
const mysqlFlavour = async (url: string): Promise<'mysql' | 'mariadb'> => {
  const probe = await new DataSource({ type: 'mysql', url, entities: [] }).initialize();
  try {
    const rows: { version: string }[] = await probe.query('SELECT VERSION() AS version');
    return /mariadb/i.test(rows[0]?.version ?? '') ? 'mariadb' : 'mysql';
  } finally {
    await probe.destroy();
  }
};

const openMysql = async (options: DatabaseOptions): Promise<Database> => {
  const source = await new DataSource({
    type: await mysqlFlavour(options.url),
    url: options.url,
    entities: options.entities,
    migrations: options.migrations ?? [],
    migrationsTransactionMode: 'each',
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    connectTimeout: 5000,
    poolSize: options.poolSize ?? 10,
    ...watching(options),
  } as DataSourceOptions).initialize();
  const { pool } = source.driver as unknown as {
    pool: { query(sql: string, values: unknown[], done: (error: Error | null, rows: Row[]) => void): void };
  };
  setShortcut(source.manager, (sql, values) => {
    options.onQuery?.(sql, values);
    return new Promise((resolve, reject) => {
      pool.query(sql, values, (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  });
  return {
    engine: 'mysql',
    source,
    reader: source.manager as Reader,
    writes: { run: (fn) => fn() },
    onQuery: options.onQuery,
    close: () => source.destroy(),
    ping: async () => void (await source.query('SELECT 1')),
  };
};

/** Connects; runs no migration. */
export const openDatabase = (options: DatabaseOptions): Promise<Database> =>
  options.url.startsWith('sqlite:') ? openSqlite(options) : openMysql(options);
