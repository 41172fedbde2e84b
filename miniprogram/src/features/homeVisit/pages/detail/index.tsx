import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { cancelOwnVisit, type HomeVisitView, readOwnVisit } from 'shared-types/homeVisit';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { homeVisitWords } from '../../../../locales/zh-CN/homeVisit';
import { Button, CallButton } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Money } from '../../../../ui/Money';
import { Screen } from '../../../../ui/Screen';
import { Sheet } from '../../../../ui/Sheet';
import { Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import { visitShapes } from '../../shapes';
import '../../homeVisit.css';

const words = homeVisitWords.detail;

const Head = ({ one }: { one: HomeVisitView }) => (
  <View className="card pad-card">
    <View className="row g2 wrap">
      <Text className="fs-m w6">{one.purposeName}</Text>
      <Chip shape={visitShapes[one.status]} word={one.statusName} />
    </View>
    <Text className="fs-m num line visit-line">{one.whenWords}</Text>
    <Text className="t2 line">{one.houseLabel}</Text>
    <Text className="line visit-line">{one.nextWords}</Text>
    {one.note ? (
      <Text className="t2 line visit-line">
        {words.note}：{one.note}
      </Text>
    ) : null}
    {one.result ? (
      <Text className="line visit-line">
        {words.result}：{one.result}
      </Text>
    ) : null}
  </View>
);

const Who = ({ name, phone, came }: { name: string; phone: string | null; came: boolean }) => (
  <View className="card pad-card row g3">
    <View className="grow">
      <Text className="t2 line">{came ? words.came : words.staff}</Text>
      <Text className="fs-m w5 line">{name}</Text>
    </View>
    {phone ? <CallButton phone={phone} label={words.call(name)} /> : null}
  </View>
);

const Paid = ({ one }: { one: HomeVisitView['payments'][number] }) => (
  <Tap
    className="item"
    role="link"
    label={words.receipt(one.number)}
    onTap={() => void Taro.navigateTo({ url: pages.receipt(one.id) })}
  >
    <View className="grow">
      <View className="visit-paid">
        <Text className="fs-m w5">{one.title}</Text>
        <Money fen={one.amountFen} />
      </View>
      <Text className="t2 num line">
        {words.receipt(one.number)}
        {one.reversed ? ` ${words.reversed}` : ''}
      </Text>
    </View>
    <Icon name="next" size={18} className="t3" />
  </Tap>
);

const Made = ({ one }: { one: HomeVisitView }) => (
  <>
    {one.payments.length > 0 ? (
      <>
        <View className="step-h">
          <Text>{words.money}</Text>
        </View>
        <View className="card rows plain">
          {one.payments.map((payment) => (
            <Paid key={payment.id} one={payment} />
          ))}
        </View>
      </>
    ) : null}
    {one.requests.length > 0 ? (
      <>
        <View className="step-h">
          <Text>{words.requests}</Text>
        </View>
        <View className="card pad-card">
          {one.requests.map(({ id, number, title }) => (
            <Text key={id} className="line num">
              {title} · {number}
            </Text>
          ))}
        </View>
      </>
    ) : null}
  </>
);

/** One visit: when, who comes, what came of it. */
const HomeVisitPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readOwnVisit, { params: { id } }), {
    kinds: ['home_visit.changed'],
  });
  const { busy, run } = useCommand();
  const [asking, setAsking] = useState(false);
  const cancel = (): void => {
    void run(async () => {
      set(await call(cancelOwnVisit, { params: { id }, body: {} }));
      setAsking(false);
      void Taro.showToast({ title: words.cancelled, icon: 'none' });
    });
  };
  return (
    <Screen
      title={homeVisitWords.title}
      dock={
        data?.actions.includes('cancel') ? (
          <Button word={words.cancel} kind="ghost" size="big" disabled={busy} onTap={() => setAsking(true)} />
        ) : undefined
      }
    >
      {data ? (
        <>
          <Head one={data} />
          {data.staffName && data.status !== 'cancelled' ? (
            <Who
              name={data.staffName}
              phone={data.staffPhone}
              came={data.status === 'done' || data.status === 'missed'}
            />
          ) : null}
          <Made one={data} />
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
      {data && asking ? (
        <Sheet
          title={words.cancel}
          words={words.cancelAsk}
          yes={{ word: words.cancel, danger: true, disabled: busy, onTap: cancel }}
          no={{ word: zh.cancel, onTap: () => setAsking(false) }}
        />
      ) : null}
    </Screen>
  );
};

export default HomeVisitPage;
