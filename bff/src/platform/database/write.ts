import type { EntitySchema } from 'typeorm';
import type { Tx } from './access.js';
import { marks } from './rows.js';
import { bindable, hasShortcut, planOf, selectRows } from './select.js';

/** One changing statement, by the driver where that is possible; the number of rows that it changed. */
export const execute = async (tx: Tx, sql: string, values: unknown[] = []): Promise<number> => {
  const bound = values.map(bindable);
  if (hasShortcut(tx)) return ((await selectRows(tx, sql, bound)) as unknown as { affectedRows: number }).affectedRows;
  if (!tx.queryRunner) throw new Error('not a transaction');
  return (await tx.queryRunner.query(sql, bound, true)).affected ?? 0;
};

/** New rows in one statement; a value that is left out is null. For hot writes; the ORM's `insert` serves all others. */
export const insertRows = async <E extends object>(
  tx: Tx,
  schema: EntitySchema<E>,
  rows: readonly E[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { table, columns } = planOf(schema as EntitySchema<never>);
  const values = rows.flatMap((row) =>
    columns.map(({ property, kind }) => {
      const value = (row as Record<string, unknown>)[property] ?? null;
      return kind === 'json' && value !== null ? JSON.stringify(value) : value;
    }),
  );
  const one = `(${marks(columns)})`;
  await execute(
    tx,
    `INSERT INTO ${table} (${columns.map(({ column }) => column).join(', ')}) VALUES ${rows.map(() => one).join(', ')}`,
    values,
  );
};
