import { AppError } from '../kernel/appError.js';

/** An opaque cursor of a list: the sort values of its last row. */
export const encodeCursor = (...parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor, none when there is no cursor; a forged one is `request.invalid`. */
export const decodeCursor = (cursor: string | undefined, length: number): string[] => {
  if (!cursor) return [];
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(parts) &&
      parts.length === length &&
      parts.every((part) => typeof part === 'string' && part.length <= 60)
    )
      return parts as string[];
  } catch {
    // Falls through: not one of ours.
  }
  throw forged();
};

const forged = (): AppError => new AppError('request.invalid', { fields: { cursor: '页码不对，请从头再看' } });

/** A part of a cursor that is a whole number; a forged one is `request.invalid`. */
export const cursorWhole = (part: string): number => {
  const number = Number(part);
  if (!Number.isSafeInteger(number)) throw forged();
  return number;
};

/** A part of a cursor that is an instant; a forged one is `request.invalid`. */
export const cursorTime = (part: string): Date => {
  const at = new Date(part);
  if (Number.isNaN(at.getTime())) throw forged();
  return at;
};
