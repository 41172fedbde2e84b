import { useCallback, useState } from 'react';
import type { DeviceKind } from 'shared-types/device';
import { type DeviceSeriesView, metricsOfKind, readDeviceSeries } from 'shared-types/telemetry';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/telemetry';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Loaded, Skeleton } from '../../ui/States';
import { Chart } from './Chart';
import { barsOf, lineOf } from './chart';
import { grownOf, metricOf, rangeOf, type Span, saidOf, stepOf } from './metrics';

interface DrawnProps {
  view: DeviceSeriesView;
  kind: DeviceKind;
  span: Span;
}

const Drawn = ({ view, kind, span }: DrawnProps) => {
  const { points, step } = view;
  const metric = metricOf(kind, view.metric);
  const bars = metric.grows ? grownOf(points) : [];
  const option = useCallback(() => {
    const of = metricOf(kind, view.metric);
    const drawing = { step, isDay: span === 'day', said: (value: number) => saidOf(of, value) };
    return of.grows ? barsOf(grownOf(points), drawing) : lineOf(points, drawing);
  }, [points, step, span, kind, view.metric]);
  if (points.length === 0 || (metric.grows && bars.length === 0)) return <p className="t2">{t.empty}</p>;
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  const said = metric.grows
    ? t.total(t.usedOf(metric.name), saidOf(metric, total))
    : t.range(
        saidOf(metric, Math.min(...points.map(({ min }) => min))),
        saidOf(metric, Math.max(...points.map(({ max }) => max))),
      );
  return (
    <>
      <p className="t2 num">{said}</p>
      <Chart option={option} label={t.chartOf(t.nameOf(metric.name), t.spans[span], said)} />
    </>
  );
};

/** How one value of a device went on; nothing for kinds that report none. */
export const DeviceChart = ({ device }: { device: { id: string; kind: DeviceKind } }) => {
  const metrics = metricsOfKind[device.kind].filter(({ flag }) => !flag);
  const [chosen, setChosen] = useState(metrics[0]?.name ?? '');
  const [span, setSpan] = useState<Span>('day');
  const now = useNow();
  const metric = metricOf(device.kind, chosen);
  const step = stepOf(span, metric.grows === true);
  const query = useRead(
    readDeviceSeries,
    { params: { id: device.id }, query: { metric: chosen, step, ...rangeOf(span, step, now) } },
    { enabled: chosen !== '', staleTime: 60_000 },
  );
  if (metrics.length === 0) return null;
  const names = Object.fromEntries(metrics.map(({ name }) => [name, t.nameOf(name)]));
  return (
    <section className="card pad col g3">
      <h2>{t.history}</h2>
      <div className="row g3 wrap">
        <ScopeTabs label={t.what} scopes={names} value={chosen} onValue={setChosen} />
        <ScopeTabs<Span> label={t.span} scopes={t.spans} value={span} onValue={setSpan} />
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={1} height={240} />}>
        {(view) => <Drawn view={view} kind={device.kind} span={span} />}
      </Loaded>
    </section>
  );
};
