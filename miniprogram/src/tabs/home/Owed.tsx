import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ResponseOf } from 'shared-types/contract';
import type { readOwnerHome } from 'shared-types/repair';
import { dayName } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { pages } from '../../lib/pages';
import { zh } from '../../locales/zh-CN';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { Money } from '../../ui/Money';
import { Tap } from '../../ui/Tap';

type Bills = ResponseOf<typeof readOwnerHome>['bills'][number];

const words = zh.owed;

interface Props {
  bills: Bills;
  /** Where there are several houses, each says which it is. */
  named: boolean;
}

const wordsOf = ({ dueOn, overdueFen, houseLabel }: Bills, named: boolean): string => {
  const at = dueOn ? `${dueOn}T00:00:00+08:00` : null;
  const day = at ? dayName(at, serverNow()) : null;
  const until = day === null ? null : overdueFen > 0 ? words.since(day) : words.before(day);
  return [named ? houseLabel : null, until].filter(Boolean).join(' ');
};

const monthOf = ({ period }: Bills): string => (period ? words.month(Number(period.slice(5))) : words.title);

/** What a house owes, until when, and the way to pay it. */
export const OwedRow = ({ bills, named }: Props) => {
  const late = bills.overdueFen > 0;
  const chip = late ? words.late : words.count(bills.count);
  const said = wordsOf(bills, named);
  return (
    <Tap className="item" role="link" onTap={() => void Taro.navigateTo({ url: pages.due(bills.houseId) })}>
      <View className={`item-mark ${late ? 'd' : 'm'}`}>
        <Icon name="receipt" size={26} />
      </View>
      <View className="grow">
        <View className="row g2 wrap">
          <Text className="fs-m w5">{monthOf(bills)}</Text>
          <Chip shape={late ? 'overdue' : 'due'} word={chip} />
        </View>
        <View className="row wrap owed-line">
          <Money fen={bills.dueFen} className="fs-m tm" />
          <Text className="t2 num">{said}</Text>
        </View>
      </View>
      <View className="btn sec sm">
        <Text>{words.pay}</Text>
      </View>
    </Tap>
  );
};

/** The same, for large type: a card of its own (look 07). */
export const OwedCard = ({ bills, named }: Props) => (
  <Tap
    className="card pad-card row g3"
    role="link"
    onTap={() => void Taro.navigateTo({ url: pages.due(bills.houseId) })}
  >
    <View className="grow">
      <Text className="t2 line">{monthOf(bills)}</Text>
      <Money fen={bills.dueFen} className="fs-l tm" />
      <Text className="t2 num line">{wordsOf(bills, named)}</Text>
    </View>
    <View className="btn sec">
      <Text>{words.pay}</Text>
    </View>
  </Tap>
);
