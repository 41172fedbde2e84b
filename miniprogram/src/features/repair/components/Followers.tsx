import { Text, View } from '@tarojs/components';
import type { OrderStatus, OwnerRepairView } from 'shared-types/repair';
import { zh } from '../../../locales/zh-CN';
import { Chip, type ShapeName } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';

const words = zh.detail;

const shapeOf: Record<OrderStatus, ShapeName> = {
  waiting: 'waiting',
  assigned: 'assigned',
  accepted: 'assigned',
  arrived: 'working',
  finished: 'done',
  cancelled: 'void',
};

/** Who follows it above the worker, and every department's part where there is more than one (C5, C6, C8). */
export const Followers = ({ repair }: { repair: OwnerRepairView }) => {
  const { escalatedTo, steward, parts } = repair;
  const alone = parts.length < 2;
  if (!escalatedTo && !steward && alone) return null;
  return (
    <View className="card pad-card followers">
      {escalatedTo ? (
        <View className="row g2">
          <Icon name="shield" size={22} className="tm" />
          <View className="grow">
            <Text className="fs-m w6 line">{words.escalated(escalatedTo.to, escalatedTo.follower)}</Text>
            <Text className="t2 line">{words.escalatedWhy}</Text>
          </View>
        </View>
      ) : null}
      {steward ? (
        <View className="row g2">
          <Icon name="person" size={22} className="t3" />
          <Text className="grow line">{words.steward(steward)}</Text>
        </View>
      ) : null}
      {alone ? null : (
        <View className="parts">
          <Text className="t2 line">{words.parts(parts.length)}</Text>
          {parts.map(({ department, task, status, workerName }) => (
            <View key={`${department} ${task}`} className="row g2 part">
              <View className="grow">
                <Text className="w5 line">{department}</Text>
                <Text className="t2 line">{[task, workerName].filter(Boolean).join(' · ')}</Text>
              </View>
              <Chip shape={shapeOf[status]} word={words.partStatus[status]} />
            </View>
          ))}
        </View>
      )}
    </View>
  );
};
