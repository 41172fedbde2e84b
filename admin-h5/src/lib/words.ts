import { clockTime, dayName, dayTime, toDay, wall } from 'shared-types/time';
import { t } from '../locales/zh-CN/common';

/** 11月23日 周一 */
export const dateWords = (at: Date): string => {
  const w = wall(at);
  return `${t.date(w.month, w.day)} ${t.weekdays[w.weekday] ?? ''}`;
};

/** 今天 10:54, or a dash for a time that is not known. */
export const when = (at: string | null, now: Date): string => (at ? dayTime(at, now) : '—');

/** 11:42 of today, 明天 11:42 of any other day: a deadline is never taken for today's. */
export const dueTime = (at: string, now: Date): string =>
  toDay(at) === toDay(now) ? clockTime(at) : `${dayName(at, now)} ${clockTime(at)}`;

/** 8950 -> 89.50 m² */
export const areaWords = (hundredths: number | null): string =>
  hundredths === null ? '—' : `${(hundredths / 100).toFixed(2)} m²`;

/** 20261123-0017 -> 0017 号, as it is spoken. */
export const spokenNumber = (number: string): string => `${number.split('-').at(-1) ?? number} 号`;

/** 96.8%, or a dash where nothing was to be counted. */
export const percentWords = (percent: number | null): string =>
  percent === null ? '—' : `${Math.round(percent * 10) / 10}%`;
