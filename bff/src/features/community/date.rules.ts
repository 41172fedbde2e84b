import { error, type Reading, reading, warning } from './fault.rules.js';
import { compact, halfWidth, saysNothing } from './text.rules.js';

const dayMs = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** YYYY-MM-DD of a day that the calendar has; null for 2016-02-30. */
const realDay = (year: number, month: number, day: number): string | null => {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return `${year}-${two(month)}-${two(day)}`;
};

const earliestYear = 1950;
const latestYear = 2100;

const checked = (cell: string, year: number, month: number, day: number): Reading<string | null> => {
  const found = realDay(year, month, day);
  if (!found) return reading(null, warning('dateImpossible', cell.trim()));
  return year < earliestYear || year > latestYear
    ? reading(null, warning('dateUnlikely', cell.trim()))
    : reading(found);
};

/** Excel counts days from 30 December 1899. */
const serialDay = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * dayMs).toISOString().slice(0, 10);

/** A day: 2016.6.18, 2016/11/20, 2016-11-20, 2016年9月3日, 20160903; null when it is none, with the reason. */
export const readDay = (cell: string): Reading<string | null> => {
  if (saysNothing(cell)) return reading(null);
  if (/^=/.test(cell.trim())) return reading(null, error('formula', cell.trim()));
  const plain = compact(cell.trim().replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+08:?00)?$/, ''));
  const full =
    /^(\d{4})[./\-年_](\d{1,2})[./\-月_](\d{1,2})[日号]?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (full) return checked(cell, Number(full[1]), Number(full[2]), Number(full[3]));
  const short = /^(\d{2})[./\-年](\d{1,2})[./\-月](\d{1,2})日?$/.exec(plain);
  if (short) {
    const year = Number(short[1]) + (Number(short[1]) < 70 ? 2000 : 1900);
    const found = realDay(year, Number(short[2]), Number(short[3]));
    if (!found) return reading(null, warning('dateImpossible', cell.trim()));
    return reading(found, warning('dateShortYear', cell.trim(), found));
  }
  if (/^\d{4}[./\-年]\d{1,2}月?$|^\d{4}年?$/.test(plain)) return reading(null, warning('dateWithoutDay', cell.trim()));
  if (/^[2-6]\d{4}(?:\.\d+)?$/.test(plain)) {
    return reading(serialDay(Math.floor(Number(plain))));
  }
  return reading(null, warning('dateUnreadable', cell.trim()));
};

/** The month since when a house stands empty: 2024年3月起空置 -> 2024-03; null when no such thing is said. */
export const readVacantSince = (remark: string): string | null => {
  const plain = halfWidth(remark);
  if (!/空置|空关|闲置|未入住|无人/.test(plain)) return null;
  const day = /(\d{4})[./\-年](\d{1,2})[./\-月](\d{1,2})日?/.exec(plain);
  if (day) return realDay(Number(day[1]), Number(day[2]), Number(day[3]));
  const month = /(\d{4})[./\-年](\d{1,2})月?/.exec(plain);
  if (!month) return null;
  const first = realDay(Number(month[1]), Number(month[2]), 1);
  return first ? first.slice(0, 7) : null;
};
