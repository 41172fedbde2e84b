import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { addToComplaint, objectToComplaintAnswer, rateComplaint } from 'shared-types/complaint';
import { call } from '../../../../lib/api';
import { useCommand } from '../../../../lib/hooks';
import { useMedia } from '../../../../lib/media';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { complaintWords } from '../../../../locales/zh-CN/complaint';
import { Button } from '../../../../ui/Button';
import { PhotoGrid } from '../../../../ui/PhotoGrid';
import { Recorder } from '../../../../ui/Recorder';
import { Screen } from '../../../../ui/Screen';
import { Stars } from '../../../../ui/Stars';
import { Words } from '../../../../ui/Words';
import '../../../../styles/filing.css';

const words = complaintWords.say;

type What = 'add' | 'object' | 'rate';
const isWhat = (text: string | undefined): text is What => text === 'add' || text === 'object' || text === 'rate';

interface Said {
  text: string;
  stars: number;
  fileIds: string[];
}

const acts: Record<What, (id: string, said: Said, idempotencyKey: string) => Promise<unknown>> = {
  add: (id, { text, fileIds }, idempotencyKey) =>
    call(addToComplaint, { params: { id }, body: { text, fileIds }, idempotencyKey }),
  object: (id, { text }, idempotencyKey) =>
    call(objectToComplaintAnswer, { params: { id }, body: { text }, idempotencyKey }),
  rate: (id, { text, stars }, idempotencyKey) =>
    call(rateComplaint, { params: { id }, body: { stars, text }, idempotencyKey }),
};

/** One more thing to say of a complaint: further evidence, why the answer does not do, how it went. */
const SayPage = () => {
  const { id = '', what: given } = useRouter().params;
  const what: What = isWhat(given) ? given : 'add';
  const said = words[what];
  const [text, setText] = useState('');
  const [stars, setStars] = useState(0);
  const box = useMedia();
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), body: '' });
  const uploading = box.media.some(({ state }) => state !== 'sent');
  const nothing = what === 'rate' ? stars === 0 : text.trim() === '' && (what === 'object' || box.media.length === 0);
  const send = (): void => {
    void run(async () => {
      const body = {
        ...{ text: text.trim(), stars },
        fileIds: box.media.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
      };
      // Changed since the last try: another command.
      const asked = JSON.stringify(body);
      if (key.current.body !== asked) key.current = { key: newKey(), body: asked };
      await acts[what](id, body, key.current.key);
      await Taro.showToast({ title: words.done, icon: 'none' });
      if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
      else await Taro.redirectTo({ url: pages.complaint(id) });
    });
  };
  return (
    <Screen
      title={said.title}
      dock={
        <Button
          word={busy ? zh.sending : nothing ? said.missing : uploading ? zh.report.waitUploads : said.send}
          kind="pri"
          size="big"
          disabled={busy || nothing || uploading}
          onTap={send}
        />
      }
    >
      {what === 'rate' ? (
        <View className="card pad-card rate-card">
          <Text className="fs-l w6 line">{words.ask}</Text>
          <Stars value={stars} onChange={setStars} />
          <Text className="t2 line">{words.stars[stars - 1] ?? said.missing}</Text>
        </View>
      ) : null}
      <View className="card say">
        {what === 'add' ? (
          <Recorder
            box={box}
            locked={false}
            onWords={(heard) => setText((before) => [before, heard].filter(Boolean).join('\n'))}
          />
        ) : null}
        <Words value={text} placeholder={said.placeholder} max={500} onChange={setText} />
        {what === 'add' ? <PhotoGrid box={box} /> : null}
      </View>
    </Screen>
  );
};

export default SayPage;
