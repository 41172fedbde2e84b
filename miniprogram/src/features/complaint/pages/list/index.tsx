import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import {
  listOutcomes,
  listOwnComplaints,
  type OwnComplaintSummary,
  type PublishedOutcome,
} from 'shared-types/complaint';
import { dayName } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { pages } from '../../../../lib/pages';
import { usePages } from '../../../../lib/paging';
import { zh } from '../../../../locales/zh-CN';
import { complaintWords as words } from '../../../../locales/zh-CN/complaint';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Segments } from '../../../../ui/Segments';
import { Stages } from '../../../../ui/Stages';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import '../../complaint.css';

type Which = 'mine' | 'public';
const limit = 20;

const Mine = ({ one }: { one: OwnComplaintSummary }) => (
  <Tap className="card req" role="link" onTap={() => void Taro.navigateTo({ url: pages.complaint(one.id) })}>
    <View className="row g2">
      <Text className="fs-m w6 grow req-title">{one.title}</Text>
      <Text className="t3 num">{words.number(one.number.slice(-4))}</Text>
      <Icon name="next" size={18} className="t3" />
    </View>
    <Text className="t2 line el">{[one.category.name, one.placeLabel].join(' · ')}</Text>
    <Text className="line num">{one.latest}</Text>
    <Stages now={one.stage} ended={one.stage === 4} words={zh.complaintStages} />
  </Tap>
);

const Published = ({ one }: { one: PublishedOutcome }) => (
  <View className="card pad-card">
    <Text className="fs-m w6 line">{one.title}</Text>
    <Text className="t2 num line">
      {[one.category, words.households(one.households), words.publishedAt(dayName(one.publishedAt, serverNow()))].join(
        ' · ',
      )}
    </Text>
    <Text className="line said-text">{one.text}</Text>
  </View>
);

const MineList = () => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listOwnComplaints, { query: { limit, cursor } }),
    ['complaint.changed'],
  );
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
  if (data.items.length === 0) return <Empty icon="horn" title={words.empty} why={words.emptyWhy} />;
  return (
    <View className="cards">
      {data.items.map((one) => (
        <Mine key={one.id} one={one} />
      ))}
      {hasMore ? (
        <Button word={busy ? zh.loading : zh.more} kind="ghost" className="block" disabled={busy} onTap={more} />
      ) : null}
    </View>
  );
};

const PublicList = () => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listOutcomes, { query: { limit, cursor } }),
    [],
  );
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
  if (data.items.length === 0) return <Empty icon="list" title={words.publicEmpty} why={words.publicEmptyWhy} />;
  return (
    <View className="cards">
      {data.items.map((one) => (
        <Published key={one.id} one={one} />
      ))}
      {hasMore ? (
        <Button word={busy ? zh.loading : zh.more} kind="ghost" className="block" disabled={busy} onTap={more} />
      ) : null}
    </View>
  );
};

/** What somebody has complained about, and how what many said was dealt with. */
const ComplaintsPage = () => {
  const given = useRouter().params.which;
  const [which, setWhich] = useState<Which>(given === 'public' ? 'public' : 'mine');
  const file = (): void => void Taro.navigateTo({ url: pages.complain });
  return (
    <Screen title={words.title} dock={<Button word={words.file} kind="pri" size="big" icon="horn" onTap={file} />}>
      <Segments
        items={[
          { key: 'mine', word: words.mine },
          { key: 'public', word: words.public },
        ]}
        now={which}
        onChange={setWhich}
      />
      {which === 'mine' ? <MineList /> : <PublicList />}
    </Screen>
  );
};

export default ComplaintsPage;
