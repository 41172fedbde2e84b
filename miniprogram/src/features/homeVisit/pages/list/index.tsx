import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type HomeVisitSummary, listOwnVisits } from 'shared-types/homeVisit';
import { call } from '../../../../lib/api';
import { pages } from '../../../../lib/pages';
import { usePages } from '../../../../lib/paging';
import { zh } from '../../../../locales/zh-CN';
import { homeVisitWords as words } from '../../../../locales/zh-CN/homeVisit';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import { visitShapes } from '../../shapes';

const limit = 20;

const Visit = ({ one }: { one: HomeVisitSummary }) => (
  <Tap
    className="item"
    role="link"
    label={`${one.purposeName} ${one.statusName} ${one.whenWords}`}
    onTap={() => void Taro.navigateTo({ url: pages.homeVisit(one.id) })}
  >
    <View className="grow">
      <View className="row g2 wrap">
        <Text className="fs-m w5">{one.purposeName}</Text>
        <Chip shape={visitShapes[one.status]} word={one.statusName} />
      </View>
      <Text className="t2 num line">{words.when(one.whenWords, one.staffName)}</Text>
      <Text className="t3 line">{one.houseLabel}</Text>
    </View>
    <Icon name="next" size={18} className="t3" />
  </Tap>
);

/** Visits of one's houses, the newest first. */
const HomeVisitsPage = () => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listOwnVisits, { query: { limit, cursor } }),
    ['home_visit.changed'],
  );
  const book = (): void => void Taro.navigateTo({ url: pages.bookHomeVisit() });
  return (
    <Screen title={words.title} dock={<Button word={words.book} kind="pri" size="big" icon="person" onTap={book} />}>
      {!data ? (
        error ? (
          <Failed words={error} onRetry={() => void reload()} />
        ) : (
          <Skeleton cards={2} />
        )
      ) : data.items.length === 0 ? (
        <Empty icon="person" title={words.empty} why={words.emptyWhy} />
      ) : (
        <>
          <View className="card rows plain">
            {data.items.map((one) => (
              <Visit key={one.id} one={one} />
            ))}
          </View>
          {hasMore ? (
            <Button word={busy ? zh.loading : zh.more} kind="ghost" className="block" disabled={busy} onTap={more} />
          ) : null}
        </>
      )}
    </Screen>
  );
};

export default HomeVisitsPage;
