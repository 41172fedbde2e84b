import { Text, View } from '@tarojs/components';
import { zh } from '../locales/zh-CN';
import { aria } from './aria';
import { Button } from './Button';
import { Icon } from './Icon';

interface EmptyProps {
  icon: string;
  title: string;
  why: string;
  action?: { word: string; onTap: () => void };
}

/** What will be here, and the one action that fills it. */
export const Empty = ({ icon, title, why, action }: EmptyProps) => (
  <View className="card empty">
    <View className="empty-mark">
      <Icon name={icon} size={32} />
    </View>
    <Text className="fs-m w6">{title}</Text>
    <Text className="t2 empty-why">{why}</Text>
    {action ? <Button word={action.word} onTap={action.onTap} /> : null}
  </View>
);

/** A read that failed: in words, with the way on. */
export const Failed = ({ words, onRetry }: { words: string; onRetry: () => void }) => (
  <View className="card empty">
    <View className="empty-mark">
      <Icon name="cloud" size={32} />
    </View>
    <Text className="fs-m w5">{words}</Text>
    <Button word={zh.retry} onTap={onRetry} />
  </View>
);

/** Shaped like the card that is coming. */
export const Skeleton = ({ cards = 2 }: { cards?: number }) => (
  <View {...aria({ label: zh.loading })}>
    {Array.from({ length: cards }, (_, index) => `card-${index}`).map((key) => (
      <View key={key} className="card skeleton">
        <View className="bone wide" />
        <View className="bone-row">
          <View className="bone round" />
          <View className="bone-lines">
            <View className="bone" />
            <View className="bone short" />
          </View>
        </View>
      </View>
    ))}
  </View>
);
