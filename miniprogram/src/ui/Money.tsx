import { Text, View } from '@tarojs/components';
import { formatFen, moneyParts } from 'shared-types/money';
import { aria } from './aria';

interface Props {
  fen: number;
  className?: string;
}

/** An amount: ¥ and cents small, figures of one width. Read aloud as one. */
export const Money = ({ fen, className = '' }: Props) => {
  const { sign, whole, cents } = moneyParts(fen);
  return (
    <View className={`money num ${className}`} {...aria({ role: 'img', label: formatFen(fen) })}>
      <Text className="money-sign">{`${sign}¥`}</Text>
      <Text>{whole}</Text>
      <Text className="money-cents">{`.${cents}`}</Text>
    </View>
  );
};
