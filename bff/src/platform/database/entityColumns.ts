import type { EntitySchemaColumnOptions } from 'typeorm';

type Column = EntitySchemaColumnOptions;

/** Column shapes of entities; each names its type, so nothing depends on emitted metadata (platform.md). */
export const id = (name?: string, more: Partial<Column> = {}): Column => ({
  type: 'varchar',
  length: 26,
  name,
  ...more,
});
export const key = (name?: string): Column => id(name, { primary: true });
export const string = (length: number, name?: string, more: Partial<Column> = {}): Column => ({
  type: 'varchar',
  length,
  name,
  ...more,
});
export const text = (name?: string, more: Partial<Column> = {}): Column => ({ type: 'text', name, ...more });
export const int = (name?: string, more: Partial<Column> = {}): Column => ({ type: 'int', name, ...more });
export const bool = (name?: string, more: Partial<Column> = {}): Column => ({ type: 'boolean', name, ...more });
export const json = (name?: string, more: Partial<Column> = {}): Column => ({ type: 'simple-json', name, ...more });
export const time = (name?: string, more: Partial<Column> = {}): Column => ({
  type: 'datetime',
  precision: 3,
  name,
  ...more,
});
export const nullable: Partial<Column> = { nullable: true };

/** Whole fen in a BIGINT; throws on what is no safe integer, in both directions (house.md). */
export const fen = (name?: string, more: Partial<Column> = {}): Column => ({
  type: 'bigint',
  name,
  transformer: {
    to: (value: unknown) => (value === null || value === undefined ? value : safeInteger(value)),
    from: (value: unknown) => (value === null || value === undefined ? null : safeInteger(value)),
  },
  ...more,
});

const safeInteger = (value: unknown): number => {
  const number = typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new Error('an amount is no safe integer');
  return number;
};
