import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { listOwnRepairs } from 'shared-types/repair';
import { call } from '../../lib/api';
import { pages } from '../../lib/pages';
import { usePages } from '../../lib/paging';
import { zh } from '../../locales/zh-CN';
import { Button } from '../../ui/Button';
import { Screen } from '../../ui/Screen';
import { Segments } from '../../ui/Segments';
import { Empty, Failed, Skeleton } from '../../ui/States';
import { TabBar } from '../../ui/TabBar';
import { RepairCard } from '../RepairCard';
import './progress.css';

type Scope = 'open' | 'ended';
const scopes: readonly Scope[] = ['open', 'ended'];
const limit = 20;

const List = ({ scope }: { scope: Scope }) => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listOwnRepairs, { query: { scope, limit, cursor } }),
    ['repair.changed'],
  );
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
      {hasMore ? (
        <Button word={busy ? zh.loading : zh.more} kind="ghost" className="block" disabled={busy} onTap={more} />
      ) : null}
    </View>
  );
};

const ProgressPage = () => {
  const [scope, setScope] = useState<Scope>('open');
  return (
    <Screen title={zh.progress.title} back={false} tabs={<TabBar now="progress" />}>
      <Segments items={scopes.map((key) => ({ key, word: zh.progress[key] }))} now={scope} onChange={setScope} />
      <List key={scope} scope={scope} />
    </Screen>
  );
};

export default ProgressPage;
