import Taro, { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { readHouseMeters } from 'shared-types/metering';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { meteringWords as words } from '../../../../locales/zh-CN/metering';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { MeterCard } from '../../components/MeterCard';
import '../../metering.css';

/** Live values grow old in this time. */
const askAgainMs = 30_000;

const Meters = ({ houseId }: { houseId: string }) => {
  const { data, error, reload } = useRemote(() => call(readHouseMeters, { params: { id: houseId } }));
  useEffect(() => {
    const timer = setInterval(() => void reload(), askAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton />;
  if (data.items.length === 0) return <Empty icon="drop" title={words.noMeterTitle} why={words.noMeter} />;
  return (
    <>
      {data.items.map((meter) => (
        <MeterCard key={meter.meter} houseId={houseId} meter={meter} />
      ))}
    </>
  );
};

/** What one's house uses: now, by hours, days and months, against its own past. */
const UsePage = () => {
  const { house } = useRouter().params;
  const { houses, houseId, choose, error, reload } = useHouse(house ?? null);
  return (
    <Screen title={words.title}>
      {houseId ? (
        <>
          <HouseStrip houses={houses} houseId={houseId} onChoose={choose} />
          <Meters key={houseId} houseId={houseId} />
        </>
      ) : houses ? (
        <Empty
          icon="building"
          title={words.noHouseTitle}
          why={words.noHouse}
          action={{ word: words.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
        />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
    </Screen>
  );
};

export default UsePage;
