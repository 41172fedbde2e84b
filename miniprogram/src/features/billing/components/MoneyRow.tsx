import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { formatFen } from 'shared-types/money';
import { Chip, type ShapeName } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';
import { Money } from '../../../ui/Money';
import { Tap } from '../../../ui/Tap';

interface Props {
  icon: string;
  title: string;
  note: string;
  fen: number;
  chip: { shape: ShapeName; word: string };
  url: string;
}

/** One bill or payment of a list. */
export const MoneyRow = ({ icon, title, note, fen, chip, url }: Props) => (
  <Tap
    className="item"
    role="link"
    label={`${title} ${formatFen(fen)} ${chip.word} ${note}`}
    onTap={() => void Taro.navigateTo({ url })}
  >
    <View className="item-mark">
      <Icon name={icon} size={26} />
    </View>
    <View className="grow">
      <View className="row g2">
        <Text className="fs-m w5 grow">{title}</Text>
        <Money fen={fen} className="fs-m" />
      </View>
      <View className="row g2">
        <Text className="t2 num grow el">{note}</Text>
        <Chip shape={chip.shape} word={chip.word} />
      </View>
    </View>
  </Tap>
);
