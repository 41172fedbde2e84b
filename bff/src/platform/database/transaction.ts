import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Tx } from './access.js';
import type { Database } from './database.js';
import { type Row, setShortcut } from './select.js';

interface Scope {
  afterCommit: (() => void)[];
}

const current = new AsyncLocalStorage<Scope>();
const scopes = new WeakMap<EntityManager, Scope>();

/** Lock wait timeout, deadlock, record changed since last read. */
const rerunnable = new Set([1205, 1213, 1020]);
const maxRuns = 5;

const errnoOf = (error: unknown): number | undefined =>
  (error as { driverError?: { errno?: number }; errno?: number } | null)?.driverError?.errno ??
  (error as { errno?: number } | null)?.errno;

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
]);

/** True when the database did not answer at all: it is restarting, or cannot be reached. Whether it acted is unknown. */
export const isDatabaseAway = (error: unknown): boolean => {
  const { driverError, code } = (error ?? {}) as { driverError?: { code?: string }; code?: string };
  return awayCodes.has(driverError?.code ?? code ?? '');
};

/** True when a unique key was already there. */
export const isDuplicate = (error: unknown): boolean => {
  const driver = (error as { driverError?: { code?: string } } | null)?.driverError;
  return errnoOf(error) === 1062 || /^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)$/.test(driver?.code ?? '');
};

/** mysql2's connection, as far as it is used past the ORM. */
interface DriverConnection {
  query(sql: string, values: unknown[], done: (error: Error | null, answer: unknown) => void): void;
}

const ask = <T>(connection: DriverConnection, sql: string, values: unknown[]): Promise<T> =>
  new Promise((resolve, reject) => {
    connection.query(sql, values, (error, answer) => (error ? reject(error) : resolve(answer as T)));
  });

/** Connections of the pool whose transactions run at READ COMMITTED: said once to each, not to each transaction. */
const readCommitted = new WeakSet<DriverConnection>();

const onMysql = async <T>(db: Database, body: (manager: EntityManager) => Promise<T>): Promise<T> => {
  const runner = db.source.createQueryRunner();
  try {
    const connection = (await runner.connect()) as DriverConnection;
    if (!readCommitted.has(connection)) {
      await ask(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', []);
      readCommitted.add(connection);
    }
    setShortcut(runner.manager, (sql, values) => {
      db.onQuery?.(sql, values);
      return ask<Row[]>(connection, sql, values);
    });
    await runner.startTransaction();
    try {
      const result = await body(runner.manager);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // What failed first is what is told.
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  } finally {
    await runner.release();
  }
};

/**
 * Runs `fn` in one transaction: READ COMMITTED on MySQL, rerun after a deadlock, so `fn` has no outside effect; one at
 * a time on SQLite. A transaction inside a transaction throws: pass the `tx` on instead.
 */
export const inTransaction = async <T>(db: Database, fn: (tx: Tx) => Promise<T>): Promise<T> => {
  if (current.getStore()) throw new Error('transaction inside a transaction: hand the tx on instead');
  for (let run = 1; ; run++) {
    const scope: Scope = { afterCommit: [] };
    const body = async (manager: EntityManager): Promise<T> => {
      scopes.set(manager, scope);
      return fn(manager as Tx);
    };
    try {
      const result = await db.writes.run(() =>
        current.run(scope, () => (db.engine === 'sqlite' ? db.source.transaction(body) : onMysql(db, body))),
      );
      for (const effect of scope.afterCommit) effect();
      return result;
    } catch (error) {
      if (run >= maxRuns || !rerunnable.has(errnoOf(error) ?? 0)) throw error;
      await sleep(run * 20 + Math.floor(Math.random() * 20));
    }
  }
};

/** For what may be lost: a live update, a nudge to the workers. What must happen goes into the outbox. */
export const afterCommit = (tx: Tx, effect: () => void): void => {
  const scope = scopes.get(tx);
  if (!scope) throw new Error('not a transaction');
  scope.afterCommit.push(effect);
};

/** `FOR UPDATE` where the engine has it; SQLite's single writer needs none. */
export const forUpdate = (tx: Tx): string => (tx.connection.options.type === 'better-sqlite3' ? '' : ' FOR UPDATE');

/** `FOR UPDATE SKIP LOCKED` where the engine has it. */
export const skipLocked = (tx: Tx): string =>
  tx.connection.options.type === 'better-sqlite3' ? '' : ' FOR UPDATE SKIP LOCKED';
