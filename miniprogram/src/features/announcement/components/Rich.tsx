import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { RichBlock, RichRun } from 'shared-types/announcement';
import { announcementWords as words } from '../../../locales/zh-CN/announcement';
import { callPhone } from '../../../ui/Button';
import { Tap } from '../../../ui/Tap';
import { numbered } from '../numbered';

const follow = (href: string): void => {
  if (href.startsWith('tel:')) callPhone(href.slice(4));
  // A mini-program opens no web page that is not its own.
  else void Taro.setClipboardData({ data: href }).then(() => Taro.showToast({ title: words.copied, icon: 'none' }));
};

const Run = ({ run }: { run: RichRun }) =>
  run.href ? (
    <Tap className="rich-link tb" role="link" label={words.link(run.text)} onTap={() => follow(run.href ?? '')}>
      <Text className={run.bold ? 'w6' : ''}>{run.text}</Text>
    </Tap>
  ) : (
    <Text className={run.bold ? 'w6' : ''} userSelect>
      {run.text}
    </Text>
  );

/** Rich text as it was written: blocks of plain runs, so that nothing in it can be run. */
export const Rich = ({ body }: { body: readonly RichBlock[] }) => (
  <View className="rich">
    {numbered(body).map(({ block, key, mark }) => (
      <View key={key} className={`rich-${block.kind}`}>
        {mark ? <Text className="rich-mark num">{mark}</Text> : null}
        <View className="rich-runs">
          {block.runs.map((run, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: runs of a text that never changes have no other name
            <Run key={index} run={run} />
          ))}
        </View>
      </View>
    ))}
  </View>
);
