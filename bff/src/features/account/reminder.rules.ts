import { atWall, toDay } from 'shared-types/time';
import { nextDay, type QuietHours, quietUntil } from '../../kernel/quietHours.js';

/** When people are reminded of what they owe: stages after a due day, quiet hours. Pure. */

const dayMs = 86_400_000;

/** Whole days from one calendar day (YYYY-MM-DD) to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/**
 * The last stage that a due day has reached; null: none yet. Stages that were jumped over (nobody bound, a clock that
 * leapt) are not caught up: people get one message, that of the day.
 */
export const stageReached = (stagesDays: readonly number[], dueOn: string, today: string): number | null => {
  const days = daysBetween(dueOn, today);
  const reached = stagesDays.filter((stage) => stage <= days);
  return reached.length > 0 ? Math.max(...reached) : null;
};

/** d-3, d20; by hand h2025-11-27: what makes one message of a due day unlike the others. */
export const stageKey = (stageDays: number): string => `d${stageDays}`;
export const handKey = (today: string): string => `h${today}`;

/** When the next day's look is due: as soon as the day is not quiet any more. */
export const nextLook = (hours: QuietHours, now: Date): { day: string; at: Date } => {
  const day = nextDay(toDay(now));
  const begins = atWall(day, 0);
  return { day, at: quietUntil(hours, begins) ?? begins };
};
