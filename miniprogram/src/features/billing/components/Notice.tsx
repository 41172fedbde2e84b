import { Text, View } from '@tarojs/components';
import { aria } from '../../../ui/aria';
import { Icon } from '../../../ui/Icon';

/** A sentence that just became true, read aloud by itself. */
export const Notice = ({ icon, words }: { icon: string; words: string }) => (
  <View className="notice row g2" {...aria({ role: 'status', label: words })}>
    <Icon name={icon} size={20} />
    <Text className="grow">{words}</Text>
  </View>
);
