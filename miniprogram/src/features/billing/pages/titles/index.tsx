import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { listTitles, type TitleView } from 'shared-types/invoice';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { invoiceWords } from '../../../../locales/zh-CN/invoice';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import '../../billing.css';

const words = invoiceWords.titles;
const open = (id: string): void => void Taro.navigateTo({ url: pages.title(id) });

const TitleRow = ({ title }: { title: TitleView }) => (
  <Tap className="item" role="link" label={`${title.name} ${words.edit}`} onTap={() => open(title.id)}>
    <View className="item-mark">
      <Icon name={title.kind === 'company' ? 'building' : 'person'} size={26} />
    </View>
    <View className="grow">
      <View className="row g2">
        <Text className="fs-m w5 grow">{title.name}</Text>
        {title.isDefault ? <Chip shape="valid" word={words.isDefault} /> : null}
      </View>
      <Text className="t2 num line">{title.taxNo ?? words.kinds[title.kind]}</Text>
    </View>
    <Icon name="next" size={18} className="t3" />
  </Tap>
);

/** The title book: to whom invoices are made out. */
const TitlesPage = () => {
  const { data, error, reload } = useRemote(() => call(listTitles));
  return (
    <Screen
      title={words.title}
      dock={data ? <Button word={words.add} kind="pri" size="big" onTap={() => open('')} /> : undefined}
    >
      {data ? (
        data.items.length > 0 ? (
          <View className="card rows">
            {data.items.map((title) => (
              <TitleRow key={title.id} title={title} />
            ))}
          </View>
        ) : (
          <Empty icon="person" title={words.empty} why={words.emptyWhy} />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default TitlesPage;
