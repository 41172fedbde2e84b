/** Both days included. */
export interface Span {
  from: string;
  to: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

const monthOf = (year: number, month: number): Span => {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const head = `${year}-${two(month)}`;
  return { from: `${head}-01`, to: `${head}-${two(last)}` };
};

export const spans = ['month', 'last', 'year'] as const;
export type SpanName = (typeof spans)[number];

/** This month and this year to date; the whole of the month before. `today`: YYYY-MM-DD. */
export const spanNamed = (name: SpanName, today: string): Span => {
  const [year = 0, month = 1] = today.split('-').map(Number);
  if (name === 'month') return { from: `${today.slice(0, 8)}01`, to: today };
  if (name === 'year') return { from: `${year}-01-01`, to: today };
  return month === 1 ? monthOf(year - 1, 12) : monthOf(year, month - 1);
};
