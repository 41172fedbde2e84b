import { Text, View } from '@tarojs/components';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';

interface Props {
  good: boolean;
  title: string;
  words: string;
  facts: string[];
  action: { word: string; onTap: () => void };
}

/** How it ended, said large, and the way on. */
export const Outcome = ({ good, title, words, facts, action }: Props) => (
  <View className="card empty">
    <View className="empty-mark">
      <Icon name={good ? 'tick' : 'clock'} size={36} />
    </View>
    <Text className="fs-l w6">{title}</Text>
    {facts.map((fact) => (
      <Text key={fact} className="fs-m w5">
        {fact}
      </Text>
    ))}
    <Text className="t2">{words}</Text>
    <Button word={action.word} kind="pri" onTap={action.onTap} />
  </View>
);
