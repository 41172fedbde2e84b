import { ScrollView, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { PropsWithChildren, ReactNode } from 'react';
import { useAppearance } from '../lib/appearance';
import { pages } from '../lib/pages';
import { wx } from '../lib/wx';
import { zh } from '../locales/zh-CN';
import { Icon } from './Icon';
import { Tap } from './Tap';

const head = wx.safeHead();

const goBack = (): void => {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: pages.home });
};

const Head = ({ title, back }: { title: string; back: boolean }) => (
  <View className="head" style={{ paddingTop: `${head.top}px` }}>
    <View
      className="head-row"
      style={{ paddingLeft: `${Math.max(head.right, 48)}px`, paddingRight: `${Math.max(head.right, 48)}px` }}
    >
      {back ? (
        <Tap className="head-back" label={zh.back} onTap={goBack}>
          <Icon name="back" />
        </Tap>
      ) : null}
      <Text className="head-title">{title}</Text>
    </View>
  </View>
);

interface Props {
  /** Null: the page draws its own head. */
  title: string | null;
  /** False on tab pages, where there is nothing to go back to. */
  back?: boolean;
  className?: string;
  /** Stays at the bottom, within reach of the thumb. */
  dock?: ReactNode;
  tabs?: ReactNode;
}

/** The frame of every page: the theme, the head, what scrolls, and what stays below. */
export const Screen = ({ title, back = true, className = '', dock, tabs, children }: PropsWithChildren<Props>) => {
  const { elderly, dark } = useAppearance();
  return (
    <View className={`screen ${dark ? 'dark' : 'light'} ${elderly ? 'elderly' : ''} ${className}`}>
      {title === null ? null : <Head title={title} back={back} />}
      <View className={`content ${dock ? 'has-dock' : ''} ${tabs ? 'has-tabs' : ''}`}>{children}</View>
      {dock ? <View className="dock">{dock}</View> : null}
      {tabs}
    </View>
  );
};

/** A row that scrolls sideways. */
export const Strip = ({ children, className = '' }: PropsWithChildren<{ className?: string }>) => (
  <ScrollView scrollX enhanced showScrollbar={false} className={`strip ${className}`}>
    <View className="strip-row">{children}</View>
  </ScrollView>
);

export const headTop = head.top;
