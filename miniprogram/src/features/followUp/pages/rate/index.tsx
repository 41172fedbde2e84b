import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { rateAgain } from 'shared-types/followUp';
import { call } from '../../../../lib/api';
import { useCommand } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { followUpWords } from '../../../../locales/zh-CN/followUp';
import { Button } from '../../../../ui/Button';
import { Screen } from '../../../../ui/Screen';
import { Stars } from '../../../../ui/Stars';
import { Words } from '../../../../ui/Words';

const words = followUpWords.rate;

/** Once more, after what was promised. */
const RateAgainPage = () => {
  const { id = '' } = useRouter().params;
  const [stars, setStars] = useState(0);
  const [text, setText] = useState('');
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), body: '' });
  const send = (): void => {
    void run(async () => {
      const body = { stars, text };
      const said = JSON.stringify(body);
      if (key.current.body !== said) key.current = { key: newKey(), body: said };
      await call(rateAgain, { params: { id }, body, idempotencyKey: key.current.key });
      await Taro.showToast({ title: words.thanks, icon: 'none' });
      await Taro.redirectTo({ url: pages.followUps() });
    });
  };
  return (
    <Screen
      title={words.title}
      dock={
        <Button
          word={busy ? zh.sending : stars === 0 ? words.choose : words.send}
          kind="pri"
          size="big"
          disabled={busy || stars === 0}
          onTap={send}
        />
      }
    >
      <View className="card pad-card">
        <Text className="fs-l w6 line">{words.ask}</Text>
        <Stars value={stars} onChange={setStars} />
      </View>
      <View className="card pad-card">
        <Words value={text} placeholder={words.placeholder} max={500} onChange={setText} />
      </View>
    </Screen>
  );
};

export default RateAgainPage;
