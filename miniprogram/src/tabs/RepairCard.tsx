import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { OwnerRepairSummary } from 'shared-types/repair';
import { useAppearance } from '../lib/appearance';
import { useServerNow } from '../lib/hooks';
import { pages } from '../lib/pages';
import { zh } from '../locales/zh-CN';
import { Chip } from '../ui/Chip';
import { Icon } from '../ui/Icon';
import { promiseWords, tickingUntil } from '../ui/promise';
import { Ring } from '../ui/Ring';
import { Stages } from '../ui/Stages';
import { statusShape } from '../ui/status';
import { Tap } from '../ui/Tap';

/** One open request: its promise as a ring, or its state; who has it; how far it is. */
export const RepairCard = ({ repair }: { repair: OwnerRepairSummary }) => {
  const { elderly } = useAppearance();
  const now = useServerNow(tickingUntil(repair.promise));
  const words = repair.promise ? promiseWords(repair.promise, now) : null;
  const urgent = repair.urgency === 'emergency';
  return (
    <Tap className="card req" role="link" onTap={() => void Taro.navigateTo({ url: pages.repair(repair.id) })}>
      <View className="row g2">
        {urgent ? <Chip shape="urgent" word={zh.urgent} pill /> : null}
        <Text className="fs-m w6 grow req-title">{repair.title}</Text>
        {words ? null : <Chip shape={statusShape[repair.status]} word={zh.status[repair.status]} />}
        <Icon name="next" size={18} className="t3" />
      </View>
      {words ? (
        <View className="req-mid">
          <Ring words={words} size={elderly ? 96 : 72} />
          <View className="grow">
            <Text className="fs-l w6 num line">{words.title}</Text>
            <Text className="t2 num line el">{repair.latest}</Text>
            <Text className="t2 num line">{words.detail}</Text>
          </View>
        </View>
      ) : (
        <View className="req-mid plain">
          <View className="grow">
            <Text className="num line">{repair.latest}</Text>
            <Text className="t2 num line el">{repair.placeLabel}</Text>
          </View>
        </View>
      )}
      <Stages now={repair.stage} ended={repair.status === 'closed'} />
    </Tap>
  );
};
