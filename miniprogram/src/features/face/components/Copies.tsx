import { Text, View } from '@tarojs/components';
import type { FaceCopyState, FaceView } from 'shared-types/face';
import { Chip, type ShapeName } from '../../../ui/Chip';

const shapes: Record<FaceCopyState, ShapeName> = {
  waiting: 'working',
  on: 'done',
  failed: 'diff',
  leaving: 'working',
  gone: 'void',
};

/** Each terminal, and what it has of the face now. */
export const Copies = ({ copies }: { copies: NonNullable<FaceView['consent']>['copies'] }) => (
  <View className="face-copies">
    {copies.map(({ door, state, words }) => (
      <View key={door} className="face-copy">
        <Text>{door}</Text>
        <Chip shape={shapes[state]} word={words} />
      </View>
    ))}
  </View>
);
