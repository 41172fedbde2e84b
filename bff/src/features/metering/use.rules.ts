import type { UseSpan } from 'shared-types/metering';

/** Hours, days and months of a house's use, and its own past over as long: pure. Days are YYYY-MM-DD, months YYYY-MM. */

const two = (n: number): string => String(n).padStart(2, '0');

/** `months` later; negative: before. */
export const monthsFrom = (month: string, months: number): string => {
  const at = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + months, 1));
  return at.toISOString().slice(0, 7);
};

export const daysOf = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();

/** Keys of the columns of a span, in their order. */
export const keysOf = (span: UseSpan, today: string): string[] => {
  if (span === 'day') return Array.from({ length: 24 }, (_, hour) => two(hour));
  const month = today.slice(0, 7);
  if (span === 'month') return Array.from({ length: daysOf(month) }, (_, day) => `${month}-${two(day + 1)}`);
  return Array.from({ length: 12 }, (_, index) => monthsFrom(month, index - 11));
};

/** The days of the month before until the same day; a shorter month ends with its last one. */
export const sameDaysBefore = (today: string): { from: string; to: string } => {
  const month = monthsFrom(today.slice(0, 7), -1);
  return { from: `${month}-01`, to: `${month}-${two(Math.min(Number(today.slice(8)), daysOf(month)))}` };
};

/** In whole percent, more (+) or less (−); null where there is nothing to compare with. */
export const changeOf = (now: number, before: number): number | null =>
  before === 0 ? null : Math.round(((now - before) / before) * 100);
