import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { listOwnFollowUps, listPublicFollowUps, type OwnFollowUp, type PublicFollowUp } from 'shared-types/followUp';
import { dayName, dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { usePages } from '../../../../lib/paging';
import { zh } from '../../../../locales/zh-CN';
import { followUpWords as words } from '../../../../locales/zh-CN/followUp';
import { Button } from '../../../../ui/Button';
import { Screen } from '../../../../ui/Screen';
import { Segments } from '../../../../ui/Segments';
import { Stars } from '../../../../ui/Stars';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Plan } from '../../components/Plan';
import '../../followUp.css';

type Which = 'mine' | 'public';
const limit = 20;

const Head = ({
  title,
  stars,
  ratedAt,
  starsAfter,
}: Pick<OwnFollowUp, 'title' | 'stars' | 'ratedAt' | 'starsAfter'>) => (
  <>
    <Text className="fs-m w6 line">{title}</Text>
    <View className="row g2 wrap">
      <Stars value={stars} />
      <Text className="t2 num">{words.ratedOn(dayName(ratedAt, serverNow()))}</Text>
      {starsAfter === null ? null : <Text className="tb num">{words.after(starsAfter)}</Text>}
    </View>
  </>
);

const Mine = ({ one }: { one: OwnFollowUp }) => {
  const now = serverNow();
  const late = new Date(one.planDueAt) <= now;
  return (
    <View className="card pad-card">
      <Head {...one} />
      <Text className="w5 line plan-line">{words.stages[one.stage]}</Text>
      {one.plan ? (
        <Plan plan={one.plan} />
      ) : (
        <Text className={`num line ${late ? 'td' : 't2'}`}>
          {late ? words.planLate : words.planDue(dayTime(one.planDueAt, now))}
        </Text>
      )}
      {one.actions.includes('rate-again') ? (
        <Button
          word={words.again}
          icon="star"
          className="block plan-again"
          onTap={() => void Taro.navigateTo({ url: pages.rateAgain(one.id) })}
        />
      ) : null}
    </View>
  );
};

const Public = ({ one }: { one: PublicFollowUp }) => (
  <View className="card pad-card">
    <Head {...one} title={words.place(one.place, one.typeName)} />
    <Plan plan={one.plan} />
  </View>
);

const More = ({ busy, onTap }: { busy: boolean; onTap: () => void }) => (
  <Button word={busy ? zh.loading : zh.more} kind="ghost" className="block" disabled={busy} onTap={onTap} />
);

const MineList = () => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listOwnFollowUps, { query: { limit, cursor } }),
    ['follow_up.changed'],
  );
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
  if (data.items.length === 0) return <Empty icon="star" title={words.emptyMine} why={words.emptyMineWhy} />;
  return (
    <View className="cards">
      {data.items.map((one) => (
        <Mine key={one.id} one={one} />
      ))}
      {hasMore ? <More busy={busy} onTap={more} /> : null}
    </View>
  );
};

const PublicList = ({ houseId }: { houseId: string }) => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listPublicFollowUps, { params: { houseId }, query: { limit, cursor } }),
    [],
  );
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
  if (data.items.length === 0) return <Empty icon="list" title={words.emptyPublic} why={words.emptyPublicWhy} />;
  return (
    <View className="cards">
      {data.items.map((one) => (
        <Public key={one.id} one={one} />
      ))}
      {hasMore ? <More busy={busy} onTap={more} /> : null}
    </View>
  );
};

/** What became of one's own low ratings, and what the community was promised after others' (C9). */
const PlansPage = () => {
  const { house, which: given } = useRouter().params;
  const [which, setWhich] = useState<Which>(given === 'public' ? 'public' : 'mine');
  const { houses, houseId } = useHouse(house ?? null);
  return (
    <Screen title={words.title}>
      <Segments
        items={(['mine', 'public'] as const).map((key) => ({ key, word: words.which[key] }))}
        now={which}
        onChange={setWhich}
      />
      {which === 'mine' ? (
        <MineList />
      ) : houseId ? (
        <PublicList key={houseId} houseId={houseId} />
      ) : houses ? (
        <Empty
          icon="building"
          title={words.noHouse}
          why={words.emptyPublicWhy}
          action={{ word: words.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
        />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default PlansPage;
