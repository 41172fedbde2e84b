import { Text, View } from '@tarojs/components';
import { zh } from '../locales/zh-CN';
import { aria } from './aria';

interface Props {
  now: number;
  ended?: boolean;
  words?: readonly string[];
}

/** Where a request is, at a glance; the present step is a ring and bold. */
export const Stages = ({ now, ended = false, words = zh.stages }: Props) => (
  <View className="stages" {...aria({ label: words[now] ?? '' })}>
    {words.map((word, index) => (
      <View key={word} className={`stage ${index < now || ended ? 'past' : index === now ? 'now' : ''}`}>
        <Text>{word}</Text>
      </View>
    ))}
  </View>
);
