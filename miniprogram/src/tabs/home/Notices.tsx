import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ResponseOf } from 'shared-types/contract';
import type { readOwnerHome } from 'shared-types/repair';
import { pages } from '../../lib/pages';
import { announcementWords as words } from '../../locales/zh-CN/announcement';
import { Icon } from '../../ui/Icon';
import { Tap } from '../../ui/Tap';

type Notices = ResponseOf<typeof readOwnerHome>['notices'];

/** Emergencies that nobody here has read, above everything else. */
export const Emergencies = ({ notices }: { notices: Notices }) => (
  <>
    {notices
      .filter(({ kind }) => kind === 'emergency')
      .map(({ id, title, summary }) => (
        <Tap
          key={id}
          className="card urgent-notice"
          role="link"
          onTap={() => void Taro.navigateTo({ url: pages.announcement(id) })}
        >
          <Icon name="warning" size={30} />
          <View className="grow">
            <Text className="line">{words.emergency}</Text>
            <Text className="fs-m w6 line">{title}</Text>
            <Text className="line">{summary}</Text>
          </View>
          <Icon name="next" size={18} />
        </Tap>
      ))}
  </>
);
