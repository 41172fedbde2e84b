import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { type OwnerView, signOut } from 'shared-types/auth';
import { call, forgetSignIn, whoAmI } from '../../lib/api';
import { setLargeType, useAppearance } from '../../lib/appearance';
import { useCommand, useRemote } from '../../lib/hooks';
import { pages } from '../../lib/pages';
import { wx } from '../../lib/wx';
import { zh } from '../../locales/zh-CN';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Row } from '../../ui/Row';
import { Screen } from '../../ui/Screen';
import { Sheet } from '../../ui/Sheet';
import { Failed, Skeleton } from '../../ui/States';
import { TabBar } from '../../ui/TabBar';
import { Toggle } from '../../ui/Toggle';
import './me.css';

const go = (url: string) => () => void Taro.navigateTo({ url });

const Who = ({ owner }: { owner: OwnerView }) => (
  <View className="card who row g3">
    <View className="who-mark">
      <Icon name="person" size={30} />
    </View>
    <View className="grow">
      <Text className="fs-l w6 line">{owner.displayName ?? zh.me.noName}</Text>
      <Text className="t2 num line">{owner.phoneMasked ?? zh.me.noPhone}</Text>
    </View>
    {owner.phoneMasked ? null : <Button word={zh.me.givePhone} size="sm" onTap={go(pages.givePhone)} />}
  </View>
);

const Houses = ({ owner }: { owner: OwnerView }) => (
  <View className="card rows">
    {owner.houses.map(({ bindingId, houseId, communityName, label, role }) => (
      <Row
        key={bindingId}
        icon="building"
        title={`${label} · ${zh.role[role]}`}
        words={role === 'owner' ? `${communityName} · ${zh.me.members}` : communityName}
        url={role === 'owner' ? pages.members(houseId, label) : pages.bindings}
      />
    ))}
    <Row
      icon="door"
      title={owner.houses.length > 0 ? zh.me.addHouse : zh.me.noHouses}
      {...(owner.houses.length > 0 ? {} : { words: zh.home.bind })}
      url={pages.apply}
    />
    <Row icon="list" title={zh.me.bindings} url={pages.bindings} />
  </View>
);

const LargeType = () => {
  const { elderly } = useAppearance();
  return (
    <Toggle
      icon="type"
      word={zh.me.largeType}
      why={zh.me.largeTypeWhy}
      on={elderly}
      onTap={() => setLargeType(!elderly)}
    />
  );
};

const MePage = () => {
  const { data, error, reload } = useRemote(whoAmI, { kinds: ['binding.changed'] });
  const { busy, run } = useCommand();
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    void run(async () => {
      await call(signOut);
      forgetSignIn();
      wx.chooseResident(null);
      await Taro.reLaunch({ url: pages.signIn });
    });
  };
  return (
    <Screen title={zh.me.title} back={false} tabs={<TabBar now="me" />}>
      {data ? (
        <>
          <Who owner={data} />
          <Houses owner={data} />
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
      <View className="card rows">
        <Row icon="door" title={zh.home.visitors} url={pages.passes} />
        <Row icon="horn" title={zh.home.complain} url={pages.complaints()} />
        <Row icon="pin" title={zh.me.homeVisits} url={pages.homeVisits} />
        <Row icon="person" title={zh.me.face} url={pages.face()} />
        <Row icon="wallet" title={zh.home.pay} url={pages.due()} />
        <Row icon="drop" title={zh.me.meters} url={pages.meters()} />
        <Row icon="book" title={zh.home.finance} url={pages.finance()} />
        <Row icon="again" title={zh.me.followUps} url={pages.followUps()} />
        <Row icon="star" title={zh.me.whitePaper} url={pages.whitePaper()} />
        <Row icon="list" title={zh.me.invoices} url={pages.invoices} />
        <Row icon="ask" title={zh.home.ask} url={pages.ask()} />
        <Row icon="horn" title={zh.home.notices} url={pages.announcements} />
        <Row icon="bell" title={zh.me.inbox} url={pages.inbox} />
        <LargeType />
        <Row icon="shield" title={zh.me.privacy} url={pages.privacy} />
      </View>
      <Button
        word={zh.me.signOut}
        kind="ghost"
        className="block sign-out"
        disabled={busy}
        onTap={() => setAsking(true)}
      />
      {asking ? (
        <Sheet
          title={zh.me.signOut}
          words={zh.me.signOutAsk}
          yes={{ word: zh.me.signOutDo, onTap: leave, disabled: busy }}
          no={{ word: zh.cancel, onTap: () => setAsking(false) }}
        />
      ) : null}
    </Screen>
  );
};

export default MePage;
