import { contract } from './contract.js';
import type { DeviceKind } from './device.js';
import { Id, Instant, z } from './schemas.js';

/**
 * What devices report. A reading is `{ ts, seq, values: { name: number } }`; names are the device's own, and those below
 * are what we know how to say. Whatever else a device sends is kept and shown under its own name.
 */
export interface MetricInfo {
  name: string;
  /** 千瓦时 */
  unit: string;
  /** Only ever grows: what matters is how much it grew. */
  grows?: boolean;
  /** 0 or 1. */
  flag?: boolean;
}

/** The values of each kind of device, the most important first. */
export const metricsOfKind: Record<DeviceKind, readonly MetricInfo[]> = {
  'power-meter': [
    { name: 'energy', unit: 'kWh', grows: true },
    { name: 'power', unit: 'W' },
    { name: 'voltage', unit: 'V' },
  ],
  'water-meter': [
    { name: 'volume', unit: 'm³', grows: true },
    { name: 'flow', unit: 'L/h' },
    { name: 'battery', unit: '%' },
  ],
  lift: [
    { name: 'vibration', unit: 'mm/s' },
    { name: 'ropeWear', unit: '%' },
    { name: 'temperature', unit: '℃' },
    { name: 'trips', unit: 'n', grows: true },
  ],
  door: [
    { name: 'open', unit: '', flag: true },
    { name: 'battery', unit: '%' },
  ],
  gate: [
    { name: 'open', unit: '', flag: true },
    { name: 'passes', unit: 'n', grows: true },
  ],
  smoke: [
    { name: 'smoke', unit: '%/m' },
    { name: 'temperature', unit: '℃' },
    { name: 'battery', unit: '%' },
  ],
  light: [
    { name: 'illuminance', unit: 'lx' },
    { name: 'power', unit: 'W' },
  ],
  'people-flow': [
    { name: 'people', unit: 'p' },
    { name: 'entered', unit: 'p', grows: true },
    { name: 'left', unit: 'p', grows: true },
  ],
  camera: [],
  'plate-camera': [],
};

/** A reading of a device as it stands now: each value with the time of which it is. */
export const LatestView = z.object({
  name: z.string(),
  value: z.number(),
  at: Instant,
});
export type LatestView = z.infer<typeof LatestView>;

/** What was refused of a device on one day: its clock is wrong, or it sends what is no reading. */
export const RefusedView = z.object({
  day: z.iso.date(),
  count: z.int(),
  /** 时钟不准：报的是 2031 年 */
  saying: z.string(),
});

export const DeviceTelemetryView = z.object({
  deviceId: Id,
  latest: z.array(LatestView),
  /** Of the last seven days; empty when all is well. */
  refused: z.array(RefusedView),
});
export type DeviceTelemetryView = z.infer<typeof DeviceTelemetryView>;

const ofDevice = { as: ['staff'], may: 'device.read', on: { param: 'id', of: 'device', within: 'community' } } as const;
const IdParams = z.object({ id: Id });

export const readDeviceTelemetry = contract({
  name: 'readDeviceTelemetry',
  summary: '设备的实时数值',
  method: 'GET',
  path: '/staff/devices/:id/telemetry',
  auth: ofDevice,
  params: IdParams,
  response: DeviceTelemetryView,
  errors: ['device.not_found'],
});

export const seriesSteps = ['raw', 'hour', 'day'] as const;
export type SeriesStep = (typeof seriesSteps)[number];

/** One point: a reading itself, or what an hour or day of them comes to. */
export const SeriesPoint = z.object({
  /** Of the reading, or the beginning of the hour or day. */
  at: Instant,
  /** The reading, or the mean. */
  value: z.number(),
  min: z.number(),
  max: z.number(),
  /** The last one: of what only grows, the meter's state at the end. */
  last: z.number(),
  count: z.int(),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const DeviceSeriesView = z.object({
  deviceId: Id,
  metric: z.string(),
  step: z.enum(seriesSteps),
  /** In the order of time; at most 2,000. */
  points: z.array(SeriesPoint),
  /** There are more before the first. */
  cut: z.boolean(),
});
export type DeviceSeriesView = z.infer<typeof DeviceSeriesView>;

export const readDeviceSeries = contract({
  name: 'readDeviceSeries',
  summary: '设备一项数值的历史',
  method: 'GET',
  path: '/staff/devices/:id/series',
  auth: ofDevice,
  params: IdParams,
  query: z.object({
    metric: z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,39}$/)),
    step: z.enum(seriesSteps),
    from: Instant,
    to: Instant,
  }),
  response: DeviceSeriesView,
  errors: ['device.not_found', 'request.invalid'],
});
