import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type InboxMessage, listInbox, markInboxRead } from 'shared-types/notification';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useCommand } from '../../../../lib/hooks';
import { usePages } from '../../../../lib/paging';
import { zh } from '../../../../locales/zh-CN';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import './inbox.css';

const words = zh.inbox;
const limit = 20;

const Message = ({ message, onTap }: { message: InboxMessage; onTap: () => void }) => (
  <Tap className="item" role="link" label={`${message.read ? '' : words.unread} ${message.title}`} onTap={onTap}>
    <View className="item-mark">
      <Icon name="bell" size={26} />
    </View>
    <View className="grow">
      <View className="row g2">
        <Text className={`fs-m grow ${message.read ? 'w5' : 'w6'}`}>{message.title}</Text>
        {message.read ? null : <Text className="unread">{words.unread}</Text>}
      </View>
      <Text className="t2 line">{message.body}</Text>
      <Text className="t3 num line">{dayTime(message.at, serverNow())}</Text>
    </View>
    {message.link ? <Icon name="next" size={18} className="t3" /> : null}
  </Tap>
);

const InboxPage = () => {
  const {
    data,
    error,
    reload,
    hasMore,
    more,
    busy: reading,
  } = usePages((cursor) => call(listInbox, { query: { limit, cursor } }), ['inbox.changed']);
  const { busy, run } = useCommand();
  const open = (message: InboxMessage): void => {
    void run(async () => {
      if (!message.read) await call(markInboxRead, { body: { ids: [message.id] } });
      if (message.link) await Taro.navigateTo({ url: message.link });
      else await reload();
    });
  };
  const readAll = (): void => {
    void run(async () => {
      await call(markInboxRead, { body: {} });
      await reload();
    });
  };
  return (
    <Screen title={words.title}>
      {data && data.unread > 0 ? (
        <Button word={words.readAll} kind="ghost" className="block" disabled={busy} onTap={readAll} />
      ) : null}
      {data ? (
        data.items.length > 0 ? (
          <View className="card rows">
            {data.items.map((message) => (
              <Message key={message.id} message={message} onTap={() => open(message)} />
            ))}
          </View>
        ) : (
          <Empty icon="bell" title={words.empty} why={words.emptyWhy} />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
      {hasMore ? (
        <Button
          word={reading ? zh.loading : zh.more}
          kind="ghost"
          className="block more"
          disabled={reading}
          onTap={more}
        />
      ) : null}
    </Screen>
  );
};

export default InboxPage;
