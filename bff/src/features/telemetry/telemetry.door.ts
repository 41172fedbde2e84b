import type { SeriesPoint, SeriesStep } from 'shared-types/telemetry';
import { toInstant } from 'shared-types/time';
import type { Reader } from '../../platform/database/access.js';
import type { Latest, Reading, Summary } from './telemetry.rules.js';
import { findLatest, findNewest, findReadings, findRollups, type Range } from './telemetry.store.js';

/** What other features may ask of what devices report. */

export type { DeviceEvent, EventListener, ReadingListener } from './telemetry.model.js';
export type { Reading } from './telemetry.rules.js';

export interface LatestValue {
  name: string;
  value: number;
  /** By the device's clock. */
  at: Date;
}

const valuesOf = (latest: Latest): LatestValue[] =>
  Object.entries(latest).map(([name, { value, atMs }]) => ({ name, value, at: new Date(atMs) }));

/** The newest value of each name, by device; a device that never reported is not in it. */
export const latestOf = async (
  reader: Reader,
  communityId: string,
  deviceIds: readonly string[],
): Promise<Map<string, LatestValue[]>> => {
  const found = await findLatest(reader, communityId, deviceIds);
  return new Map([...found].map(([deviceId, latest]) => [deviceId, valuesOf(latest)]));
};

export const mostPoints = 2000;

const ofReading = ({ at, values }: Reading, metric: string): SeriesPoint[] => {
  const value = values[metric];
  return value === undefined ? [] : [{ at: toInstant(at), value, min: value, max: value, last: value, count: 1 }];
};

const ofSum = (at: Date, sum: Summary | undefined): SeriesPoint[] =>
  sum
    ? [{ at: toInstant(at), value: sum.sum / sum.count, min: sum.min, max: sum.max, last: sum.last, count: sum.count }]
    : [];

/** One value of one device over time, in its order; of more than `mostPoints` the newest. */
export const seriesOf = async (
  reader: Reader,
  communityId: string,
  deviceId: string,
  metric: string,
  { from, to, step }: Range & { step: SeriesStep },
): Promise<{ points: SeriesPoint[]; cut: boolean }> => {
  const where = { communityId, deviceId };
  if (step === 'raw') {
    const readings = (await findNewest(reader, where, { from, to }, mostPoints + 1)).reverse();
    const cut = readings.length > mostPoints;
    return { points: (cut ? readings.slice(1) : readings).flatMap((one) => ofReading(one, metric)), cut };
  }
  const sums = await findRollups(reader, where, step, { from, to }, mostPoints + 1);
  const cut = sums.length > mostPoints;
  return { points: (cut ? sums.slice(1) : sums).flatMap(({ at, sums: all }) => ofSum(at, all[metric])), cut };
};

/** Readings themselves, in the order of their time; at most `limit`. */
export const readingsOf = (
  reader: Reader,
  communityId: string,
  deviceId: string,
  range: Range,
  limit: number,
): Promise<Reading[]> => findReadings(reader, { communityId, deviceId }, range, limit);
