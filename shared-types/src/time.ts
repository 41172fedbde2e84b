/** The community's zone. It has no daylight saving, so an offset is the whole truth; no Intl (old Android WebViews lack it). */
const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

const two = (n: number): string => String(n).padStart(2, '0');

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 = Sunday. */
  weekday: number;
}

/** Wall-clock parts of an instant in Asia/Shanghai. */
export const wall = (at: Date | string): Wall => {
  const d = new Date(new Date(at).getTime() + offsetMs);
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
    weekday: d.getUTCDay(),
  };
};

/** ISO 8601 with +08:00 and milliseconds. */
export const toInstant = (at: Date): string => `${new Date(at.getTime() + offsetMs).toISOString().slice(0, -1)}+08:00`;

/** YYYY-MM-DD of the community's day in which an instant lies. */
export const toDay = (at: Date | string): string =>
  new Date(new Date(at).getTime() + offsetMs).toISOString().slice(0, 10);

/** The instant of a wall time on a community's day. */
export const atWall = (day: string, hour: number, minute = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) - offsetMs + (hour * 60 + minute) * 60_000);

/** 10:54 */
export const clockTime = (at: Date | string): string => {
  const w = wall(at);
  return `${two(w.hour)}:${two(w.minute)}`;
};

/** 今天 14:00 · 明天 9:05 · 昨天 8:00 · 11月25日 9:00 · 2025年11月25日 9:00, seen from `now`. */
export const dayTime = (at: Date | string, now: Date | string): string => `${dayName(at, now)} ${clockTime(at)}`;

/** 今天 · 明天 · 昨天 · 11月25日 · 2025年11月25日, seen from `now`. */
export const dayName = (at: Date | string, now: Date | string): string => {
  const days = (Date.parse(toDay(at)) - Date.parse(toDay(now))) / dayMs;
  if (days === 0) return '今天';
  if (days === 1) return '明天';
  if (days === -1) return '昨天';
  const w = wall(at);
  const date = `${w.month}月${w.day}日`;
  return w.year === wall(now).year ? date : `${w.year}年${date}`;
};

/** 8 分钟 · 3 小时 20 分 · 2 天 4 小时; — where it is not known. */
export const durationWords = (minutes: number | null): string => {
  if (minutes === null) return '—';
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes < 1440)
    return minutes % 60 ? `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分` : `${minutes / 60} 小时`;
  const hours = Math.round((minutes % 1440) / 60);
  return hours ? `${Math.floor(minutes / 1440)} 天 ${hours} 小时` : `${Math.floor(minutes / 1440)} 天`;
};
