import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { InquiryMessage } from 'shared-types/inquiry';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../../lib/clock';
import { inquiryWords as words } from '../../../locales/zh-CN/inquiry';
import { Button } from '../../../ui/Button';
import { Source } from './Source';

const classOf: Record<InquiryMessage['kind'], string> = {
  asked: 'mine',
  answered: '',
  unsure: '',
  said: '',
  told: 'said-told',
};

const Said = ({ message }: { message: InquiryMessage }) => {
  const { kind, text, phrased, by, at, sources, link } = message;
  const when = dayTime(at, serverNow());
  if (kind === 'told')
    return (
      <View className="said said-told">
        <Text className="t2">{text}</Text>
        {link ? <Button word={words.follow} size="sm" onTap={() => void Taro.navigateTo({ url: link })} /> : null}
      </View>
    );
  const who = kind === 'asked' ? words.me : (by ?? words.bot);
  return (
    <View className={`said ${classOf[kind]}`}>
      <Text className="t3 num">
        {who} {when}
      </Text>
      <View className="bubble">
        <Text userSelect>{text}</Text>
      </View>
      {phrased ? <Text className="t3">{words.phrased}</Text> : null}
      {sources.map((source) => (
        <Source key={`${source.kind} ${source.id}`} source={source} sure={kind === 'answered'} />
      ))}
    </View>
  );
};

/** What was said, oldest first. */
export const Talk = ({ messages }: { messages: readonly InquiryMessage[] }) => (
  <View className="talk">
    {messages.map((message) => (
      <Said key={message.id} message={message} />
    ))}
  </View>
);
