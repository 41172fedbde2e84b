import { atWall, toDay } from 'shared-types/time';

const dayMs = 86_400_000;

/** 2026-10, of the community's day on which it is now. */
export const periodOf = (at: Date): string => toDay(at).slice(0, 7);

/** So many months later; 2026-12 and 1: 2027-01. */
export const periodAfter = (period: string, months = 1): string => {
  const index = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
};

/** The first instant of a month, and the first that is not in it any more. */
export const spanOf = (period: string): { from: Date; to: Date } => ({
  from: atWall(`${period}-01`, 0),
  to: atWall(`${periodAfter(period)}-01`, 0),
});

export interface ReportDay {
  day: number;
  hour: number;
}

/** When a month publishes itself, and from when on it is late: after the end of that day. */
export const dueOf = (period: string, { day, hour }: ReportDay): { dueAt: Date; lateAt: Date } => {
  const on = `${periodAfter(period)}-${String(day).padStart(2, '0')}`;
  return { dueAt: atWall(on, hour), lateAt: new Date(atWall(on, 0).getTime() + dayMs) };
};

/** Months from one up to another, both included; none where the first is later. */
export const periodsBetween = (first: string, last: string): string[] => {
  const periods: string[] = [];
  for (let period = first; period <= last; period = periodAfter(period)) periods.push(period);
  return periods;
};
