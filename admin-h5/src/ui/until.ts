import { atWall, clockTime, toDay, toInstant, wall } from 'shared-types/time';

/** What an input of day and time holds: 2026-11-24T09:00, the community's wall time. */
export const toWallInput = (at: Date): string => `${toDay(at)}T${clockTime(at)}`;

/** The instant of such a value; null while it is not a whole one. */
export const fromWallInput = (value: string): Date | null => {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(value);
  if (!parts?.[1]) return null;
  const at = atWall(parts[1], Number(parts[2]), Number(parts[3]));
  return Number.isNaN(at.getTime()) ? null : at;
};

export const fromWallInputToInstant = (value: string): string | null => {
  const at = fromWallInput(value);
  return at ? toInstant(at) : null;
};

export type UntilPreset = 'evening' | 'morning' | 'afternoon' | 'saturday';

const dayMs = 86_400_000;
const saturday = 6;

/** Times that owners ask for, in the order in which they come; none that is past. */
export const untilPresets = (now: Date): { name: UntilPreset; at: Date }[] => {
  const dayAfter = (days: number) => toDay(new Date(now.getTime() + days * dayMs));
  const toSaturday = (saturday - wall(now).weekday + 7) % 7;
  const all: { name: UntilPreset; at: Date }[] = [
    { name: 'evening', at: atWall(dayAfter(0), 19) },
    { name: 'morning', at: atWall(dayAfter(1), 9) },
    { name: 'afternoon', at: atWall(dayAfter(1), 14) },
    // Tomorrow has its own choice; a Saturday that is today or tomorrow means the next one.
    { name: 'saturday', at: atWall(dayAfter(toSaturday <= 1 ? toSaturday + 7 : toSaturday), 9) },
  ];
  return all.filter(({ at }) => at > now);
};
