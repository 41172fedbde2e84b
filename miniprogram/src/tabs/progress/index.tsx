import { View } from '@tarojs/components';
import Taro, { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { listOwnRepairs, type OwnerRepairSummary } from 'shared-types/repair';
import { call } from '../../lib/api';
import { useCommand, useRemote } from '../../lib/hooks';
import { pages } from '../../lib/pages';
import { zh } from '../../locales/zh-CN';
import { Button } from '../../ui/Button';
import { Screen } from '../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../ui/States';
import { TabBar } from '../../ui/TabBar';
import { Tap } from '../../ui/Tap';
import { RepairCard } from '../RepairCard';
import './progress.css';
import { aria } from '../../ui/aria';

type Scope = 'open' | 'ended';
const scopes: readonly Scope[] = ['open', 'ended'];
const limit = 20;

/** The cards already there stay; the next page is put below them. */
const List = ({ scope }: { scope: Scope }) => {
  const { data, error, reload, set } = useRemote(() => call(listOwnRepairs, { query: { scope, limit } }), {
    kinds: ['repair.changed'],
  });
  const { busy, run } = useCommand();
  const cursor = data?.nextCursor ?? null;
  const more = (): void => {
    if (!data || !cursor) return;
    void run(async () => {
      const next = await call(listOwnRepairs, { query: { scope, limit, cursor } });
      const known = new Set(data.items.map(({ id }) => id));
      set({
        items: [...data.items, ...next.items.filter(({ id }: OwnerRepairSummary) => !known.has(id))],
        nextCursor: next.nextCursor,
      });
    });
  };
  useReachBottom(more);
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={3} />;
  if (data.items.length === 0) {
    return (
      <Empty
        icon="list"
        title={scope === 'open' ? zh.progress.emptyOpen : zh.progress.emptyEnded}
        why={zh.progress.emptyWhy}
        action={{ word: zh.progress.report, onTap: () => void Taro.navigateTo({ url: pages.report }) }}
      />
    );
  }
  return (
    <View className="cards">
      {data.items.map((repair) => (
        <RepairCard key={repair.id} repair={repair} />
      ))}
      {cursor ? (
        <Button word={busy ? zh.loading : zh.more} kind="ghost" className="block" disabled={busy} onTap={more} />
      ) : null}
    </View>
  );
};

const ProgressPage = () => {
  const [scope, setScope] = useState<Scope>('open');
  return (
    <Screen title={zh.progress.title} back={false} tabs={<TabBar now="progress" />}>
      <View className="segments" {...aria({ role: 'tablist' })}>
        {scopes.map((one) => (
          <Tap
            key={one}
            role="tab"
            className={`segment ${one === scope ? 'on' : ''}`}
            label={zh.progress[one]}
            checked={one === scope}
            onTap={() => setScope(one)}
          >
            {zh.progress[one]}
          </Tap>
        ))}
      </View>
      <List key={scope} scope={scope} />
    </Screen>
  );
};

export default ProgressPage;
