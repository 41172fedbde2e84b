import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type AnnouncementSummary, listAnnouncements } from 'shared-types/announcement';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { pages } from '../../../../lib/pages';
import { usePages } from '../../../../lib/paging';
import { zh } from '../../../../locales/zh-CN';
import { announcementWords as words } from '../../../../locales/zh-CN/announcement';
import { AskToNotify } from '../../../../ui/AskToNotify';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import { outageShapes } from '../../shapes';
import '../../announcement.css';

const limit = 20;

const Notice = ({ notice }: { notice: AnnouncementSummary }) => {
  const { id, kind, title, summary, read, pinned, outage, at } = notice;
  return (
    <Tap className="item" role="link" onTap={() => void Taro.navigateTo({ url: pages.announcement(id) })}>
      <View className={`item-mark ${kind === 'emergency' ? 'd' : ''}`}>
        <Icon name={kind === 'emergency' ? 'warning' : 'horn'} size={26} />
      </View>
      <View className="grow">
        <View className="row g2 wrap">
          <Text className={`fs-m ${read ? 'w5' : 'w6'}`}>{title}</Text>
          {read ? null : <Text className="notice-new">{words.unread}</Text>}
          {kind === 'emergency' ? <Chip shape="urgent" word={notice.kindName} /> : null}
          {outage ? <Chip shape={outageShapes[outage.state]} word={outage.stateName} /> : null}
        </View>
        <Text className="t2 num line">{summary}</Text>
        <Text className="t3 num line">
          {pinned ? `${words.pinned} · ` : ''}
          {dayTime(at, serverNow())}
        </Text>
      </View>
      <Icon name="next" size={18} className="t3" />
    </Tap>
  );
};

/** What the office tells the people of this house. */
const AnnouncementsPage = () => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listAnnouncements, { query: { limit, cursor } }),
    ['inbox.changed'],
  );
  return (
    <Screen title={words.title}>
      {data ? (
        data.items.length > 0 ? (
          <View className="card rows">
            {data.items.map((notice) => (
              <Notice key={notice.id} notice={notice} />
            ))}
          </View>
        ) : (
          <Empty icon="horn" title={words.empty} why={words.emptyWhy} />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
      {hasMore ? (
        <Button
          word={busy ? zh.loading : zh.more}
          kind="ghost"
          className="block notice-ask"
          disabled={busy}
          onTap={more}
        />
      ) : null}
      {data ? <AskToNotify moment="announcement" words={words} className="notice-ask" /> : null}
    </Screen>
  );
};

export default AnnouncementsPage;
