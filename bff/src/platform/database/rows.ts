/** Raw rows differ between the engines (strings or numbers, text or Date): every raw value passes one of these. */

export const toNumber = (value: unknown): number => {
  const number = typeof value === 'number' ? value : Number(value ?? 0);
  if (!Number.isSafeInteger(number)) throw new Error(`not a safe integer: ${String(value)}`);
  return number;
};

/** A UTC instant, from a Date (mysql2) or from 'YYYY-MM-DD HH:MM:SS.mmm' (SQLite). */
export const toDate = (value: unknown): Date => {
  if (value instanceof Date) return value;
  return new Date(`${String(value).replace(' ', 'T').replace(/Z$/, '')}Z`);
};

export const toDateOrNull = (value: unknown): Date | null =>
  value === null || value === undefined ? null : toDate(value);

export const toBoolean = (value: unknown): boolean => value === true || value === 1 || value === '1';

/** An instant as both engines compare and store it in raw SQL. */
export const sqlTime = (at: Date): string => at.toISOString().replace('T', ' ').replace('Z', '');

/** `?, ?, ?` for an IN list. */
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** A LIKE pattern that finds the text itself; use with ESCAPE '!'. */
export const contains = (value: string): string => `%${value.replace(/[!%_]/g, '!$&')}%`;
