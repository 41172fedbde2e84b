import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { type FaceView, readFace } from 'shared-types/face';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { faceWords as words } from '../../../../locales/zh-CN/face';
import { Button } from '../../../../ui/Button';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Agreement } from '../../components/Agreement';
import { AtKiosk } from '../../components/AtKiosk';
import { Ended } from '../../components/Ended';
import { Standing } from '../../components/Standing';
import { useFaceActs } from '../../useFaceActs';
import '../../face.css';

const askAgainMs = 3_000;

/** Something is on its way to a terminal, or on its way out. */
const isMoving = ({ consent, ended }: FaceView): boolean =>
  ended.some(({ isGone }) => !isGone) || (consent?.copies.some(({ state }) => state === 'waiting') ?? false);

const Face = ({ houseId }: { houseId: string }) => {
  const { data, error, reload, set } = useRemote(() => call(readFace, { params: { id: houseId } }));
  const acts = useFaceActs(houseId, set);
  const moves = data !== null && isMoving(data);
  useEffect(() => {
    if (!moves) return undefined;
    const timer = setInterval(() => void reload(), askAgainMs);
    return () => clearInterval(timer);
  }, [moves, reload]);
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton />;
  const canAgree = data.actions.includes('consent');
  return (
    <>
      {!data.consent && !canAgree ? <Empty icon="door" title={words.noDoorTitle} why={data.otherWays} /> : null}
      <Standing view={data} acts={acts} />
      {data.kiosk ? <AtKiosk kiosk={data.kiosk} acts={acts} /> : null}
      <Ended ended={data.ended} />
      {data.consent || canAgree ? <Agreement view={data} /> : null}
      {canAgree ? (
        <View className="face-acts">
          <Button
            word={words.agree}
            kind="pri"
            size="big"
            disabled={acts.busy}
            onTap={() => acts.agree(data.text.version)}
          />
          <Text className="t2 line">{words.agreeWhy}</Text>
        </View>
      ) : null}
      {data.consent || canAgree ? <Text className="t2 line">{data.otherWays}</Text> : null}
    </>
  );
};

/** 刷脸开门: a consent of its own, a photo for it alone, and both taken back at any time. */
const FacePage = () => {
  const { house } = useRouter().params;
  const { houses, houseId, choose, error, reload } = useHouse(house ?? null);
  return (
    <Screen title={words.title}>
      {houseId ? (
        <>
          <HouseStrip houses={houses} houseId={houseId} onChoose={choose} />
          <Face key={houseId} houseId={houseId} />
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

export default FacePage;
