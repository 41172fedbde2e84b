import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useMemo } from 'react';
import { stepMs } from 'shared-types/ownCode';
import { dayTime } from 'shared-types/time';
import { wx } from '../../../lib/wx';
import { accessWords } from '../../../locales/zh-CN/access';
import { aria } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Ring } from '../../../ui/Ring';
import { svgAddress } from '../../../ui/ring';
import { Empty } from '../../../ui/States';
import { codeSvg } from '../qr';
import type { DoorCode } from '../useDoorCode';

const words = accessWords.door;
const secondMs = 1_000;

/** The changing code: dark on white, also at night, with the seconds that it has left. */
export const CodeCard = ({ code, kept, offline }: DoorCode) => {
  const text = code?.text ?? null;
  const address = useMemo(() => (text ? svgAddress(codeSvg(text)) : ''), [text]);
  if (!code || !kept)
    return <Empty icon="key" title={kept ? words.over : words.none} why={kept ? words.overWhy : words.noneWhy} />;
  const seconds = Math.max(1, Math.ceil(code.leftMs / secondMs));
  const until = dayTime(new Date(kept.until), new Date(kept.realNow));
  return (
    <View className="card door-code">
      <View className="door-qr" style={{ backgroundImage: address }} {...aria({ role: 'img', label: words.code })} />
      <View className="row g3 door-left">
        <Ring
          size={72}
          words={{
            ...{ left: code.leftMs / stepMs, paused: false, figure: String(seconds), unit: words.seconds },
            ...{ title: words.next(seconds), detail: '', label: words.next(seconds) },
          }}
        />
        <View className="grow">
          <Text className="fs-m w6 line">{words.hint}</Text>
          <Text className="t2 line">{kept.places}</Text>
        </View>
      </View>
      <View className="row g2 door-fact">
        <Icon name={offline ? 'cloud' : 'shield'} size={22} className={offline ? 'tm' : 'tb'} />
        <Text className="t2 grow">{offline ? words.offline(until) : words.online(until)}</Text>
      </View>
      <View className="row g2 door-fact">
        <Icon name="again" size={22} className="tb" />
        <Text className="t2 grow">{words.once}</Text>
      </View>
      {wx.simulated ? (
        <Button
          word={words.demoCopy}
          kind="ghost"
          className="pass-acts"
          onTap={() => void Taro.setClipboardData({ data: code.text }).catch(() => undefined)}
        />
      ) : null}
    </View>
  );
};
