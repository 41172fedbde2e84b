import { Text, View } from '@tarojs/components';
import { zh } from '../locales/zh-CN';
import { aria } from './aria';

/** Where a request is, at a glance; the present step is a ring and bold. */
export const Stages = ({ now, ended = false }: { now: number; ended?: boolean }) => (
  <View className="stages" {...aria({ label: zh.stages[now] ?? '' })}>
    {zh.stages.map((word, index) => (
      <View key={word} className={`stage ${index < now || ended ? 'past' : index === now ? 'now' : ''}`}>
        <Text>{word}</Text>
      </View>
    ))}
  </View>
);
