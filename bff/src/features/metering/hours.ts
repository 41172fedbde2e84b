import { atWall, toDay } from 'shared-types/time';
import type { Tx } from '../../platform/database/access.js';
import { type HourUse, hourMs, hourOf } from './meter.rules.js';
import type { MeterDayEntity } from './metering.entity.js';
import { deleteHours, findHour, findHours, type Range, saveDays, saveHours } from './metering.store.js';

interface OfDevice {
  communityId: string;
  deviceId: string;
}

export const dayMs = 24 * hourMs;
export const dayRange = (day: string): Range => {
  const from = atWall(day, 0);
  return { from, to: new Date(from.getTime() + dayMs) };
};

/** The day anew from its hours, for every day that these hours touch. */
const sumDays = async (tx: Tx, of: OfDevice, hours: readonly number[]): Promise<void> => {
  const days = [...new Set(hours.map((hour) => toDay(new Date(hour))))];
  const rows: MeterDayEntity[] = [];
  for (const day of days) {
    const found = await findHours(tx, of.communityId, [of.deviceId], dayRange(day));
    const used = found.reduce((sum, hour) => sum + hour.used, 0);
    rows.push({ ...of, day, used, estimated: found.some(({ estimated }) => estimated) });
  }
  await saveDays(tx, rows);
};

/** Adds what went on since the last reading. */
export const addHours = async (tx: Tx, of: OfDevice, hours: ReadonlyMap<number, HourUse>): Promise<void> => {
  if (hours.size === 0) return;
  const known = await findHour(
    tx,
    of,
    [...hours.keys()].map((hour) => new Date(hour)),
  );
  const before = new Map(known.map((row) => [row.at.getTime(), row]));
  await saveHours(
    tx,
    [...hours].map(([hour, { used, estimated }]) => {
      const there = before.get(hour);
      return {
        ...of,
        at: new Date(hour),
        used: used + (there?.used ?? 0),
        estimated: estimated || (there?.estimated ?? false),
      };
    }),
  );
  await sumDays(tx, of, [...hours.keys()]);
};

/** Says anew what was used in every hour after that of `since` up to the last one. */
export const replaceHours = async (
  tx: Tx,
  of: OfDevice,
  since: Date,
  hours: ReadonlyMap<number, HourUse>,
): Promise<void> => {
  const first = hourOf(since) + hourMs;
  const told = [...hours].filter(([hour]) => hour >= first);
  const end = Math.max(first, ...told.map(([hour]) => hour + hourMs));
  const range = { from: new Date(first), to: new Date(end) };
  const old = await findHours(tx, of.communityId, [of.deviceId], range);
  await deleteHours(tx, of, range);
  await saveHours(
    tx,
    told.map(([hour, use]) => ({ ...of, at: new Date(hour), ...use })),
  );
  await sumDays(tx, of, [...old.map(({ at }) => at.getTime()), ...told.map(([hour]) => hour)]);
};
