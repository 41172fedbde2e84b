import { Button as NativeButton, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { giveWechatPhone } from 'shared-types/auth';
import type { ResponseOf } from 'shared-types/contract';
import { call } from '../../../../lib/api';
import { useCommand } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { wx } from '../../../../lib/wx';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Outcome } from '../../components/Outcome';

const words = zh.phone;

/** WeChat hands the code to its own button only; a browser asks the simulator. */
const GiveButton = ({ busy, onCode }: { busy: boolean; onCode: (code: string | null) => void }) =>
  wx.simulated ? (
    <Button
      word={words.give}
      kind="pri"
      size="big"
      disabled={busy}
      onTap={() => void wx.phoneCode().then(onCode, () => onCode(null))}
    />
  ) : (
    <NativeButton
      className="btn pri big"
      openType="getPhoneNumber"
      disabled={busy}
      onGetPhoneNumber={({ detail }) => onCode((detail as { code?: string }).code ?? null)}
    >
      {words.give}
    </NativeButton>
  );

const Given = ({ result }: { result: ResponseOf<typeof giveWechatPhone> }) =>
  result.newlyBound > 0 || result.owner.houses.length > 0 ? (
    <Outcome
      good
      title={result.newlyBound > 0 ? words.found(result.newlyBound) : words.notFound}
      words={result.newlyBound > 0 ? words.foundWhy : zh.apply.boundWhy}
      facts={result.owner.houses.map(({ communityName, label }) => `${communityName} ${label}`)}
      action={{ word: zh.toHome, onTap: () => void Taro.switchTab({ url: pages.home }) }}
    />
  ) : (
    <Outcome
      good={false}
      title={words.notFound}
      words={words.notFoundWhy}
      facts={[]}
      action={{ word: words.apply, onTap: () => void Taro.redirectTo({ url: pages.apply }) }}
    />
  );

const PhonePage = () => {
  const [result, setResult] = useState<ResponseOf<typeof giveWechatPhone> | null>(null);
  const { busy, run } = useCommand();
  const give = (code: string | null): void => {
    if (!code) {
      void Taro.showToast({ title: words.refused, icon: 'none' });
      return;
    }
    void run(async () => setResult(await call(giveWechatPhone, { body: { code } })));
  };
  if (result) {
    return (
      <Screen title={words.title}>
        <Given result={result} />
      </Screen>
    );
  }
  return (
    <Screen title={words.title}>
      <View className="card pad-card">
        <Text className="fs-m w6 line">{words.why}</Text>
        {words.reasons.map((reason) => (
          <View key={reason} className="row g2 reason">
            <Icon name="tick" size={20} className="tb" />
            <Text className="grow">{reason}</Text>
          </View>
        ))}
      </View>
      <View className="stack">
        <GiveButton busy={busy} onCode={give} />
        <Button
          word={words.later}
          kind="ghost"
          className="block"
          onTap={() => void Taro.redirectTo({ url: pages.apply })}
        />
      </View>
    </Screen>
  );
};

export default PhonePage;
