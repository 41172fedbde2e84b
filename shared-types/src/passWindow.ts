import { atWall, dayName, toDay, toInstant } from './time.js';

/** When a guest may come: chosen in a few taps, not typed. */

export type SlotName = 'now' | 'day' | 'morning' | 'afternoon' | 'evening';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const daysOffered = 7;

const hours: Record<Exclude<SlotName, 'now'>, [number, number]> = {
  day: [0, 24],
  morning: [8, 12],
  afternoon: [12, 18],
  evening: [18, 23],
};

/** From now on, for so long. */
export const nowHours = 4;
export const stays = [1, 2, 3, 7, 30] as const;

export interface Choice {
  /** YYYY-MM-DD */
  day: string;
  slot: SlotName;
  /** Days in a row; more than one: until the end of the last. */
  stay: number;
}

export const firstChoice = (now: Date): Choice => ({ day: toDay(now), slot: 'now', stay: 1 });

/** The next seven days, by name. */
export const dayChoices = (now: Date): { day: string; words: string }[] =>
  Array.from({ length: daysOffered }, (_, index) => {
    const at = new Date(now.getTime() + index * dayMs);
    return { day: toDay(at), words: dayName(at, now) };
  });

/** Parts of a day that are not all but over. */
export const slotChoices = (day: string, now: Date): SlotName[] => {
  const open = (Object.keys(hours) as Exclude<SlotName, 'now'>[]).filter(
    (name) => atWall(day, hours[name][1]).getTime() - hourMs > now.getTime(),
  );
  return day === toDay(now) ? ['now', ...open] : open;
};

/** The window that a choice means; one that has begun begins now. */
export const windowOf = ({ day, slot, stay }: Choice, now: Date): { from: string; until: string } => {
  const [start, end] = slot === 'now' ? [0, 0] : hours[slot];
  const from = slot === 'now' ? now : new Date(Math.max(atWall(day, start).getTime(), now.getTime()));
  const lastDay = toDay(new Date(atWall(day, 12).getTime() + (stay - 1) * dayMs));
  const until =
    stay > 1 ? atWall(lastDay, 24) : slot === 'now' ? new Date(now.getTime() + nowHours * hourMs) : atWall(day, end);
  return { from: toInstant(from), until: toInstant(until) };
};

/** The choice on another day: the part of the day stays where that day has it. */
export const onDay = (choice: Choice, day: string, now: Date): Choice => {
  const slots = slotChoices(day, now);
  return { ...choice, day, slot: slots.includes(choice.slot) ? choice.slot : (slots[0] ?? 'day') };
};
