import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { loadCharts } from './chart';

/** A drawing; what it says is in its label, for those who do not see it. */
export const Chart = ({ option, label }: { option: () => EChartsCoreOption; label: string }) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let stop = (): void => undefined;
    void loadCharts().then((core) => {
      if (gone || !box.current) return;
      const chart = core.init(box.current, null, { renderer: 'svg' });
      chart.setOption(option());
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
  }, [option]);
  return <div ref={box} className="reading-chart" role="img" aria-label={label} />;
};
