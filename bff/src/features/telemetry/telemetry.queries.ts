import type { DeviceSeriesView, DeviceTelemetryView, SeriesStep } from 'shared-types/telemetry';
import { metricsOfKind } from 'shared-types/telemetry';
import { toDay, toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { telemetryTexts } from '../../locales/telemetry.js';
import type { Deps } from '../../platform/deps.js';
import { findDevice } from '../device/device.door.js';
import { latestOf, seriesOf } from './telemetry.door.js';
import type { RefusalEntity } from './telemetry.entity.js';
import type { Refusal } from './telemetry.rules.js';
import { findRefusals } from './telemetry.store.js';

const weekMs = 7 * 86_400_000;
/** A chart asks for no more at once; a longer one asks for hours or days. */
const longestMs: Record<SeriesStep, number> = {
  raw: 8 * 86_400_000,
  hour: 100 * 86_400_000,
  day: 1500 * 86_400_000,
};

const presentRefusal = ({ day, count, reason, claimedAt }: RefusalEntity): DeviceTelemetryView['refused'][number] => ({
  day,
  count,
  saying: telemetryTexts.refused(reason as Refusal, claimedAt && toDay(claimedAt).slice(0, 4)),
});

/** The values as they stand, those that the kind is known by first; and what was refused in the last week. */
export const readTelemetryView = async (
  deps: Deps,
  communityId: string,
  deviceId: string,
): Promise<DeviceTelemetryView> => {
  const { reader } = deps.db;
  const device = await findDevice(reader, communityId, deviceId);
  if (!device) throw new AppError('device.not_found');
  const since = toDay(new Date(deps.clock.now().getTime() - weekMs));
  const [latest, refused] = await Promise.all([
    latestOf(reader, communityId, [deviceId]),
    findRefusals(reader, { communityId, deviceId }, since),
  ]);
  const names = metricsOfKind[device.kind].map(({ name }) => name);
  const rank = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
  const values = (latest.get(deviceId) ?? []).sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
  return {
    deviceId,
    latest: values.map(({ name, value, at }) => ({ name, value, at: toInstant(at) })),
    refused: refused.map(presentRefusal),
  };
};

export const readSeriesView = async (
  deps: Deps,
  communityId: string,
  deviceId: string,
  query: { metric: string; step: SeriesStep; from: string; to: string },
): Promise<DeviceSeriesView> => {
  const [from, to] = [new Date(query.from), new Date(query.to)];
  const spanMs = to.getTime() - from.getTime();
  if (spanMs < 0 || spanMs > longestMs[query.step])
    throw new AppError('request.invalid', { fields: { to: telemetryTexts.spanTooLong } });
  const { metric, step } = query;
  const series = await seriesOf(deps.db.reader, communityId, deviceId, metric, { from, to, step });
  return { deviceId, metric, step, ...series };
};
