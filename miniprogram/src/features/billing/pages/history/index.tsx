import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Screen } from '../../../../ui/Screen';
import { Segments } from '../../../../ui/Segments';
import { BillHistory } from '../../components/BillHistory';
import { PaymentHistory } from '../../components/PaymentHistory';
import '../../billing.css';

const words = billingWords.history;
const kinds = ['bills', 'payments'] as const;

const HistoryPage = () => {
  const { house = '' } = useRouter().params;
  const [kind, setKind] = useState<(typeof kinds)[number]>('bills');
  return (
    <Screen title={words.title}>
      <Segments items={kinds.map((key) => ({ key, word: words[key] }))} now={kind} onChange={setKind} />
      {kind === 'bills' ? <BillHistory houseId={house} /> : <PaymentHistory houseId={house} />}
    </Screen>
  );
};

export default HistoryPage;
