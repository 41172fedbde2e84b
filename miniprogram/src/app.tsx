import Taro, { useLaunch, usePageNotFound } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { pages } from './lib/pages';
import { zh } from './locales/zh-CN';
import './styles/generated/tokens.css';
import './styles/generated/icons.css';
import './styles/base.css';
import './styles/repair.css';

const say = (title: string): void => {
  void Taro.showToast({ title, icon: 'none', duration: 3_000 });
};

/** In a browser a page's code comes when it is first opened; without a network it does not. */
const sayMissingPages = (): void => {
  const hear = (reason: unknown): void => {
    if (reason instanceof Error && /Loading (CSS )?chunk/.test(reason.message)) say(zh.errors.readFailed);
  };
  window.addEventListener('unhandledrejection', ({ reason }) => hear(reason));
  window.addEventListener('error', ({ error }) => hear(error));
};

/** A mini-program code on a lift or a gate opens the report at that very place. */
const App = ({ children }: PropsWithChildren) => {
  useLaunch(({ query, path }) => {
    if (process.env.TARO_ENV === 'h5') sayMissingPages();
    const scene = query?.scene ? decodeURIComponent(String(query.scene)) : '';
    if (scene && !path?.includes('report')) {
      void Taro.navigateTo({ url: `${pages.report}?place=${encodeURIComponent(scene)}` });
    }
  });
  // An old link or a mistyped one: the home, and the reason.
  usePageNotFound(() => {
    void Taro.reLaunch({ url: pages.home });
    say(zh.errors.noPage);
  });
  return children;
};

export default App;
