import type { DeviceKind } from 'shared-types/device';
import { type MetricInfo, metricsOfKind, type SeriesPoint, type SeriesStep } from 'shared-types/telemetry';
import { t } from '../../locales/zh-CN/telemetry';

/** What is known of a value; one that we do not know is shown under its own name. */
export const metricOf = (kind: DeviceKind, name: string): MetricInfo =>
  metricsOfKind[kind].find((one) => one.name === name) ?? { name, unit: '' };

/** 1,204.5: no more digits than a person reads. */
export const figureOf = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3;
  return Number(value.toFixed(digits)).toLocaleString('zh-CN', { maximumFractionDigits: digits });
};

export const saidOf = (metric: MetricInfo, value: number): string =>
  metric.flag ? t.flag(value) : `${figureOf(value)}${metric.unit === '' ? '' : ` ${t.unitOf(metric.unit)}`}`;

export const spans = ['day', 'week', 'month', 'year'] as const;
export type Span = (typeof spans)[number];

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const lengths: Record<Span, number> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, year: 365 * dayMs };

/** How finely a span is asked for: what only grows is shown by hour and day, for one reading of it says nothing. */
export const stepOf = (span: Span, grows: boolean): SeriesStep => {
  if (span === 'day') return grows ? 'hour' : 'raw';
  return span === 'week' ? 'hour' : 'day';
};

/** The span that ends now, in whole minutes, so that the same minute asks the same question. One step more for growth. */
export const rangeOf = (span: Span, step: SeriesStep, now: Date): { from: string; to: string } => {
  const toMs = Math.ceil(now.getTime() / 60_000) * 60_000;
  const before = step === 'day' ? dayMs : hourMs;
  const grownMs = step === 'raw' ? 0 : before;
  return { from: new Date(toMs - lengths[span] - grownMs).toISOString(), to: new Date(toMs).toISOString() };
};

export interface Bar {
  at: string;
  value: number;
}

/** How much a meter grew in each step; one that was replaced begins anew. */
export const grownOf = (points: readonly SeriesPoint[]): Bar[] =>
  points.slice(1).map(({ at, last }, index) => {
    const grew = last - (points[index]?.last ?? last);
    return { at, value: Math.max(0, Number(grew.toFixed(4))) };
  });
