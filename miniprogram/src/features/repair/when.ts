import { atWall, clockTime, dayName, toDay, toInstant, wall } from 'shared-types/time';
import { zh } from '../../locales/zh-CN';
import type { When } from './draft';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = 7;
const afternoon = [14, 18] as const;
const morning = [9, 12] as const;
/** An afternoon that is all but over is not offered. */
const lastAfternoonHour = 17;

const range = (choice: When['choice'], day: Date, from: number, to: number, words: string): When => {
  const start = atWall(toDay(day), from);
  const end = atWall(toDay(day), to);
  return { choice, from: toInstant(start), to: toInstant(end), words };
};

/** 今天下午, or 明天上午 when the afternoon is gone. */
export const soon = (now: Date): When =>
  wall(now).hour < lastAfternoonHour
    ? range('soon', now, ...afternoon, zh.report.afternoon)
    : range('soon', new Date(now.getTime() + dayMs), ...morning, zh.report.tomorrowMorning);

/** The next seven days, by name. */
export const dayChoices = (now: Date): { day: string; words: string }[] =>
  Array.from({ length: days }, (_, index) => {
    const at = new Date(now.getTime() + index * dayMs);
    return { day: toDay(at), words: dayName(at, now) };
  });

/** The slots of a day that are not over yet. */
export const slotChoices = (day: string, now: Date): { name: string; from: number; to: number }[] =>
  zh.report.slots
    .map(([name, from, to]) => ({ name, from, to }))
    .filter(({ to }) => atWall(day, to).getTime() - hourMs > now.getTime());

export const other = (day: string, slot: { name: string; from: number; to: number }, now: Date): When => {
  const start = atWall(day, slot.from);
  const end = atWall(day, slot.to);
  const words = zh.report.slotWords(dayName(start, now), slot.name, clockTime(start), clockTime(end));
  return { choice: 'other', from: toInstant(start), to: toInstant(end), words };
};
