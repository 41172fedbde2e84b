/** A closing reading of a month, in thousandths of the meter's unit. */
export interface Closing {
  period: string;
  value: number;
  newMeterStart: number | null;
  estimated: boolean;
}

export interface Use {
  /** Null: a first reading, from which later months are reckoned. */
  openingValue: number | null;
  used: number | null;
}

/**
 * The use between readings, in the order of their months. A month is reckoned from the highest value before it, so that
 * what an estimate said too much is not billed twice; a new meter begins at its own start.
 */
export const reckonUse = (readings: readonly Closing[]): Use[] => {
  let opening: number | null = null;
  return readings.map(({ value, newMeterStart }): Use => {
    const use: Use = { openingValue: opening, used: opening === null ? null : Math.max(0, value - opening) };
    opening = newMeterStart ?? Math.max(opening ?? 0, value);
    return use;
  });
};

/**
 * The month in which a meter would run backwards, or null. A value may lie below an estimate, never below one that was
 * read; an estimate lies below nothing.
 */
export const backwards = (readings: readonly Closing[]): string | null => {
  let read = 0;
  let highest = 0;
  for (const { period, value, newMeterStart, estimated } of readings) {
    if (value < (estimated ? highest : read)) return period;
    if (newMeterStart !== null) {
      read = newMeterStart;
      highest = newMeterStart;
      continue;
    }
    highest = Math.max(highest, value);
    if (!estimated) read = value;
  }
  return null;
};

/** 128.5 as people write it, in thousandths; null when it is no reading. */
export const parseValue = (text: string): number | null => {
  const match = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text.trim().replace(/,/g, ''));
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0')) : null;
};
