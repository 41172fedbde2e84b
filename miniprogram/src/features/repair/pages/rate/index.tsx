import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { rateRepair } from 'shared-types/repair';
import { call } from '../../../../lib/api';
import { useCommand } from '../../../../lib/hooks';
import { useMedia } from '../../../../lib/media';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { PhotoGrid } from '../../../../ui/PhotoGrid';
import { Screen } from '../../../../ui/Screen';
import { Stars } from '../../../../ui/Stars';
import { Words } from '../../../../ui/Words';

const words = zh.rate;

const RatePage = () => {
  const { id = '' } = useRouter().params;
  const [stars, setStars] = useState(0);
  const [text, setText] = useState('');
  const box = useMedia();
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), body: '' });
  const uploading = box.media.some(({ state }) => state !== 'sent');
  const send = (): void => {
    void run(async () => {
      const body = { stars, text, fileIds: box.media.flatMap(({ fileId }) => (fileId ? [fileId] : [])) };
      // Changed since the last try: another command.
      const said = JSON.stringify(body);
      if (key.current.body !== said) key.current = { key: newKey(), body: said };
      await call(rateRepair, { params: { id }, body, idempotencyKey: key.current.key });
      await Taro.showToast({ title: words.thanks, icon: 'none' });
      if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
      else await Taro.redirectTo({ url: pages.repair(id) });
    });
  };
  return (
    <Screen
      title={words.title}
      dock={
        <Button
          word={busy ? zh.sending : stars === 0 ? words.choose : uploading ? zh.report.waitUploads : words.send}
          kind="pri"
          size="big"
          disabled={busy || stars === 0 || uploading}
          onTap={send}
        />
      }
    >
      <View className="card pad-card rate-card">
        <Text className="fs-l w6 line">{words.ask}</Text>
        <Stars value={stars} onChange={setStars} />
        <Text className="t2 line">{words.words[stars - 1] ?? words.choose}</Text>
      </View>
      <View className="card pad-card">
        <Words value={text} placeholder={words.placeholder} max={500} onChange={setText} />
        <PhotoGrid box={box} />
      </View>
    </Screen>
  );
};

export default RatePage;
