import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { FaceView } from 'shared-types/face';
import { faceWords as words } from '../../../locales/zh-CN/face';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { Sheet } from '../../../ui/Sheet';
import type { FaceActs } from '../useFaceActs';

/** A consent of its own: the face also says at a kiosk who stands there. Doors go on without it. */
export const AtKiosk = ({ kiosk, acts }: { kiosk: NonNullable<FaceView['kiosk']>; acts: FaceActs }) => {
  const [asking, setAsking] = useState(false);
  const { text, terminals, agreedWords, actions } = kiosk;
  return (
    <View className="card pad-card">
      <View className="row g3">
        <View className="grow">
          <Text className="fs-l w6 line">{words.kioskTitle}</Text>
          <Text className="t2 num line">{agreedWords ?? words.kioskText(text.version)}</Text>
        </View>
        {agreedWords ? <Chip shape="valid" word={words.on} pill /> : null}
      </View>
      <Text className="line">{text.intro}</Text>
      <View className="face-points">
        {text.points.map(({ title, body }) => (
          <View key={title}>
            <Text className="w6 line">{title}</Text>
            <Text className="t2 line">{body}</Text>
          </View>
        ))}
        {terminals.length > 0 ? <Text className="w5 line">{words.kioskWhere(terminals.join('、'))}</Text> : null}
      </View>
      <View className="face-acts">
        {actions.includes('agree') ? (
          <Button
            word={words.kioskAgree}
            size="big"
            disabled={acts.busy}
            onTap={() => acts.agreeToKiosk(text.version)}
          />
        ) : null}
        {actions.includes('withdraw') ? (
          <Button word={words.kioskWithdraw} kind="ghost" disabled={acts.busy} onTap={() => setAsking(true)} />
        ) : null}
      </View>
      {asking ? (
        <Sheet
          title={words.kioskWithdrawTitle}
          words={words.kioskWithdrawWhy}
          yes={{
            word: words.kioskWithdraw,
            danger: true,
            disabled: acts.busy,
            onTap: () => {
              setAsking(false);
              acts.withdrawFromKiosk();
            },
          }}
          no={{ word: words.keep, onTap: () => setAsking(false) }}
        />
      ) : null}
    </View>
  );
};
