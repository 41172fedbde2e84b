import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { type BillSummary, listHouseBills } from 'shared-types/billing';
import { wall } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { pages } from '../../../lib/pages';
import { usePages } from '../../../lib/paging';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Option } from '../../../ui/Option';
import { Strip } from '../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../ui/States';
import { feeIcon } from '../feeIcons';
import { billState } from '../shapes';
import { MoneyRow } from './MoneyRow';
import { More } from './More';

const words = billingWords.history;
const limit = 24;

const BillRow = ({ bill }: { bill: BillSummary }) => (
  <MoneyRow
    icon={feeIcon[bill.icon]}
    title={bill.title}
    note={bill.words[0] ?? ''}
    fen={bill.amountFen + bill.lateFeeFen}
    chip={billState(bill)}
    url={pages.bill(bill.id)}
  />
);

interface YearProps {
  houseId: string;
  year: number;
  onYears: (years: readonly number[]) => void;
}

const BillsOfYear = ({ houseId, year, onYears }: YearProps) => {
  const list = usePages(
    (cursor) => call(listHouseBills, { params: { id: houseId }, query: { year, limit, cursor } }),
    ['bill.changed', 'payment.changed'],
  );
  const { data, error, reload } = list;
  const years = data?.years;
  useEffect(() => {
    if (years) onYears(years);
  }, [years, onYears]);
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
  if (data.items.length === 0) return <Empty icon="receipt" title={words.emptyBills} why={words.emptyBillsWhy} />;
  return (
    <>
      <View className="card rows">
        {data.items.map((bill) => (
          <BillRow key={bill.id} bill={bill} />
        ))}
      </View>
      <More list={list} />
    </>
  );
};

/** Bills of one year at a time, the newest first. */
export const BillHistory = ({ houseId }: { houseId: string }) => {
  const [thisYear] = useState(() => wall(serverNow()).year);
  const [year, setYear] = useState(thisYear);
  const [years, setYears] = useState<readonly number[]>([]);
  const shown = [...new Set([thisYear, ...years])].sort((a, b) => b - a);
  return (
    <>
      {shown.length > 1 ? (
        <Strip className="years">
          {shown.map((one) => (
            <Option key={one} word={words.year(one)} on={one === year} onTap={() => setYear(one)} />
          ))}
        </Strip>
      ) : null}
      <BillsOfYear key={year} houseId={houseId} year={year} onYears={setYears} />
    </>
  );
};
