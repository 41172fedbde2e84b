import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { SourceView } from 'shared-types/inquiry';
import { inquiryWords as words } from '../../../locales/zh-CN/inquiry';
import { Icon } from '../../../ui/Icon';
import { Tap } from '../../../ui/Tap';

interface Props {
  source: SourceView;
  /** Of an answer the source; else what might be meant. */
  sure: boolean;
}

/** Where an answer stands: opens its page, or itself where it has none. */
export const Source = ({ source, sure }: Props) => {
  const [open, setOpen] = useState(false);
  const { link, name, title, text } = source;
  const go = (): void => {
    if (link && sure) void Taro.navigateTo({ url: link });
    else setOpen(!open);
  };
  return (
    <>
      <Tap
        className="source"
        role={link && sure ? 'link' : 'button'}
        label={sure ? words.openSource(name) : words.maybe(title)}
        onTap={go}
      >
        <Icon name={sure ? 'book' : 'ask'} size={18} className="tb" />
        <Text className="grow">{sure ? words.source(name) : words.maybe(title)}</Text>
        <Icon name={link && sure ? 'next' : 'down'} size={16} className="t3" />
      </Tap>
      {open ? (
        <View className="source-text">
          <Text className="w6 line">{title}</Text>
          <Text className="line" userSelect>
            {text}
          </Text>
          <Text className="t3 line">{words.source(name)}</Text>
          {link ? (
            <Tap className="tb" role="link" label={words.look} onTap={() => void Taro.navigateTo({ url: link })}>
              <Text>{words.look}</Text>
            </Tap>
          ) : null}
        </View>
      ) : null}
    </>
  );
};
