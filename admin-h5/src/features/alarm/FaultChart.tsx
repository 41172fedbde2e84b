import { useEffect, useRef } from 'react';
import type { AlarmView } from 'shared-types/alarm';
import { clockTime } from 'shared-types/time';
import { t } from '../../locales/zh-CN/alarm';

type Series = AlarmView['series'][number];

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The chart library comes with the first chart, not with the first page. */
const load = async () => {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([charts.LineChart, components.GridComponent, components.MarkLineComponent, renderers.SVGRenderer]);
  return core;
};

const optionOf = ({ points, limit, unit }: Series) => ({
  animation: false,
  grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
  xAxis: {
    type: 'time' as const,
    axisLine: { lineStyle: { color: token('--line-strong') } },
    axisLabel: { color: token('--ink-2'), hideOverlap: true, formatter: (at: number) => clockTime(new Date(at)) },
  },
  yAxis: {
    type: 'value' as const,
    // A line of a drift, not a bar of an amount: its axis need not begin at 0, but the limit is always in sight.
    scale: true,
    max: ({ max }: { max: number }) => Math.ceil(Math.max(max, limit ?? max) * 1.1),
    splitLine: { lineStyle: { color: token('--line') } },
    axisLabel: { color: token('--ink-2'), formatter: `{value} ${unit}` },
  },
  series: [
    {
      type: 'line' as const,
      data: points.map(({ at, value }) => [Date.parse(at), value]),
      showSymbol: points.length < 40,
      symbolSize: 6,
      lineStyle: { color: token('--brand'), width: 2 },
      itemStyle: { color: token('--brand') },
      ...(limit === null
        ? {}
        : {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: token('--danger'), type: 'dashed' as const },
              label: { formatter: `${t.limit} ${limit}`, position: 'insideEndTop' as const, color: token('--danger') },
              data: [{ yAxis: limit }],
            },
          }),
    },
  ],
});

/** What the device said around the fault, with the line that it passed. */
export const FaultChart = ({ series }: { series: Series }) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let stop = (): void => undefined;
    void load().then((core) => {
      if (gone || !box.current) return;
      const chart = core.init(box.current, null, { renderer: 'svg' });
      chart.setOption(optionOf(series));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(box.current);
      stop = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      gone = true;
      stop();
    };
  }, [series]);
  const values = series.points.map(({ value }) => `${value} ${series.unit}`).join('、');
  return <div ref={box} className="fault-chart" role="img" aria-label={t.chartOf(series.name, values)} />;
};
