import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import {
  ask,
  askForPerson,
  askInWriting,
  closeInquiry,
  type InquiryView,
  readCurrentInquiry,
} from 'shared-types/inquiry';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { inquiryWords as words } from '../../../../locales/zh-CN/inquiry';
import { Button } from '../../../../ui/Button';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Option } from '../../../../ui/Option';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Words } from '../../../../ui/Words';
import { Talk } from '../../components/Talk';
import '../../inquiry.css';

type House = ReturnType<typeof useHouse>;

const useInquiry = (houseId: string | null) => {
  const remote = useRemote(
    async () => (houseId ? call(readCurrentInquiry, { params: { id: houseId } }) : { inquiry: null, suggestions: [] }),
    { kinds: ['inquiry.changed'] },
  );
  const { data, error, reload, set } = remote;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another house has a conversation of its own.
  useEffect(() => void reload(), [houseId]);
  const { busy, run } = useCommand();
  const [text, setText] = useState('');
  // Sent again after a lost answer, the same words are the same question.
  const sent = useRef<{ text: string; key: string } | null>(null);
  const show = (inquiry: InquiryView): void => {
    set({ inquiry, suggestions: data?.suggestions ?? [] });
    // After the new words are drawn: the last one is what counts.
    setTimeout(() => void Taro.pageScrollTo({ scrollTop: 100_000, duration: 0 }), 50);
  };
  const say = (words: string): void => {
    const said = words.trim();
    if (!houseId || said === '') return;
    void run(async () => {
      if (sent.current?.text !== said) sent.current = { text: said, key: newKey() };
      show(await call(ask, { body: { houseId, text: said }, idempotencyKey: sent.current.key }));
      sent.current = null;
      setText('');
    });
  };
  const act = (contract: typeof askForPerson | typeof askInWriting | typeof closeInquiry): void => {
    const id = data?.inquiry?.id;
    if (!id) return;
    void run(async () =>
      show(await call(contract as typeof askForPerson, { params: { id }, body: {}, idempotencyKey: newKey() })),
    );
  };
  return { data, error, reload, busy, text, setText, say, act };
};

type Asking = ReturnType<typeof useInquiry>;

const Dock = ({ asking }: { asking: Asking }) => {
  const { data, busy, text, setText, say, act } = asking;
  const actions = data?.inquiry?.actions ?? [];
  return (
    <>
      {actions.some((action) => action !== 'ask') ? (
        <View className="talk-acts">
          {actions.includes('person') ? (
            <Button word={words.person} icon="person" size="sm" disabled={busy} onTap={() => act(askForPerson)} />
          ) : null}
          {actions.includes('write') ? (
            <Button word={words.write} kind="ghost" size="sm" disabled={busy} onTap={() => act(askInWriting)} />
          ) : null}
          {actions.includes('close') ? (
            <Button word={words.close} kind="ghost" size="sm" disabled={busy} onTap={() => act(closeInquiry)} />
          ) : null}
        </View>
      ) : null}
      <View className="talk-write">
        <View className="grow">
          <Words value={text} placeholder={words.placeholder} max={500} onChange={setText} />
        </View>
        <Button word={words.send} kind="pri" disabled={busy || text.trim() === ''} onTap={() => say(text)} />
      </View>
    </>
  );
};

const Body = ({ asking }: { asking: Asking }) => {
  const { data, error, reload, busy, say } = asking;
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton />;
  const { inquiry, suggestions } = data;
  if (inquiry)
    return (
      <>
        <Text className="t2 line talk-status">{inquiry.statusWords}</Text>
        <Talk messages={inquiry.messages} />
      </>
    );
  return (
    <View className="card pad-card">
      <Text className="fs-m w6 line">{words.hello}</Text>
      <Text className="t2 line">{words.try}</Text>
      <View className="tries">
        {suggestions.map((one) => (
          <Option key={one} word={one} on={false} onTap={() => (busy ? undefined : say(one))} />
        ))}
      </View>
    </View>
  );
};

const NoHouse = ({ house }: { house: House }) =>
  house.houses ? (
    <Empty
      icon="building"
      title={words.title}
      why={words.needHouse}
      action={{ word: words.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
    />
  ) : house.error ? (
    <Failed words={house.error} onRetry={() => void house.reload()} />
  ) : (
    <Skeleton />
  );

/** Asking: the community's knowledge first, a person whenever wanted. */
const AskPage = () => {
  const { house: wanted } = useRouter().params;
  const house = useHouse(wanted ?? null);
  const { houses, houseId, choose } = house;
  const asking = useInquiry(houseId);
  return (
    <Screen title={words.title} dock={houseId ? <Dock asking={asking} /> : undefined}>
      {houseId ? (
        <>
          <HouseStrip houses={houses} houseId={houseId} onChoose={choose} />
          <Body asking={asking} />
        </>
      ) : (
        <NoHouse house={house} />
      )}
    </Screen>
  );
};

export default AskPage;
