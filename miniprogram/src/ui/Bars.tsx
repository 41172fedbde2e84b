import { Text, View } from '@tarojs/components';
import { aria } from './aria';
import { axisOf } from './axis';
import { Tap } from './Tap';
import './bars.css';

export interface Column {
  key: string;
  /** Below the bars: 10月. */
  label: string;
  /** Its figures in words, for whoever cannot see the bars. */
  said: string;
  /** One bar each, in fen; below zero is drawn as zero, and said. */
  fen: readonly number[];
}

interface Props {
  columns: readonly Column[];
  /** One a bar, in their order. */
  tones: readonly ('brand' | 'money')[];
  /** The column that the page speaks of. */
  now: string;
  label: string;
  onTap: (key: string) => void;
}

/** Bars side by side, a group a column; the axis starts at 0, and a tap opens what a column stands for. */
export const Bars = ({ columns, tones, now, label, onTap }: Props) => {
  const { ticks, topFen, unit } = axisOf(Math.max(0, ...columns.flatMap(({ fen }) => fen)));
  const share = (fen: number): string => `${((Math.max(fen, 0) / topFen) * 100).toFixed(1)}%`;
  return (
    <View className="bars" {...aria({ label })}>
      <Text className="bars-unit t3" {...aria({ hidden: true })}>
        {unit}
      </Text>
      <View className="bars-plot">
        {ticks.map(({ fen, word }) => (
          <View key={word} className="bars-tick" style={{ bottom: share(fen) }} {...aria({ hidden: true })}>
            <Text className="bars-tick-word num">{word}</Text>
          </View>
        ))}
        <View className="bars-columns">
          {columns.map((column) => (
            <Tap
              key={column.key}
              className={`bars-column ${column.key === now ? 'on' : ''}`}
              label={column.said}
              onTap={() => onTap(column.key)}
            >
              <View className="bars-pair">
                {tones.map((tone, index) => (
                  <View key={tone} className={`bar fill-${tone}`} style={{ height: share(column.fen[index] ?? 0) }} />
                ))}
              </View>
              <Text className="bars-label num">{column.label}</Text>
            </Tap>
          ))}
        </View>
      </View>
    </View>
  );
};
