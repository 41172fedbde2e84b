import { Text, View } from '@tarojs/components';
import type { FaceView } from 'shared-types/face';
import { faceWords as words } from '../../../locales/zh-CN/face';

/** The text that is agreed to, whole: it is short enough to be read. */
export const Agreement = ({ view }: { view: FaceView }) => (
  <View className="card pad-card">
    <Text className="fs-l w6 line">{words.agreement(view.text.version)}</Text>
    <Text className="line">{view.text.intro}</Text>
    <View className="face-points">
      {view.text.points.map(({ title, body }) => (
        <View key={title}>
          <Text className="w6 line">{title}</Text>
          <Text className="t2 line">{body}</Text>
        </View>
      ))}
      {view.doors.length > 0 ? <Text className="w5 line">{words.doors(view.doors.join('、'))}</Text> : null}
    </View>
  </View>
);
