import type { HourUse } from './meter.rules.js';

/** What the use of meters gives away: pure. Figures are thousandths of the meter's unit. */

/** The hours of one night, 02:00 to 05:00; fewer where nothing was kept. */
export type Night = readonly HourUse[];

export const nightHours = 3;

/**
 * Water ran in every hour of each of the last nights: the least of those hours' flows, or null. A night of which an hour
 * is missing or estimated proves nothing.
 */
export const leakOf = (nights: readonly Night[], rule: { nights: number; leastAnHour: number }): number | null => {
  const last = nights.slice(-rule.nights);
  if (last.length < rule.nights) return null;
  if (last.some((night) => night.length < nightHours || night.some(({ estimated }) => estimated))) return null;
  const least = Math.min(...last.flat().map(({ used }) => used));
  return least >= rule.leastAnHour ? least : null;
};

/** A house that stands empty used more in a day than a drop or a lamp. */
export const emptyUseOf = (isEmpty: boolean, day: HourUse | null, least: number): number | null =>
  isEmpty && day !== null && !day.estimated && day.used >= least ? day.used : null;

/**
 * What went through the building's master meter and reached no house's: more than the share that pipes and stairs use.
 * Only of days that every meter told.
 */
export const lostOf = (
  master: HourUse | null,
  houses: readonly (HourUse | null)[],
  rule: { shareBp: number; least: number },
): number | null => {
  if (!master || master.estimated || houses.length === 0) return null;
  let sum = 0;
  for (const house of houses) {
    if (!house || house.estimated) return null;
    sum += house.used;
  }
  const lost = master.used - sum;
  return lost >= rule.least && lost * 10_000 > master.used * rule.shareBp ? lost : null;
};

/** So many readings above the limit in a row are no kettle. */
export const overloadAfter = 2;

/** How many readings in a row lie above the limit, after so many before them. */
export const overInARow = (before: number, watts: readonly number[], limit: number): number =>
  watts.reduce((count, value) => (value > limit ? count + 1 : 0), before);

export const isSilent = (lastAt: Date, now: Date, afterMs: number): boolean =>
  now.getTime() - lastAt.getTime() > afterMs;
