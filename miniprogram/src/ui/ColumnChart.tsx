import { Text, View } from '@tarojs/components';
import { aria } from './aria';
import { axisOfNumbers } from './axis';
import './columnChart.css';

export interface ChartColumn {
  key: string;
  label: string;
  value: number;
  /** Drawn light: an estimate, or not what the page speaks of. */
  light?: boolean;
}

interface Props {
  columns: readonly ChartColumn[];
  /** So many of the values make one of what the axis says. */
  unit?: number;
  /** What the drawing says, for whoever cannot see it. */
  label: string;
}

/** So many names fit below the columns of a narrow phone. */
const mostLabels = 6;

/** Columns of numbers; the axis starts at 0. */
export const ColumnChart = ({ columns, unit = 1, label }: Props) => {
  const { top, ticks } = axisOfNumbers(Math.max(0, ...columns.map(({ value }) => value)), unit);
  const share = (value: number): string => `${((value / top) * 100).toFixed(1)}%`;
  const every = Math.ceil(columns.length / mostLabels);
  return (
    <View className="columns-plot" {...aria({ role: 'img', label })}>
      {ticks.map(({ value, word }) => (
        <View key={word} className="columns-tick" style={{ bottom: share(value) }} {...aria({ hidden: true })}>
          <Text className="columns-tick-word num">{word}</Text>
        </View>
      ))}
      <View className="columns-all" {...aria({ hidden: true })}>
        {columns.map(({ key, label: name, value, light }, index) => (
          <View key={key} className="columns-one">
            <View className={`columns-bar fill-brand ${light ? 'light' : ''}`} style={{ height: share(value) }} />
            {index % every === 0 ? <Text className="columns-label num">{name}</Text> : null}
          </View>
        ))}
      </View>
    </View>
  );
};
