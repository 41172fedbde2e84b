import { atWall, toDay, wall } from 'shared-types/time';

/** Hours of the community in which a clock runs; null: day and night. Minutes of the day, 1 = Monday. */
export type WorkingHours = { fromMinute: number; toMinute: number; weekdays: readonly number[] } | null;

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A week without a working day would never end. */
const mostDays = 4000;

/** 08:30 -> 510 */
export const minuteOfDay = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

/** The working span of the community's day in which `at` lies, or null when nobody works that day. */
const spanOf = (at: Date, hours: NonNullable<WorkingHours>): { from: number; to: number } | null => {
  const weekday = wall(at).weekday || 7;
  if (!hours.weekdays.includes(weekday)) return null;
  const midnight = atWall(toDay(at), 0).getTime();
  return { from: midnight + hours.fromMinute * minuteMs, to: midnight + hours.toMinute * minuteMs };
};

const nextMidnight = (at: number): number => atWall(toDay(new Date(at)), 24).getTime();

/** The instant at which `ms` of working time have passed since `start`. Throws where no time is ever worked. */
export const addWorkingMs = (start: Date, ms: number, hours: WorkingHours): Date => {
  if (!hours) return new Date(start.getTime() + ms);
  let at = start.getTime();
  let left = ms;
  for (let day = 0; day < mostDays; day++) {
    const span = spanOf(new Date(at), hours);
    if (span && at < span.to) {
      const from = Math.max(at, span.from);
      if (from + left <= span.to) return new Date(from + left);
      left -= span.to - from;
    }
    at = nextMidnight(at);
  }
  throw new Error('no working time');
};

/** Working time between two instants, of eleven years at most; 0 when `to` is not after `from`. */
export const workingMsBetween = (from: Date, to: Date, hours: WorkingHours): number => {
  if (to <= from) return 0;
  if (!hours) return to.getTime() - from.getTime();
  const end = Math.min(to.getTime(), from.getTime() + mostDays * dayMs);
  let sum = 0;
  for (let at = from.getTime(); at < end; at = nextMidnight(at)) {
    const span = spanOf(new Date(at), hours);
    if (span) sum += Math.max(0, Math.min(span.to, end) - Math.max(span.from, at));
  }
  return sum;
};
