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
import { Screen } from '../../ui/Screen';
import { Sheet } from '../../ui/Sheet';
import { Failed, Skeleton } from '../../ui/States';
import { TabBar } from '../../ui/TabBar';
import { Tap } from '../../ui/Tap';
import './me.css';

const go = (url: string) => () => void Taro.navigateTo({ url });

const Row = ({ icon, title, words, onTap }: { icon: string; title: string; words?: string; onTap: () => void }) => (
  <Tap className="item" role="link" label={words ? `${title} ${words}` : title} onTap={onTap}>
    <View className="item-mark">
      <Icon name={icon} size={26} />
    </View>
    <View className="grow">
      <Text className="fs-m w5 line">{title}</Text>
      {words ? <Text className="t2 line">{words}</Text> : null}
    </View>
    <Icon name="next" size={18} className="t3" />
  </Tap>
);

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
        onTap={go(role === 'owner' ? pages.members(houseId, label) : pages.bindings)}
      />
    ))}
    <Row
      icon="door"
      title={owner.houses.length > 0 ? zh.me.addHouse : zh.me.noHouses}
      {...(owner.houses.length > 0 ? {} : { words: zh.home.bind })}
      onTap={go(pages.apply)}
    />
    <Row icon="list" title={zh.me.bindings} onTap={go(pages.bindings)} />
  </View>
);

/** Drawn by us: WeChat's own switch knows neither our colours at night nor a row that can be tapped as a whole. */
const LargeType = () => {
  const { elderly } = useAppearance();
  return (
    <Tap className="item" role="switch" label={zh.me.largeType} checked={elderly} onTap={() => setLargeType(!elderly)}>
      <View className="item-mark">
        <Icon name="type" size={26} />
      </View>
      <View className="grow">
        <Text className="fs-m w5 line">{zh.me.largeType}</Text>
        <Text className="t2 line">{zh.me.largeTypeWhy}</Text>
      </View>
      <View className={`toggle ${elderly ? 'on' : ''}`}>
        <View className="toggle-knob" />
      </View>
    </Tap>
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
        <Row icon="bell" title={zh.me.inbox} onTap={go(pages.inbox)} />
        <LargeType />
        <Row icon="shield" title={zh.me.privacy} onTap={go(pages.privacy)} />
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
