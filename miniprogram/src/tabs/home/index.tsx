import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ResponseOf } from 'shared-types/contract';
import { readOwnerHome } from 'shared-types/repair';
import { wall } from 'shared-types/time';
import { call } from '../../lib/api';
import { useAppearance } from '../../lib/appearance';
import { serverNow } from '../../lib/clock';
import { useRemote } from '../../lib/hooks';
import { pages } from '../../lib/pages';
import { zh } from '../../locales/zh-CN';
import { Button, callPhone } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { headTop, Screen } from '../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../ui/States';
import { TabBar } from '../../ui/TabBar';
import { Tap } from '../../ui/Tap';
import { RepairCard } from '../RepairCard';
import '../../styles/generated/scene.css';
import './home.css';
import { aria } from '../../ui/aria';
import { Emergencies } from './Notices';
import { OwedCard } from './Owed';
import { Waiting } from './Waiting';

type Home = ResponseOf<typeof readOwnerHome>;

const openReport = (): void => {
  void Taro.navigateTo({ url: pages.report });
};

const Hello = ({ home }: { home: Home | null }) => {
  const first = home?.houses[0];
  return (
    <View className="hello" style={{ paddingTop: `${headTop > 0 ? headTop + 6 : 16}px` }}>
      <Text className="hello-title line">{zh.greeting(home?.displayName ?? null, wall(serverNow()).hour)}</Text>
      {first ? (
        <Tap
          className="where t2"
          label={`${zh.home.houses} ${first.communityName} ${first.label}`}
          role="link"
          onTap={() => void Taro.navigateTo({ url: pages.bindings })}
        >
          <Icon name="pin" size={16} />
          <Text className="el">
            {first.communityName} {first.label}
          </Text>
          {home && home.houses.length > 1 ? <Icon name="down" size={14} /> : null}
        </Tap>
      ) : null}
    </View>
  );
};

const ReportBar = () => (
  <Tap className="act1" label={`${zh.home.report} ${zh.home.reportHint}`} onTap={openReport}>
    <Icon name="wrench" size={26} />
    <View>
      <Text className="fs-m w6 line">{zh.home.report}</Text>
      <Text className="line">{zh.home.reportHint}</Text>
    </View>
    <View className="act1-go">
      <Icon name="mic" />
    </View>
  </Tap>
);

/** Large type: fewer things, each of them big (look 07). */
const BigTiles = ({ servicePhone, houseId }: { servicePhone: string | null; houseId: string | null }) => (
  <View className="row g3 wrap tiles">
    {houseId ? (
      <Button
        word={zh.home.doors}
        icon="key"
        size="big"
        className="block"
        onTap={() => void Taro.navigateTo({ url: pages.doors(houseId) })}
      />
    ) : null}
    <Tap className="tile pri" label={zh.home.speak} onTap={openReport}>
      <Icon name="mic" size={36} />
      <Text className="fs-m w6">{zh.home.speak}</Text>
    </Tap>
    {servicePhone ? (
      <Tap className="tile" label={zh.home.callProperty} onTap={() => callPhone(servicePhone)}>
        <Icon name="phone" size={36} />
        <Text className="fs-m w6">{zh.home.callProperty}</Text>
      </Tap>
    ) : null}
  </View>
);

