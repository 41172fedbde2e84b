import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { endBinding, listHouseMembers } from 'shared-types/binding';
import { newKey } from 'shared-types/client';
import type { ResponseOf } from 'shared-types/contract';
import { dayName } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Sheet } from '../../../../ui/Sheet';
import { Empty, Failed, Skeleton } from '../../../../ui/States';

const words = zh.members;
type Member = ResponseOf<typeof listHouseMembers>['items'][number];

const Row = ({ member, onEnd }: { member: Member; onEnd: () => void }) => (
  <View className="item">
    <View className="item-mark">
      <Icon name="person" size={26} />
    </View>
    <View className="grow">
      <Text className="fs-m w5 line">
        {member.displayName} · {member.isMe ? words.me : zh.role[member.role]}
      </Text>
      <Text className="t2 num line">
        {[member.phoneMasked, words.since(dayName(member.since, serverNow()))].filter(Boolean).join(' · ')}
      </Text>
    </View>
    {member.actions.includes('end') && !member.isMe ? (
      <Button word={words.remove} kind="ghost" size="sm" onTap={onEnd} />
    ) : null}
  </View>
);

const MembersPage = () => {
  const { house = '', label = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(listHouseMembers, { params: { id: house } }), {
    kinds: ['binding.changed'],
  });
  const [ending, setEnding] = useState<Member | null>(null);
  const { busy, run } = useCommand();
  const key = useRef('');
  const end = (): void => {
    void run(async () => {
      if (!ending) return;
      await call(endBinding, { params: { id: ending.bindingId }, idempotencyKey: key.current });
      setEnding(null);
      await reload();
    });
  };
  return (
    <Screen title={decodeURIComponent(label) || words.title}>
      {data ? (
        <>
          <View className="card rows">
            {data.items.map((member) => (
              <Row
                key={member.bindingId}
                member={member}
                onEnd={() => {
                  key.current = newKey();
                  setEnding(member);
                }}
              />
            ))}
          </View>
          {data.items.length <= 1 ? <Empty icon="people" title={words.empty} why={words.emptyWhy} /> : null}
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
      {ending ? (
        <Sheet
          title={words.remove}
          words={words.removeAsk(ending.displayName)}
          yes={{ word: words.remove, danger: true, disabled: busy, onTap: end }}
          no={{ word: zh.cancel, onTap: () => setEnding(null) }}
        />
      ) : null}
    </Screen>
  );
};

export default MembersPage;
