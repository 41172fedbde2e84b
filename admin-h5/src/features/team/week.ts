import { atWall, toDay, toInstant, wall } from 'shared-types/time';

const dayMs = 86_400_000;

const shift = (day: string, days: number): string => toDay(new Date(atWall(day, 12).getTime() + days * dayMs));

/** Monday to Sunday of the week in which a day lies, moved by whole weeks. */
export const weekOf = (day: string, weeks = 0): string[] => {
  const back = (wall(atWall(day, 12)).weekday + 6) % 7;
  const monday = shift(day, weeks * 7 - back);
  return Array.from({ length: 7 }, (_, i) => shift(monday, i));
};

/** Clock times of one day as instants; an end before the start lies on the next day. */
export const shiftSpan = (day: string, from: string, to: string): { startsAt: string; endsAt: string } | null => {
  const [fromHour = Number.NaN, fromMinute = 0] = from.split(':').map(Number);
  const [toHour = Number.NaN, toMinute = 0] = to.split(':').map(Number);
  if (Number.isNaN(fromHour) || Number.isNaN(toHour)) return null;
  const starts = atWall(day, fromHour, fromMinute);
  const sameDay = atWall(day, toHour, toMinute);
  const ends = sameDay > starts ? sameDay : new Date(sameDay.getTime() + dayMs);
  return { startsAt: toInstant(starts), endsAt: toInstant(ends) };
};
