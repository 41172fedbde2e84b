import { atWall, toDay } from 'shared-types/time';

/** 2026-11 */
export type Month = string;

export const monthAfter = (month: Month, by = 1): Month => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + number - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
};

/** An instant of a month; days beyond its end are its last day. */
export const timeIn = (month: Month, day: number, hour = 0, minute = 0): Date => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return atWall(`${month}-${String(Math.min(day, last)).padStart(2, '0')}`, hour, minute);
};

/** The months whose bills the demo tells of, the oldest first; the last one's were published already. */
export const demoMonths = (now: Date, count: number): Month[] => {
  const thisMonth = toDay(now).slice(0, 7);
  const last = timeIn(thisMonth, 1, 6) < now ? thisMonth : monthAfter(thisMonth, -1);
  return Array.from({ length: count }, (_, index) => monthAfter(last, index + 1 - count));
};

/** January 0.0 … the height of summer 1.0: how hot it is, for air conditioners, lawns and pools. */
export const heatOf = (month: Month): number => (1 - Math.cos(((Number(month.slice(5)) - 1) / 12) * 2 * Math.PI)) / 2;
