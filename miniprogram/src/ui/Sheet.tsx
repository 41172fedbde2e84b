import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { aria } from './aria';
import { Button } from './Button';
import { Tap } from './Tap';

interface Props {
  title: string;
  words?: string;
  yes: { word: string; onTap: () => void; danger?: boolean; disabled?: boolean };
  no: { word: string; onTap: () => void };
}

/** Asks once, and names what it will do. */
export const Sheet = ({ title, words, yes, no, children }: PropsWithChildren<Props>) => (
  <View className="sheet" {...aria({ role: 'dialog', label: title })}>
    <Tap className="sheet-shade" label={no.word} onTap={no.onTap} />
    <View className="sheet-body">
      <Text className="fs-l w6">{title}</Text>
      {words ? <Text className="t2 sheet-words">{words}</Text> : null}
      {children}
      <Button
        word={yes.word}
        kind={yes.danger ? 'dan' : 'pri'}
        size="big"
        disabled={yes.disabled ?? false}
        onTap={yes.onTap}
      />
      <Button word={no.word} kind="ghost" onTap={no.onTap} />
    </View>
  </View>
);
