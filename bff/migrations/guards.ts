/**
 * What the database itself watches over, whoever writes: the one list of triggers and checks, applied again after every
 * migration (SQLite's addColumn builds a table anew and silently drops its triggers; CHECKs of createTable are ignored
 * on MariaDB). A table or check is added here; `npm run migrate` does the rest.
 */

/** Rows are written once. Triggers refuse UPDATE and DELETE; the application's account has no right to them either. */
export const insertOnlyTables = [
  'audit_log',
  'ledger_entry',
  'ledger_posting',
  'ledger_seal',
  'ledger_sealed_entry',
  'balance_movement',
  'money_policy',
  'finance_report',
  'alarm_policy',
] as const;

export interface RowCheck {
  table: string;
  /** Unique for its table; at most 20 small letters, digits and underscores. */
  name: string;
  /** SQL that both engines understand, about the columns of NEW. */
  holds: string;
}

/** What must hold for every row that is written. */
export const rowChecks: readonly RowCheck[] = [
  { table: 'ledger_entry', name: 'moves', holds: 'NEW.amount_fen > 0 AND NEW.legs >= 2' },
  { table: 'ledger_posting', name: 'moves', holds: 'NEW.amount_fen <> 0 AND NEW.leg >= 1' },
  { table: 'ledger_seal', name: 'covers', holds: 'NEW.count >= 1 AND NEW.seq >= 1' },
  { table: 'ledger_sealed_entry', name: 'counts', holds: 'NEW.number >= 1' },
  { table: 'finance_report', name: 'bound', holds: 'NEW.entries >= 0 AND NEW.chain_seq >= 0' },
  { table: 'spending', name: 'moves', holds: 'NEW.amount_fen > 0' },
  { table: 'balance_movement', name: 'moves', holds: 'NEW.amount_fen <> 0 AND NEW.balance_fen >= 0' },
  { table: 'house_balance', name: 'covered', holds: 'NEW.balance_fen >= 0' },
  { table: 'alarm', name: 'said', holds: 'NEW.said_count >= 1' },
  { table: 'coupon', name: 'covers', holds: 'NEW.amount_fen > 0 AND NEW.used_fen BETWEEN 0 AND NEW.amount_fen' },
];
