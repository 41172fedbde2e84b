import { Text, View } from '@tarojs/components';
import Taro, { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { signInNow } from '../../../../lib/api';
import { useCommand } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import type { Resident } from '../../../../lib/platform';
import { wordsOf } from '../../../../lib/words';
import { wx } from '../../../../lib/wx';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';

const words = zh.signIn;

const Residents = ({ residents, onChoose }: { residents: Resident[]; onChoose: (id: string) => void }) =>
  residents.length === 0 ? (
    <Empty icon="people" title={words.none} why={words.simulated} />
  ) : (
    <View className="card rows">
      {residents.map(({ id, name, phone, note }) => (
        <Tap key={id} className="item" label={`${name} ${note ?? ''}`} onTap={() => onChoose(id)}>
          <View className="item-mark">
            <Icon name="person" size={26} />
          </View>
          <View className="grow">
            <Text className="fs-m w5 line">{name}</Text>
            <Text className="t2 num line">{[phone, note].filter(Boolean).join(' · ')}</Text>
          </View>
          <Icon name="next" size={18} className="t3" />
        </Tap>
      ))}
    </View>
  );

/** In a browser a simulated resident is chosen; in WeChat the page is seen only when the silent sign-in failed. */
const SignInPage = () => {
  const [residents, setResidents] = useState<Resident[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { busy, run } = useCommand();
  const read = (): void => {
    setError(null);
    wx.residents().then(setResidents, (why: unknown) => setError(wordsOf(why)));
  };
  useLoad(() => {
    if (wx.simulated) read();
  });
  const enter = (resident: string | null): void => {
    void run(async () => {
      if (resident) wx.chooseResident(resident);
      await signInNow();
      await Taro.switchTab({ url: pages.home });
    });
  };
  return (
    <Screen title={words.title} back={false}>
      {wx.simulated ? (
        <>
          <Text className="t2 line sign-in-note">{words.simulated}</Text>
          {residents ? (
            <Residents residents={residents} onChoose={enter} />
          ) : error ? (
            <Failed words={error} onRetry={read} />
          ) : (
            <Skeleton />
          )}
        </>
      ) : (
        <View className="card empty">
          <View className="empty-mark">
            <Icon name="home" size={32} />
          </View>
          <Text className="fs-m w6">{zh.app}</Text>
          <Text className="t2">{words.purpose}</Text>
          <Button word={words.signIn} kind="pri" disabled={busy} onTap={() => enter(null)} />
        </View>
      )}
    </Screen>
  );
};

export default SignInPage;
