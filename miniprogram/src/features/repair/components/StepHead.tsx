import { Text, View } from '@tarojs/components';
import { Icon } from '../../../ui/Icon';

/** A step's number, or a tick when it is answered. */
export const StepHead = ({ no, title, note, ok }: { no: number; title: string; note?: string; ok: boolean }) => (
  <View className="step-h">
    <View className={`step-no ${ok ? 'ok' : ''}`}>{ok ? <Icon name="tick" size={14} /> : <Text>{no}</Text>}</View>
    <Text>{title}</Text>
    {note ? <Text className="step-note el">{note}</Text> : null}
  </View>
);
