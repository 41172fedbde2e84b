import Taro, { useRouter } from '@tarojs/taro';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { DuePage } from '../../components/DuePage';

const words = billingWords.due;

/** What is due, of the house that was asked for; without any house the way to get one. */
const DueOfHouse = () => {
  const { house } = useRouter().params;
  const { houses, houseId, choose, error, reload } = useHouse(house ?? null);
  if (houseId) return <DuePage key={houseId} houseId={houseId} houses={houses} onChoose={choose} />;
  return (
    <Screen title={words.title}>
      {houses ? (
        <Empty
          icon="building"
          title={words.noHouse}
          why={words.noHouseWhy}
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

export default DueOfHouse;
