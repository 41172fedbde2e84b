import { atWall, clockTime, toDay } from 'shared-types/time';

/** 21:00 to 08:00: hours of the community in which nobody is disturbed. */
export interface QuietHours {
  quietFrom: string;
  quietTo: string;
}

const dayMs = 86_400_000;

const minutesOf = (clock: string): [hour: number, minute: number] => [
  Number(clock.slice(0, 2)),
  Number(clock.slice(3)),
];

export const nextDay = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);

/** The end of the quiet hours that an instant lies in; null: it lies in none. Hours may go over midnight. */
export const quietUntil = ({ quietFrom, quietTo }: QuietHours, now: Date): Date | null => {
  const [clock, day] = [clockTime(now).padStart(5, '0'), toDay(now)];
  const over = quietFrom > quietTo;
  const quiet = over ? clock >= quietFrom || clock < quietTo : clock >= quietFrom && clock < quietTo;
  if (!quiet) return null;
  return atWall(over && clock >= quietFrom ? nextDay(day) : day, ...minutesOf(quietTo));
};
