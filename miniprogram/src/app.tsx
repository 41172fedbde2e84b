import Taro, { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { pages } from './lib/pages';
import './styles/generated/tokens.css';
import './styles/generated/icons.css';
import './styles/base.css';
import './styles/repair.css';

/** A mini-program code on a lift or a gate opens the report at that very place. */
const App = ({ children }: PropsWithChildren) => {
  useLaunch(({ query, path }) => {
    const scene = query?.scene ? decodeURIComponent(String(query.scene)) : '';
    if (scene && !path?.includes('report')) {
      void Taro.navigateTo({ url: `${pages.report}?place=${encodeURIComponent(scene)}` });
    }
  });
  return children;
};

export default App;