/** Ways to what does not wait, but is looked for. */
const Ways = ({ houseId, unread }: { houseId: string; unread: number }) => {
  const ways = [
    { icon: 'key', word: zh.home.doors, url: pages.doors(houseId) },
    { icon: 'door', word: zh.home.visitors, url: pages.passes },
    { icon: 'wallet', word: zh.home.pay, url: pages.due(houseId) },
    { icon: 'receipt', word: zh.home.paid, url: pages.billHistory(houseId) },
    { icon: 'chat', word: zh.home.complain, url: pages.complaints() },
    { icon: 'book', word: zh.home.finance, url: pages.finance(houseId) },
    { icon: 'ask', word: zh.home.ask, url: pages.ask(houseId) },
    { icon: 'horn', word: zh.home.notices, url: pages.announcements, count: unread },
  ];
  return (
    <View className="row ways">
      {ways.map(({ icon, word, url, count = 0 }) => (
        <Tap
          key={word}
          className="way"
          role="link"
          label={count > 0 ? zh.home.noticesUnread(count) : word}
          onTap={() => void Taro.navigateTo({ url })}
        >
          <Icon name={icon} size={26} className="tb" />
          {count > 0 ? <Text className="way-count num">{count > 99 ? '99+' : count}</Text> : null}
          <Text>{word}</Text>
        </Tap>
      ))}
    </View>
  );
};

const NoHouse = ({ phoneGiven }: { phoneGiven: boolean }) => (
  <Empty
    icon="building"
    title={zh.home.noHouse}
    why={zh.home.noHouseWhy}
    action={{
      word: phoneGiven ? zh.home.bind : zh.home.givePhone,
      onTap: () => void Taro.navigateTo({ url: phoneGiven ? pages.apply : pages.givePhone }),
    }}
  />
);

const Body = ({ home }: { home: Home }) => {
  const { elderly } = useAppearance();
  const shown = elderly ? home.repairs.slice(0, 1) : home.repairs.slice(0, 3);
  const more = home.repairs.length - shown.length;
  const [first] = home.houses;
  const bound = first !== undefined;
  const idle = bound && shown.length + home.toConfirm.length + home.bills.length + home.complaints.length === 0;
  return (
    <>
      <Emergencies notices={home.notices} />
      {bound || home.applications.length > 0 ? null : <NoHouse phoneGiven={home.phoneGiven} />}
      {shown.map((repair) => (
        <RepairCard key={repair.id} repair={repair} />
      ))}
      {more > 0 ? (
        <Tap
          className="more-open tb"
          role="link"
          label={zh.home.openCount(more)}
          onTap={() => void Taro.switchTab({ url: pages.progress })}
        >
          <Text>{zh.home.openCount(more)}</Text>
          <Icon name="next" size={16} />
        </Tap>
      ) : null}
      {idle ? <Empty icon="tick" title={zh.home.nothingOpen} why={zh.home.nothingOpenWhy} /> : null}
      {elderly
        ? home.bills.map((bills) => <OwedCard key={bills.houseId} bills={bills} named={home.houses.length > 1} />)
        : null}
      <Waiting home={home} bills={!elderly} />
      {elderly && bound ? (
        <Button
          word={zh.home.homeVisit}
          icon="person"
          className="block"
          onTap={() => void Taro.navigateTo({ url: pages.homeVisits })}
        />
      ) : null}
      {elderly ? <BigTiles servicePhone={home.servicePhone} houseId={first?.houseId ?? null} /> : <ReportBar />}
      {first && !elderly ? <Ways houseId={first.houseId} unread={home.unreadNotices} /> : null}
    </>
  );
};

const HomePage = () => {
  const { data, error, reload } = useRemote(() => call(readOwnerHome), {
    kinds: [
      'repair.changed',
      'complaint.changed',
      'binding.changed',
      'inbox.changed',
      'bill.changed',
      'payment.changed',
      'passage.changed',
    ],
  });
  // Without a house there is no second line to keep clear of the drawing.
  const bare = data?.houses.length === 0 ? 'bare' : '';
  return (
    <Screen title={null} className="home-screen" tabs={<TabBar now="home" />}>
      <View className={`scene ${bare}`} {...aria({ hidden: true })}>
        <View className="scene-drawing" />
      </View>
      <View className={`hello-box ${bare}`}>
        <Hello home={data} />
      </View>
      <View className="home-body">
        {data ? <Body home={data} /> : error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton />}
      </View>
    </Screen>
  );
};

export default HomePage;
