import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { addToRepair } from 'shared-types/repair';
import { call } from '../../../../lib/api';
import { useCommand } from '../../../../lib/hooks';
import { useMedia } from '../../../../lib/media';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { PhotoGrid } from '../../../../ui/PhotoGrid';
import { Screen } from '../../../../ui/Screen';
import { Words } from '../../../../ui/Words';

const words = zh.add;

const AddPage = () => {
  const { id = '' } = useRouter().params;
  const [text, setText] = useState('');
  const box = useMedia();
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), body: '' });
  const uploading = box.media.some(({ state }) => state !== 'sent');
  const nothing = text.trim() === '' && box.media.length === 0;
  const send = (): void => {
    void run(async () => {
      const body = { text, fileIds: box.media.flatMap(({ fileId }) => (fileId ? [fileId] : [])) };
      // Changed since the last try: another command.
      const said = JSON.stringify(body);
      if (key.current.body !== said) key.current = { key: newKey(), body: said };
      await call(addToRepair, { params: { id }, body, idempotencyKey: key.current.key });
      await Taro.showToast({ title: words.done, icon: 'none' });
      if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
      else await Taro.redirectTo({ url: pages.repair(id) });
    });
  };
  return (
    <Screen
      title={words.title}
      dock={
        <Button
          word={busy ? zh.sending : nothing ? words.missing : uploading ? zh.report.waitUploads : words.send}
          kind="pri"
          size="big"
          disabled={busy || nothing || uploading}
          onTap={send}
        />
      }
    >
      <View className="card pad-card">
        <Words value={text} placeholder={words.placeholder} max={500} onChange={setText} />
        <PhotoGrid box={box} />
      </View>
    </Screen>
  );
};

export default AddPage;
