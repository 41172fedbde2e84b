import type { EChartsCoreOption } from 'echarts/core';
import type { SeriesPoint, SeriesStep } from 'shared-types/telemetry';
import { clockTime, wall } from 'shared-types/time';
import type { Bar } from './metrics';

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The chart library comes with the first chart, not with the first page. */
export const loadCharts = async () => {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.LineChart,
    charts.BarChart,
    components.GridComponent,
    components.TooltipComponent,
    renderers.SVGRenderer,
  ]);
  return core;
};

/** 11月27日, or 14:00 where a day is looked at. */
const axisText = (atMs: number, isDay: boolean): string => {
  const at = new Date(atMs);
  if (isDay) return clockTime(at);
  const { month, day } = wall(at);
  return `${month}月${day}日`;
};

interface Drawing {
  step: SeriesStep;
  isDay: boolean;
  /** Of one value, with its unit. */
  said: (value: number) => string;
}

const frame = ({ isDay, said }: Drawing): EChartsCoreOption => ({
  animation: false,
  grid: { left: 4, right: 16, top: 16, bottom: 4, containLabel: true },
  tooltip: {
    trigger: 'axis',
    backgroundColor: token('--card'),
    borderColor: token('--line'),
    textStyle: { color: token('--ink') },
    valueFormatter: (value: unknown) => (typeof value === 'number' ? said(value) : ''),
  },
  xAxis: {
    type: 'time',
    axisLine: { lineStyle: { color: token('--line-strong') } },
    axisLabel: { color: token('--ink-2'), hideOverlap: true, formatter: (at: number) => axisText(at, isDay) },
  },
  yAxis: {
    type: 'value',
    splitLine: { lineStyle: { color: token('--line') } },
    axisLabel: { color: token('--ink-2') },
  },
});

/** Bars stand on nought; a line of a drift need not. */
export const barsOf = (bars: readonly Bar[], drawing: Drawing): EChartsCoreOption => ({
  ...frame(drawing),
  series: [
    {
      type: 'bar',
      data: bars.map(({ at, value }) => [Date.parse(at), value]),
      itemStyle: { color: token('--brand') },
      barMaxWidth: 24,
    },
  ],
});

export const lineOf = (points: readonly SeriesPoint[], drawing: Drawing): EChartsCoreOption => ({
  ...frame(drawing),
  yAxis: { ...(frame(drawing).yAxis as object), scale: true },
  series: [
    {
      type: 'line',
      data: points.map(({ at, value }) => [Date.parse(at), Number(value.toFixed(3))]),
      showSymbol: points.length < 30,
      symbolSize: 6,
      lineStyle: { color: token('--brand'), width: 2 },
      itemStyle: { color: token('--brand') },
    },
  ],
});
