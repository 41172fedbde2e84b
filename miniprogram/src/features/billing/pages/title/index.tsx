import Taro, { useRouter } from '@tarojs/taro';
import { listTitles } from 'shared-types/invoice';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { invoiceWords } from '../../../../locales/zh-CN/invoice';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { TitleForm } from '../../components/TitleForm';
import '../../billing.css';

const words = invoiceWords.titles;

/** One title of the book; without an id a new one. */
const TitlePage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(listTitles), { skip: id === '' });
  const title = data?.items.find((one) => one.id === id) ?? null;
  const done = (said: string): void => {
    void Taro.navigateBack().then(() => Taro.showToast({ title: said, icon: 'none' }));
  };
  return (
    <Screen title={id ? words.edit : words.add}>
      {id === '' || title ? (
        <TitleForm title={title} onDone={done} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default TitlePage;
