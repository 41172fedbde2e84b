import { Text, View } from '@tarojs/components';
import type { FaceView } from 'shared-types/face';
import { faceWords as words } from '../../../locales/zh-CN/face';
import { Chip } from '../../../ui/Chip';
import { Copies } from './Copies';

/** What is over: whether it is gone everywhere, and what is not yet. */
export const Ended = ({ ended }: { ended: FaceView['ended'] }) =>
  ended.length > 0 ? (
    <View className="card pad-card">
      <Text className="fs-m w6 line">{words.ended}</Text>
      {ended.map(({ id, words: what, isGone, goneWords, copies }) => (
        <View key={id} className="face-copies">
          <View className="row g2 wrap">
            <Text className="num grow">{what}</Text>
            <Chip shape={isGone ? 'done' : 'working'} word={isGone ? words.deleted : words.deleting} />
          </View>
          <Text className="t2 num line">{goneWords}</Text>
          {isGone ? null : <Copies copies={copies} />}
        </View>
      ))}
    </View>
  ) : null;
