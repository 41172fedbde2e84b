import { Button as NativeButton } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { wx } from '../lib/wx';
import { Button } from './Button';

interface Props {
  /** In WeChat, where its own window opens; the page's `useShareAppMessage` says what is sent. */
  word: string;
  /** In a browser, which has no such window: the link is copied. */
  copyWord: string;
  copied: string;
  /** Page with its query. */
  url: string;
}

export const ShareButton = ({ word, copyWord, copied, url }: Props) => {
  const copy = (): void => {
    const link = `${window.location.href.split('#')[0]}#${url}`;
    void Taro.setClipboardData({ data: link }).then(() => Taro.showToast({ title: copied, icon: 'none' }));
  };
  return wx.simulated ? (
    <Button word={copyWord} kind="pri" size="big" icon="share" onTap={copy} />
  ) : (
    <NativeButton className="btn pri big" openType="share">
      {word}
    </NativeButton>
  );
};
