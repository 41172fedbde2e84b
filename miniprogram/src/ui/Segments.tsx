import { Text, View } from '@tarojs/components';
import { aria } from './aria';
import { Tap } from './Tap';
import './segments.css';

interface Props<K extends string> {
  items: readonly { key: K; word: string }[];
  now: K;
  onChange: (key: K) => void;
}

/** Two or three views of one thing, side by side. */
export const Segments = <K extends string>({ items, now, onChange }: Props<K>) => (
  <View className="segments" {...aria({ role: 'tablist' })}>
    {items.map(({ key, word }) => (
      <Tap
        key={key}
        role="tab"
        className={`segment ${key === now ? 'on' : ''}`}
        label={word}
        checked={key === now}
        onTap={() => onChange(key)}
      >
        <Text>{word}</Text>
      </Tap>
    ))}
  </View>
);
