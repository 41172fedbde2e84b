import type { DataSource } from 'typeorm';
import { insertOnlyTables, rowChecks } from '../../../migrations/guards.js';

/** A trigger as the list wants it. */
interface Guard {
  name: string;
  table: string;
  event: 'INSERT' | 'UPDATE' | 'DELETE';
  /** What the trigger does, in the engine's words. */
  body: string;
}

const prefix = 'guard_';

const isSqlite = (source: DataSource): boolean => source.options.type === 'better-sqlite3';

const refusal = (sqlite: boolean, message: string): string =>
  sqlite ? `SELECT RAISE(ABORT, '${message}')` : `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;

export const isInsertOnly = (table: string): boolean => (insertOnlyTables as readonly string[]).includes(table);

/** Every trigger that a database of this engine must have. */
const guardsFor = (sqlite: boolean): Guard[] => {
  const kept = insertOnlyTables.flatMap((table) =>
    (['UPDATE', 'DELETE'] as const).map((event) => ({
      name: `${prefix}${table}_${event.toLowerCase()}`,
      table,
      event,
      body: refusal(sqlite, `rows of ${table} are never changed or deleted`),
    })),
  );
  const checked = rowChecks.flatMap(({ table, name, holds }) => {
    const refuse = refusal(sqlite, `a row of ${table} breaks ${name}`);
    const body = sqlite ? `${refuse} WHERE NOT (${holds})` : `IF NOT (${holds}) THEN ${refuse}; END IF`;
    const events = isInsertOnly(table) ? (['INSERT'] as const) : (['INSERT', 'UPDATE'] as const);
    return events.map((event) => ({ name: `${prefix}${table}_${name}_${event.toLowerCase()}`, table, event, body }));
  });
  return [...kept, ...checked];
};

const createSql = (sqlite: boolean, { name, table, event, body }: Guard): string =>
  sqlite
    ? `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW BEGIN ${body}; END`
    : `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW ${body}`;

/** Our triggers as they stand in the database: name -> table and text. */
const standing = async (source: DataSource): Promise<Map<string, { table: string; text: string }>> => {
  const rows: { name: string; tbl: string; text: string }[] = isSqlite(source)
    ? await source.query(`SELECT name, tbl_name AS tbl, sql AS text FROM sqlite_master WHERE type = 'trigger'`)
    : await source.query(
        `SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS tbl, ACTION_STATEMENT AS text
         FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()`,
      );
  const own = rows.filter(({ name }) => name.startsWith(prefix));
  return new Map(own.map(({ name, tbl, text }) => [name, { table: tbl, text }]));
};

const tablesOf = async (source: DataSource): Promise<Set<string>> => {
  const rows: { name: string }[] = isSqlite(source)
    ? await source.query(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    : await source.query(`SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()`);
  return new Set(rows.map(({ name }) => name));
};

const isIn = (sqlite: boolean, guard: Guard, found: { table: string; text: string } | undefined): boolean =>
  found?.table === guard.table && found.text === (sqlite ? createSql(true, guard) : guard.body);

const planOf = async (source: DataSource) => {
  const sqlite = isSqlite(source);
  const [found, tables] = [await standing(source), await tablesOf(source)];
  // Half-way down the migrations a table of the list may not be there.
  const wanted = guardsFor(sqlite).filter(({ table }) => tables.has(table));
  const missing = wanted.filter((guard) => !isIn(sqlite, guard, found.get(guard.name)));
  const names = new Set(wanted.map(({ name }) => name));
  const superfluous = [...found.keys()].filter((name) => !names.has(name));
  return { missing, dropped: [...superfluous, ...missing.flatMap(({ name }) => (found.has(name) ? [name] : []))] };
};

/** Triggers that are not there, or not as the list wants them; empty when all is well. */
export const missingGuards = async (source: DataSource): Promise<string[]> =>
  (await planOf(source)).missing.map(({ name }) => name);

/** Brings the triggers to what the list says; those that are right already are not touched. */
export const applyGuards = async (source: DataSource): Promise<void> => {
  const { missing, dropped } = await planOf(source);
  for (const name of dropped) await source.query(`DROP TRIGGER IF EXISTS ${name}`);
  for (const guard of missing) await source.query(createSql(isSqlite(source), guard));
};
