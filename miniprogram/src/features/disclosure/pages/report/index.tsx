import Taro, { useRouter } from '@tarojs/taro';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { disclosureWords as words } from '../../../../locales/zh-CN/disclosure';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { ReportPage } from '../../components/ReportPage';

/** The books of the community of one's house; without a house the way to get one. */
const FinancePage = () => {
  const { house, id } = useRouter().params;
  const { houses, houseId, choose, error, reload } = useHouse(house ?? null);
  if (houseId)
    return <ReportPage key={houseId} houseId={houseId} houses={houses} asked={id ?? null} onChoose={choose} />;
  return (
    <Screen title={words.title}>
      {houses ? (
        <Empty
          icon="building"
          title={words.noHouse}
          why={words.emptyWhy}
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

export default FinancePage;
