import { DataSource, type QueryRunner } from 'typeorm';
import { partitionedTables } from '../../../migrations/partitions.js';

/**
 * Tables that grow for ever lie in monthly parts on a server: a month that nobody keeps any longer is dropped, not
 * deleted row by row. What is later than the last month goes into `pmax`, so that no row is ever refused. SQLite has none
 * of this: its tables are plain.
 */

const rest = 'pmax';
const monthsAhead = 3;

interface Runs {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

const monthOf = (at: Date, plus = 0): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + plus, 1));
const nameOf = (month: Date): string => `p${month.toISOString().slice(0, 7).replace('-', '')}`;
/** The first moment that is not in the month any more, as SQL. */
const endOf = (month: Date): string => `'${monthOf(month, 1).toISOString().slice(0, 10)} 00:00:00'`;

const readNames = async (runs: Runs, table: string): Promise<string[]> => {
  const rows = (await runs.query(
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY PARTITION_ORDINAL_POSITION`,
    [table],
  )) as { name: string | null }[];
  return rows.flatMap(({ name }) => (name === null ? [] : [name]));
};

/** For a migration: one part without an end, from which `keepPartitions` cuts the months. */
export const partitionByMonth = async (runner: QueryRunner, table: string, column: string): Promise<void> => {
  if (runner.connection.options.type === 'better-sqlite3') return;
  if ((await readNames(runner, table)).length > 0) return;
  await runner.query(
    `ALTER TABLE ${table} PARTITION BY RANGE COLUMNS(${column}) (PARTITION ${rest} VALUES LESS THAN (MAXVALUE))`,
  );
};

const makeMonths = async (runs: Runs, table: string, now: Date): Promise<string[]> => {
  const names = await readNames(runs, table);
  if (!names.includes(rest)) return [];
  const last = names.filter((name) => name !== rest).at(-1) ?? '';
  const missing = Array.from({ length: monthsAhead + 2 }, (_, at) => monthOf(now, at - 1)).filter(
    (month) => nameOf(month) > last,
  );
  if (missing.length === 0) return [];
  const parts = missing.map((month) => `PARTITION ${nameOf(month)} VALUES LESS THAN (${endOf(month)})`);
  await runs.query(
    `ALTER TABLE ${table} REORGANIZE PARTITION ${rest} INTO (${parts.join(', ')}, PARTITION ${rest} VALUES LESS THAN (MAXVALUE))`,
  );
  return missing.map(nameOf);
};

const dropMonths = async (runs: Runs, table: string, before: Date): Promise<string[]> => {
  const kept = nameOf(before);
  const old = (await readNames(runs, table)).filter((name) => name !== rest && name < kept);
  if (old.length > 0) await runs.query(`ALTER TABLE ${table} DROP PARTITION ${old.join(', ')}`);
  return old;
};

export interface PartitionWork {
  made: string[];
  dropped: string[];
}

/** The months around now and the next ones; whole months before `keepFrom` (null: none) are dropped. */
export const keepPartitions = async (runs: Runs, now: Date, keepFrom: Date | null): Promise<PartitionWork> => {
  const work: PartitionWork = { made: [], dropped: [] };
  for (const table of partitionedTables) {
    work.made.push(...(await makeMonths(runs, table, now)));
    if (keepFrom) work.dropped.push(...(await dropMonths(runs, table, keepFrom)));
  }
  return work;
};

const lock = 'anju.partitions';

/** With the owner's address, for the application's own account may not change a table. One process at a time. */
export const keepPartitionsAt = async (
  ownerUrl: string,
  now: Date,
  keepFrom: Date | null,
): Promise<PartitionWork | null> => {
  if (ownerUrl.startsWith('sqlite:')) return null;
  const source = await new DataSource({ type: 'mysql', url: ownerUrl, timezone: 'Z', entities: [] }).initialize();
  const runner = source.createQueryRunner();
  try {
    const [row] = (await runner.query('SELECT GET_LOCK(?, 0) AS mine', [lock])) as { mine: unknown }[];
    if (Number(row?.mine) !== 1) return null;
    return await keepPartitions(runner, now, keepFrom);
  } finally {
    await runner.release();
    await source.destroy();
  }
};
