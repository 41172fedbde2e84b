import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { pages } from '../lib/pages';
import { zh } from '../locales/zh-CN';
import { aria } from './aria';
import { Icon } from './Icon';
import { Tap } from './Tap';

const tabs = [
  { key: 'home', icon: 'home', url: pages.home },
  { key: 'progress', icon: 'list', url: pages.progress },
  { key: 'me', icon: 'person', url: pages.me },
] as const;

/** Our own, because WeChat's knows neither large type nor our colours. */
export const TabBar = ({ now }: { now: (typeof tabs)[number]['key'] }) => (
  <View className="tabbar" {...aria({ role: 'tablist' })}>
    {tabs.map(({ key, icon, url }) => (
      <Tap
        key={key}
        role="tab"
        className={`tab ${key === now ? 'on' : ''}`}
        label={zh.tabs[key]}
        checked={key === now}
        onTap={() => {
          if (key !== now) void Taro.switchTab({ url });
        }}
      >
        <Icon name={icon} />
        <Text>{zh.tabs[key]}</Text>
      </Tap>
    ))}
  </View>
);
