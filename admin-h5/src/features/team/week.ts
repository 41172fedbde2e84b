import { atWall, toDay, toInstant, wall } from 'shared-types/time';

const dayMs = 86_400_000;

const shift = (day: string, days: number): string => toDay(new Date(atWall(day, 12).getTime() + days * dayMs));

/** Monday to Sunday of the week in which a day lies, moved by whole weeks. */
export const weekOf = (day: string, weeks = 0): string[] => {
  const back = (wall(atWall(day, 12)).weekday + 6) % 7;
  const monday = shift(day, weeks * 7 - back);
  return Array.from({ length: 7 }, (_, i) => shift(monday, i));
};

const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** Clock times of one day as instants; an end before the start lies on the next day. */
export const shiftSpan = (day: string, from: string, to: string): { startsAt: string; endsAt: string } | null => {
  const start = clock.exec(from);
  const end = clock.exec(to);
  if (!start || !end) return null;
  const starts = atWall(day, Number(start[1]), Number(start[2]));
  const sameDay = atWall(day, Number(end[1]), Number(end[2]));
  const ends = sameDay > starts ? sameDay : new Date(sameDay.getTime() + dayMs);
  return { startsAt: toInstant(starts), endsAt: toInstant(ends) };
};
