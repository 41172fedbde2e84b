import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface Props {
  icon: string;
  title: string;
  words?: string;
  url: string;
}

/** One line of a list that leads to a page. */
export const Row = ({ icon, title, words, url }: Props) => (
  <Tap
    className="item"
    role="link"
    label={words ? `${title} ${words}` : title}
    onTap={() => void Taro.navigateTo({ url })}
  >
    <View className="item-mark">
      <Icon name={icon} size={26} />
    </View>
    <View className="grow">
      <Text className="fs-m w5 line">{title}</Text>
      {words ? <Text className="t2 num line">{words}</Text> : null}
    </View>
    <Icon name="next" size={18} className="t3" />
  </Tap>
);
