import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { listPasses, type PassSummary } from 'shared-types/access';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { accessWords as words } from '../../../../locales/zh-CN/access';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Segments } from '../../../../ui/Segments';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import { passShapes } from '../../shapes';
import '../../access.css';

type Which = 'live' | 'past';
const most = 100;

const PassRow = ({ pass }: { pass: PassSummary }) => (
  <Tap
    className="item"
    role="link"
    label={`${pass.name} ${pass.stateName} ${pass.windowWords}`}
    onTap={() => void Taro.navigateTo({ url: pages.pass(pass.id) })}
  >
    <View className="item-mark">
      <Icon name={pass.plate ? 'car' : 'person'} size={26} />
    </View>
    <View className="grow">
      <View className="row g2 wrap">
        <Text className="fs-m w5">{pass.name}</Text>
        <Chip shape={passShapes[pass.state]} word={pass.stateName} />
      </View>
      <Text className="t2 num line">
        {pass.state === 'soon' || pass.state === 'open'
          ? words.window(pass.windowWords, pass.timeWords)
          : pass.windowWords}
      </Text>
    </View>
    <Icon name="next" size={18} className="t3" />
  </Tap>
);

/** Whom somebody has invited. */
const PassesPage = () => {
  const [which, setWhich] = useState<Which>('live');
  const { data, error, reload } = useRemote(() => call(listPasses, { query: { which, limit: most } }), {
    kinds: ['passage.changed'],
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is asked for when another is chosen.
  useEffect(() => void reload(), [which]);
  const invite = (): void => void Taro.navigateTo({ url: pages.invite });
  return (
    <Screen
      title={words.title}
      dock={<Button word={words.invite} kind="pri" size="big" icon="person" onTap={invite} />}
    >
      <Segments
        items={[
          { key: 'live', word: words.live },
          { key: 'past', word: words.past },
        ]}
        now={which}
        onChange={setWhich}
      />
      {data ? (
        data.items.length > 0 ? (
          <View className="card rows">
            {data.items.map((pass) => (
              <PassRow key={pass.id} pass={pass} />
            ))}
          </View>
        ) : (
          <Empty
            icon="door"
            title={which === 'live' ? words.empty : words.pastEmpty}
            why={which === 'live' ? words.emptyWhy : words.pastEmptyWhy}
          />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default PassesPage;
