import { Text, View } from '@tarojs/components';
import { aria } from './aria';
import { Button } from './Button';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface Props {
  title: string;
  items: readonly { id: string; word: string; note?: string }[];
  onPick: (id: string) => void;
  no: { word: string; onTap: () => void };
}

/** One of a few, from a list at the bottom. */
export const PickSheet = ({ title, items, onPick, no }: Props) => (
  <View className="sheet" {...aria({ role: 'dialog', label: title })}>
    <Tap className="sheet-shade" label={no.word} onTap={no.onTap} />
    <View className="sheet-body">
      <Text className="fs-l w6">{title}</Text>
      <View className="rows">
        {items.map(({ id, word, note }) => (
          <Tap key={id} className="item" label={note ? `${word} ${note}` : word} onTap={() => onPick(id)}>
            <View className="grow">
              <Text className="fs-m w5 line">{word}</Text>
              {note ? <Text className="t2 num line">{note}</Text> : null}
            </View>
            <Icon name="next" size={18} className="t3" />
          </Tap>
        ))}
      </View>
      <Button word={no.word} kind="ghost" onTap={no.onTap} />
    </View>
  </View>
);
