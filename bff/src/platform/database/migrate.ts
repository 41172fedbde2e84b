import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../migrations/all.js';
import { areTwoAccounts, grantApplication } from './grants.js';
import { applyGuards, missingGuards as missing } from './guards.js';
import { keepPartitions } from './partitions.js';

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

/**
 * Brings the schema up to date, with the triggers and checks of `migrations/guards.ts`; returns the names of the
 * migrations that ran. With the application's address, where it signs in as another account than the owner, that account
 * gets its rights, table by table.
 */
export const migrateUp = (url: string, appUrl: string = url): Promise<string[]> =>
  withOwner(url, async (source) => {
    const ran = (await source.runMigrations({ transaction: 'each' })).map((one) => one.name);
    await applyGuards(source);
    if (!url.startsWith('sqlite:')) await keepPartitions(source, new Date(), null);
    if (areTwoAccounts(url, appUrl)) await grantApplication(source, appUrl);
    return ran;
  });

/** Names of triggers and checks that are not there as they should be. */
export const missingGuards = (url: string): Promise<string[]> => withOwner(url, missing);

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
  withOwner(url, async (source) => {
    await source.undoLastMigration({ transaction: 'each' });
    await applyGuards(source);
  });
