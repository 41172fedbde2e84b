import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { listWhitePapers } from 'shared-types/whitePaper';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { whitePaperWords as words } from '../../../../locales/zh-CN/whitePaper';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Screen } from '../../../../ui/Screen';
import { Segments } from '../../../../ui/Segments';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Paper } from '../../components/Paper';
import '../../whitePaper.css';

/** So many months stand beside each other to be chosen. */
const limit = 4;

const Papers = ({ houseId }: { houseId: string }) => {
  const { data, error, reload } = useRemote(() => call(listWhitePapers, { params: { houseId }, query: { limit } }));
  const [chosen, setChosen] = useState<string | null>(null);
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={3} />;
  const id = chosen ?? data.items[0]?.id;
  if (!id) return <Empty icon="star" title={words.empty} why={words.emptyWhy} />;
  return (
    <>
      <Segments
        items={data.items.map((paper) => ({ key: paper.id, word: words.month(paper.period) }))}
        now={id}
        onChange={setChosen}
      />
      <Paper key={id} id={id} />
    </>
  );
};

/** The white papers of the community of one's house; without a house the way to get one. */
const WhitePaperPage = () => {
  const { house } = useRouter().params;
  const { houses, houseId, choose, error, reload } = useHouse(house ?? null);
  return (
    <Screen title={words.title}>
      {houseId ? (
        <>
          <HouseStrip houses={houses} houseId={houseId} onChoose={choose} />
          <Papers key={houseId} houseId={houseId} />
        </>
      ) : houses ? (
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

export default WhitePaperPage;
