import { Text, View } from '@tarojs/components';
import { useAppearance } from '../lib/appearance';
import { aria } from './aria';
import type { PromiseWords } from './promise';
import { ringSvg, svgAddress } from './ring';

interface Props {
  words: PromiseWords;
  size: 72 | 96 | 132;
}

/** A promise's clock: a ring that empties. The title beside it says the same in words. */
export const Ring = ({ words, size }: Props) => {
  const { dark } = useAppearance();
  return (
    <View
      className={`ring sz${size} ${words.paused ? 'paused' : ''}`}
      style={{ backgroundImage: svgAddress(ringSvg(words.left, size, dark, size === 132, words.paused)) }}
      {...aria({ role: 'img', label: words.label })}
    >
      <Text className={`ring-figure num ${words.figure.length > 2 ? 'long' : ''}`}>{words.figure}</Text>
      {words.unit ? <Text className="ring-unit">{words.unit}</Text> : null}
    </View>
  );
};
