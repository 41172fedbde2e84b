import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../migrations/all.js';

const ownerSource = (url: string): DataSource =>
  new DataSource(
    (url.startsWith('sqlite:')
      ? { type: 'better-sqlite3', database: url.replace(/^sqlite:/, ''), enableWAL: true, migrations }
      : { type: 'mysql', url, charset: 'utf8mb4_bin', timezone: 'Z', migrations }) as DataSourceOptions,
  );

/** Runs with the owner's address: the application's own account need not change the schema. */
const withOwner = async <T>(url: string, work: (source: DataSource) => Promise<T>): Promise<T> => {
  const source = await ownerSource(url).initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
};

/** Brings the schema up to date; returns the names of the migrations that ran. */
export const migrateUp = (url: string): Promise<string[]> =>
  withOwner(url, async (source) => (await source.runMigrations({ transaction: 'each' })).map((one) => one.name));

/** Names of the migrations that have not run yet. */
export const pendingMigrations = (url: string): Promise<string[]> =>
  withOwner(url, async (source) => {
    const table = await source.query('SELECT 1 FROM migrations LIMIT 1').then(
      () => true,
      () => false,
    );
    const ran: { name: string }[] = table ? await source.query('SELECT name FROM migrations') : [];
    const names = new Set(ran.map(({ name }) => name));
    return source.migrations.flatMap(({ name }) => (name && !names.has(name) ? [name] : []));
  });

/** Takes the last migration back. */
export const migrateDown = (url: string): Promise<void> =>
  withOwner(url, (source) => source.undoLastMigration({ transaction: 'each' }));
