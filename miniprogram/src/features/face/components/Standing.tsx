import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { FaceView } from 'shared-types/face';
import { faceWords as words } from '../../../locales/zh-CN/face';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { Sheet } from '../../../ui/Sheet';
import type { FaceActs } from '../useFaceActs';
import { Copies } from './Copies';

const PhotoButtons = ({ hasPhoto, acts }: { hasPhoto: boolean; acts: FaceActs }) => (
  <>
    <Text className="t2 line">{words.photoHint}</Text>
    <Button
      word={hasPhoto ? words.shootAgain : words.shoot}
      kind={hasPhoto ? 'sec' : 'pri'}
      size="big"
      icon="camera"
      disabled={acts.busy}
      onTap={() => acts.photo('camera')}
    />
    <Button word={words.album} disabled={acts.busy} onTap={() => acts.photo('album')} />
  </>
);

/** What somebody agreed to, the photo, and where their face opens by now. */
export const Standing = ({ view, acts }: { view: FaceView; acts: FaceActs }) => {
  const [asking, setAsking] = useState(false);
  const { consent } = view;
  if (!consent) return null;
  return (
    <View className="card pad-card">
      <View className="row g3">
        <View className="grow">
          <Text className="t2 num line">{view.houseLabel}</Text>
          <Text className="fs-l w6 line">{words.title}</Text>
        </View>
        <Chip shape="valid" word={words.on} pill />
      </View>
      <Text className="num line">{consent.givenWords}</Text>
      <Text className="num line">{consent.photoWords ?? words.noPhoto}</Text>
      <Copies copies={consent.copies} />
      <View className="face-acts">
        <PhotoButtons hasPhoto={consent.photoWords !== null} acts={acts} />
        <Button word={words.withdraw} kind="ghost" disabled={acts.busy} onTap={() => setAsking(true)} />
      </View>
      {asking ? (
        <Sheet
          title={words.withdrawTitle}
          words={words.withdrawWhy}
          yes={{
            word: words.withdrawDo,
            danger: true,
            disabled: acts.busy,
            onTap: () => {
              setAsking(false);
              acts.withdraw();
            },
          }}
          no={{ word: words.keep, onTap: () => setAsking(false) }}
        />
      ) : null}
    </View>
  );
};
