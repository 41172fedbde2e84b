import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { type BindingStatus, type BindingView, endBinding, listOwnBindings } from 'shared-types/binding';
import { newKey } from 'shared-types/client';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { Chip, type ShapeName } from '../../../../ui/Chip';
import { Screen } from '../../../../ui/Screen';
import { Sheet } from '../../../../ui/Sheet';
import { Empty, Failed, Skeleton } from '../../../../ui/States';

const words = zh.bindings;
const shapes: Record<BindingStatus, ShapeName> = {
  pending: 'review',
  active: 'verified',
  rejected: 'void',
  ended: 'unbound',
};

const Card = ({ binding, onEnd }: { binding: BindingView; onEnd: () => void }) => {
  const { status, houseLabel, communityName, role, appliedAt, decidedAt, reason, actions } = binding;
  const now = serverNow();
  const again = status === 'rejected' || status === 'ended';
  return (
    <View className="card pad-card">
      <View className="row g2">
        <Text className="fs-m w6 grow">{houseLabel}</Text>
        <Chip shape={shapes[status]} word={words.status[status]} />
      </View>
      <Text className="t2 line">
        {communityName} · {zh.role[role]}
      </Text>
      <Text className="t3 num line">{words.appliedAt(dayTime(appliedAt, now))}</Text>
      {decidedAt ? <Text className="t3 num line">{words.decidedAt(dayTime(decidedAt, now))}</Text> : null}
      {status === 'pending' ? <Text className="line">{zh.home.underReviewWhy}</Text> : null}
      {reason ? <Text className="line">{words.reason(reason)}</Text> : null}
      <View className="row g2 card-acts">
        {actions.includes('withdraw') ? <Button word={words.withdraw} kind="ghost" size="sm" onTap={onEnd} /> : null}
        {actions.includes('end') ? <Button word={words.end} kind="ghost" size="sm" onTap={onEnd} /> : null}
        {again ? (
          <Button word={words.again} size="sm" onTap={() => void Taro.navigateTo({ url: pages.apply })} />
        ) : null}
      </View>
    </View>
  );
};

const BindingsPage = () => {
  const { data, error, reload } = useRemote(() => call(listOwnBindings), { kinds: ['binding.changed'] });
  const [ending, setEnding] = useState<BindingView | null>(null);
  const { busy, run } = useCommand();
  const key = useRef('');
  const end = (): void => {
    void run(async () => {
      if (!ending) return;
      await call(endBinding, { params: { id: ending.id }, idempotencyKey: key.current });
      setEnding(null);
      await reload();
    });
  };
  const withdrawing = ending?.actions.includes('withdraw') ?? false;
  return (
    <Screen
      title={words.title}
      dock={
        <Button word={zh.me.addHouse} kind="pri" size="big" onTap={() => void Taro.navigateTo({ url: pages.apply })} />
      }
    >
      {data ? (
        data.items.length > 0 ? (
          data.items.map((binding) => (
            <Card
              key={binding.id}
              binding={binding}
              onEnd={() => {
                key.current = newKey();
                setEnding(binding);
              }}
            />
          ))
        ) : (
          <Empty icon="building" title={words.empty} why={words.emptyWhy} />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
      {ending ? (
        <Sheet
          title={withdrawing ? words.withdraw : words.end}
          words={withdrawing ? words.withdrawAsk(ending.houseLabel) : words.endAsk(ending.houseLabel)}
          yes={{ word: withdrawing ? words.withdraw : words.end, danger: true, disabled: busy, onTap: end }}
          no={{ word: zh.cancel, onTap: () => setEnding(null) }}
        />
      ) : null}
    </Screen>
  );
};

export default BindingsPage;
