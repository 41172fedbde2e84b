import { type QueryRunner, Table, TableColumn, type TableColumnOptions, TableIndex } from 'typeorm';

/**
 * Columns of a migration for both engines. Text is utf8mb4_bin on MySQL: with a `_ci` collation two different emoji
 * collide (platform.md).
 */
const textual = (runner: QueryRunner): Partial<TableColumnOptions> =>
  isSqlite(runner) ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_bin' };

const isSqlite = (runner: QueryRunner): boolean => runner.connection.options.type === 'better-sqlite3';

export interface ColumnMaker {
  id(name: string, options?: Partial<TableColumnOptions>): TableColumnOptions;
  string(name: string, length: number, options?: Partial<TableColumnOptions>): TableColumnOptions;
  text(name: string, options?: Partial<TableColumnOptions>): TableColumnOptions;
  int(name: string, options?: Partial<TableColumnOptions>): TableColumnOptions;
  bigint(name: string, options?: Partial<TableColumnOptions>): TableColumnOptions;
  bool(name: string, options?: Partial<TableColumnOptions>): TableColumnOptions;
  /** UTC, milliseconds. */
  time(name: string, options?: Partial<TableColumnOptions>): TableColumnOptions;
}

export const columnsFor = (runner: QueryRunner): ColumnMaker => ({
  id: (name, options) => ({ name, type: 'varchar', length: '26', ...textual(runner), ...options }),
  string: (name, length, options) => ({
    name,
    type: 'varchar',
    length: String(length),
    ...textual(runner),
    ...options,
  }),
  text: (name, options) => ({ name, type: isSqlite(runner) ? 'text' : 'mediumtext', ...textual(runner), ...options }),
  int: (name, options) => ({ name, type: 'int', ...options }),
  bigint: (name, options) => ({ name, type: 'bigint', ...options }),
  bool: (name, options) => ({ name, type: isSqlite(runner) ? 'boolean' : 'tinyint', ...options }),
  time: (name, options) => ({ name, type: 'datetime', ...(isSqlite(runner) ? {} : { precision: 3 }), ...options }),
});

export interface TableOptions {
  name: string;
  columns: TableColumnOptions[];
  /** Names of the primary key's columns, in order; community tables lead with community_id. */
  primary: string[];
  indexes?: { columns: string[]; unique?: boolean }[];
}

const indexOf = (table: string, index: { columns: string[]; unique?: boolean }): TableIndex =>
  new TableIndex({
    name: `${index.unique ? 'ux' : 'ix'}_${table}_${index.columns.join('_')}`.slice(0, 60),
    columnNames: index.columns,
    isUnique: index.unique ?? false,
  });

/** Creates a table with its indexes; a migration that was cut on MariaDB may run again. */
export const createTable = async (runner: QueryRunner, options: TableOptions): Promise<void> => {
  // TypeORM orders a primary key by the columns' order, so key columns come first.
  const keyFirst = [
    ...options.primary.map((name) => {
      const column = options.columns.find((c) => c.name === name);
      if (!column) throw new Error(`${options.name} has no column ${name}`);
      return { ...column, isPrimary: true };
    }),
    ...options.columns.filter((c) => !options.primary.includes(c.name)),
  ];
  await runner.createTable(
    new Table({
      name: options.name,
      columns: keyFirst,
      indices: (options.indexes ?? []).map((index) => indexOf(options.name, index)),
    }),
    true,
  );
};

/** Drops tables if they are there. */
export const dropTables = async (runner: QueryRunner, ...names: string[]): Promise<void> => {
  for (const name of names) await runner.dropTable(name, true);
};

/** Adds columns that are not there yet, so that a migration which was cut on MariaDB may run again. */
export const addColumns = async (
  runner: QueryRunner,
  table: string,
  columns: TableColumnOptions[],
  indexes: { columns: string[]; unique?: boolean }[] = [],
): Promise<void> => {
  const missing = [];
  for (const column of columns)
    if (!(await runner.hasColumn(table, column.name))) missing.push(new TableColumn(column));
  if (missing.length > 0) await runner.addColumns(table, missing);
  const known = (await runner.getTable(table))?.indices.map(({ name }) => name) ?? [];
  for (const index of indexes.map((one) => indexOf(table, one)))
    if (!known.includes(index.name)) await runner.createIndex(table, index);
};

/** Takes columns and their indexes away, if they are there. */
export const dropColumns = async (
  runner: QueryRunner,
  table: string,
  columns: string[],
  indexes: { columns: string[]; unique?: boolean }[] = [],
): Promise<void> => {
  await dropIndexes(runner, table, indexes);
  for (const column of columns) if (await runner.hasColumn(table, column)) await runner.dropColumn(table, column);
};

/** Takes indexes away, if they are there. */
export const dropIndexes = async (
  runner: QueryRunner,
  table: string,
  indexes: { columns: string[]; unique?: boolean }[],
): Promise<void> => {
  const known = (await runner.getTable(table))?.indices ?? [];
  for (const { name } of indexes.map((one) => indexOf(table, one)))
    if (name && known.some((one) => one.name === name)) await runner.dropIndex(table, name);
};
