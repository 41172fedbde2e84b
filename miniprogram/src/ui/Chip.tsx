import { Text, View } from '@tarojs/components';
import { aria } from './aria';

export type Tone = 'brand' | 'money' | 'danger' | 'ink-2' | 'ink-3';
export type ShapeName =
  | 'waiting'
  | 'assigned'
  | 'working'
  | 'asking'
  | 'done'
  | 'overdue'
  | 'urgent'
  | 'due'
  | 'paid'
  | 'confirming'
  | 'valid'
  | 'review'
  | 'unbound'
  | 'verified'
  | 'diff'
  | 'void'
  | 'offline';

/** Each state's colour; the shape and the word say it too (tokens.json, status). */
const tones: Record<ShapeName, Tone> = {
  waiting: 'ink-2',
  assigned: 'brand',
  working: 'brand',
  asking: 'money',
  done: 'brand',
  overdue: 'danger',
  urgent: 'danger',
  due: 'money',
  paid: 'brand',
  confirming: 'money',
  valid: 'brand',
  review: 'money',
  unbound: 'ink-2',
  verified: 'brand',
  diff: 'danger',
  void: 'ink-3',
  offline: 'money',
};

interface Props {
  shape: ShapeName;
  word: string;
  /** Only in the head of a card. */
  pill?: boolean;
}

/** A state: shape + word + colour. */
export const Chip = ({ shape, word, pill = false }: Props) => (
  <View className={`chip t-${tones[shape]}${pill ? ' pill' : ''}`}>
    <View className={`sh sh-${shape}`} {...aria({ hidden: true })} />
    <Text>{word}</Text>
  </View>
);
