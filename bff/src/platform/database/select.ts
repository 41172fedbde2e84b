import type { EntityManager, EntitySchema } from 'typeorm';
import type { Reader } from './access.js';
import { marks, sqlTime, toBoolean, toDate, toNumber } from './rows.js';

export type Row = Record<string, unknown>;
type RunSql = (sql: string, values: unknown[]) => Promise<Row[]>;

/** Ways past the ORM: the driver itself (house.md: `find` costs half the requests). */
const shortcuts = new WeakMap<EntityManager, RunSql>();

export const setShortcut = (manager: EntityManager, run: RunSql): void => {
  shortcuts.set(manager, run);
};

export const hasShortcut = (manager: EntityManager): boolean => shortcuts.has(manager);

/** Rows of a SELECT, by the driver where that is possible; values pass rows.ts. */
export const selectRows = (reader: Reader, sql: string, values: unknown[] = []): Promise<Row[]> =>
  (shortcuts.get(reader) ?? ((text, list) => reader.query(text, list)))(sql, values);

type Kind = 'plain' | 'date' | 'boolean' | 'json' | 'number';

interface Plan {
  table: string;
  select: string;
  columns: { property: string; column: string; kind: Kind }[];
  /** Columns whose values a driver does not give as the entity has them. */
  converted: { property: string; kind: Kind }[];
}

const kindOf = (type: unknown): Kind => {
  if (type === 'datetime') return 'date';
  if (type === 'boolean') return 'boolean';
  if (type === 'simple-json') return 'json';
  return type === 'bigint' || type === 'int' ? 'number' : 'plain';
};

const plans = new WeakMap<object, Plan>();

export const planOf = (schema: EntitySchema<never>): Plan => {
  const known = plans.get(schema);
  if (known) return known;
  const { tableName = '', columns } = schema.options;
  const list = Object.entries(columns as Record<string, { name?: string; type: unknown }>).map(
    ([property, column]) => ({
      property,
      column: column.name ?? property,
      kind: kindOf(column.type),
    }),
  );
  const plan = {
    table: tableName,
    columns: list,
    // Named as the entity has them, so that the driver's row is the entity and nothing is copied.
    select: list.map(({ column, property }) => `t.${column} AS \`${property}\``).join(', '),
    converted: list.filter(({ kind }) => kind !== 'plain'),
  };
  plans.set(schema, plan);
  return plan;
};

const read = (value: unknown, kind: Kind): unknown => {
  if (kind === 'plain') return value;
  if (kind === 'date') return toDate(value);
  if (kind === 'boolean') return toBoolean(value);
  return kind === 'json' ? JSON.parse(String(value)) : toNumber(value);
};

/** better-sqlite3 takes neither dates nor booleans. */
export const bindable = (value: unknown): unknown => {
  if (value instanceof Date) return sqlTime(value);
  return typeof value === 'boolean' ? Number(value) : value;
};

type Condition<V> = V | readonly V[] | null;

export interface SelectOptions<E> {
  /** Property -> value, a list of values, or null. */
  where: { [P in keyof E]?: Condition<E[P]> };
  /** `t.at DESC, t.id DESC`, in column names. */
  orderBy?: string;
  limit?: number;
}

/**
 * Whole rows of one table, by equality. For hot reads; the ORM's `find` serves all others. An empty list of values finds
 * nothing, without asking.
 */
export const selectAll = async <E extends object>(
  reader: Reader,
  schema: EntitySchema<E>,
  options: SelectOptions<E>,
): Promise<E[]> => {
  const plan = planOf(schema as EntitySchema<never>);
  const where: string[] = [];
  const values: unknown[] = [];
  for (const [property, condition] of Object.entries(options.where)) {
    const column = plan.columns.find((one) => one.property === property)?.column;
    if (!column) throw new Error(`${plan.table} has no ${property}`);
    if (condition === null) where.push(`t.${column} IS NULL`);
    else if (Array.isArray(condition)) {
      if (condition.length === 0) return [];
      where.push(`t.${column} IN (${marks(condition)})`);
      values.push(...condition.map(bindable));
    } else {
      where.push(`t.${column} = ?`);
      values.push(bindable(condition));
    }
  }
  const rows = await selectRows(
    reader,
    `SELECT ${plan.select} FROM ${plan.table} t${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}${
      options.orderBy ? ` ORDER BY ${options.orderBy}` : ''
    }${options.limit === undefined ? '' : ` LIMIT ${options.limit}`}`,
    values,
  );
  for (const row of rows)
    for (const { property, kind } of plan.converted) {
      const value = row[property];
      if (value !== null && !(value instanceof Date)) row[property] = read(value, kind);
    }
  return rows as E[];
};

/** The one row, or null. */
export const selectOne = async <E extends object>(
  reader: Reader,
  schema: EntitySchema<E>,
  where: SelectOptions<E>['where'],
): Promise<E | null> => (await selectAll(reader, schema, { where, limit: 1 }))[0] ?? null;
