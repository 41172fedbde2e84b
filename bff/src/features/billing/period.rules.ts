import { atWall, toDay } from 'shared-types/time';

/* Months of the community, as YYYY-MM: they sort as text. Days are YYYY-MM-DD. */

const dayMs = 86_400_000;

const indexOf = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1;

const fromIndex = (index: number): string =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;

/** 2026-12 + 1 is 2027-01. */
export const addMonths = (period: string, months: number): string => fromIndex(indexOf(period) + months);

export const monthOf = (day: string): string => day.slice(0, 7);

export const firstDay = (period: string): string => `${period}-01`;

/** Calendar days from one day to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** Whether a fee that is billed for several months at once is billed with this month as the first of them. */
export const beginsCycle = (period: string, everyMonths: number, firstMonth: number): boolean =>
  (((indexOf(period) - (firstMonth - 1)) % everyMonths) + everyMonths) % everyMonths === 0;

/** When the run of a month is made by itself. */
export const runInstant = (month: string, policy: { runDay: number; runHour: number }): Date =>
  atWall(`${month}-${String(policy.runDay).padStart(2, '0')}`, policy.runHour);

/** Bills are due on the policy's day of the run's month; when they come too late for that, of the next one that is to come. */
export const dueDayOf = (month: string, dueDay: number, publishedOn: string): string => {
  const inMonth = (period: string): string => `${period}-${String(dueDay).padStart(2, '0')}`;
  const own = inMonth(month);
  if (own >= publishedOn) return own;
  const then = inMonth(monthOf(publishedOn));
  return then >= publishedOn ? then : inMonth(addMonths(monthOf(publishedOn), 1));
};

/** The wall minute after midnight at which a community's day of billing begins: late fees of the day before are sure. */
const dayBeginsMinute = 10;

/** When a community looks after its bills next: at the begin of its next day, or when a run is due before that. */
export const nextTick = (now: Date, policy: { runDay: number; runHour: number }): Date => {
  const today = toDay(now);
  const begins = [today, addDays(today, 1)].map((day) => atWall(day, 0, dayBeginsMinute));
  return [...begins, runInstant(monthOf(today), policy)]
    .filter((at) => at > now)
    .reduce((first, at) => (at < first ? at : first));
};

const mostCaughtUp = 12;

/**
 * Months whose run should have been made by itself by now: those whose instant came after billing began in the
 * community, a year back at most. Whether one was made is looked up by its id.
 */
export const dueRunMonths = (since: Date, now: Date, policy: { runDay: number; runHour: number }): string[] => {
  const last = monthOf(toDay(now));
  return Array.from({ length: mostCaughtUp }, (_, back) => addMonths(last, back + 1 - mostCaughtUp)).filter((month) => {
    const at = runInstant(month, policy);
    return at > since && at <= now;
  });
};
