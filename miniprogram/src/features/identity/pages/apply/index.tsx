import { Input, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { type BindingRole, bindingRoles } from 'shared-types/auth';
import { applyForBinding, type BindingView, listCommunities } from 'shared-types/binding';
import { newKey } from 'shared-types/client';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { fieldLabel } from '../../../../ui/aria';
import { Button } from '../../../../ui/Button';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import { HouseSearch } from '../../components/HouseSearch';
import { Outcome } from '../../components/Outcome';

const words = zh.apply;

const Applied = ({ binding }: { binding: BindingView }) => (
  <Outcome
    good={binding.status === 'active'}
    title={binding.status === 'active' ? words.bound : words.sent}
    words={binding.status === 'active' ? words.boundWhy : words.sentWhy}
    facts={[`${binding.communityName} ${binding.houseLabel}`]}
    action={{ word: zh.toHome, onTap: () => void Taro.switchTab({ url: pages.home }) }}
  />
);

const Field = ({
  title,
  value,
  placeholder,
  max,
  onChange,
}: {
  title: string;
  value: string;
  placeholder: string;
  max: number;
  onChange: (value: string) => void;
}) => (
  <>
    <View className="step-h">
      <Text>{title}</Text>
    </View>
    <Input
      className="field"
      value={value}
      maxlength={max}
      placeholder={placeholder}
      {...fieldLabel(title)}
      onInput={({ detail }) => onChange(detail.value)}
    />
  </>
);

const ApplyPage = () => {
  const communities = useRemote(() => call(listCommunities));
  const [communityId, setCommunityId] = useState<string | null>(null);
  const [house, setHouse] = useState<{ id: string; label: string } | null>(null);
  const [role, setRole] = useState<BindingRole>('owner');
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [binding, setBinding] = useState<BindingView | null>(null);
  const { busy, run } = useCommand();
  const tried = useRef({ key: '', said: '' });
  const items = communities.data?.items ?? [];
  const community = communityId ?? items[0]?.id ?? null;
  const missing = !house ? words.missing.house : name.trim() === '' ? words.missing.name : null;

  const send = (): void => {
    void run(async () => {
      if (!house || !community) return;
      const body = { communityId: community, houseId: house.id, role, name: name.trim(), note: note.trim() };
      // Changed since the last try: another command.
      const said = JSON.stringify(body);
      if (tried.current.said !== said) tried.current = { key: newKey(), said };
      setBinding(await call(applyForBinding, { body, idempotencyKey: tried.current.key }));
    });
  };
  if (binding) {
    return (
      <Screen title={words.title}>
        <Applied binding={binding} />
      </Screen>
    );
  }
  return (
    <Screen
      title={words.title}
      dock={
        <Button
          word={busy ? zh.sending : (missing ?? words.send)}
          kind="pri"
          size="big"
          disabled={busy || missing !== null}
          onTap={send}
        />
      }
    >
      {communities.data ? null : communities.error ? (
        <Failed words={communities.error} onRetry={() => void communities.reload()} />
      ) : (
        <Skeleton />
      )}
      {communities.data && items.length === 0 ? (
        <Empty icon="building" title={words.noCommunity} why={zh.bindings.emptyWhy} />
      ) : null}
      {community ? (
        <>
          <View className="step-h">
            <Text>{words.community}</Text>
          </View>
          <View className="opts">
            {items.map((one) => (
              <Tap
                key={one.id}
                role="radio"
                className={`opt ${one.id === community ? 'on' : ''}`}
                checked={one.id === community}
                label={one.name}
                onTap={() => {
                  setCommunityId(one.id);
                  setHouse(null);
                }}
              >
                <Text>{one.name}</Text>
              </Tap>
            ))}
          </View>
          <HouseSearch communityId={community} house={house} onChoose={setHouse} />
          <View className="step-h">
            <Text>{words.role}</Text>
          </View>
          <View className="opts">
            {bindingRoles.map((one) => (
              <Tap
                key={one}
                role="radio"
                className={`opt ${one === role ? 'on' : ''}`}
                checked={one === role}
                label={zh.role[one]}
                onTap={() => setRole(one)}
              >
                <Text>{zh.role[one]}</Text>
              </Tap>
            ))}
          </View>
          <Field title={words.name} value={name} placeholder={words.namePlaceholder} max={30} onChange={setName} />
          <Field title={words.note} value={note} placeholder={words.notePlaceholder} max={200} onChange={setNote} />
        </>
      ) : null}
    </Screen>
  );
};

export default ApplyPage;
