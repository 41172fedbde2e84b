import { Text, View } from '@tarojs/components';
import { listHousePayments, type PaymentSummary } from 'shared-types/payment';
import { dayTime, wall } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { pages } from '../../../lib/pages';
import { usePages } from '../../../lib/paging';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Empty, Failed, Skeleton } from '../../../ui/States';
import { paymentShape } from '../shapes';
import { MoneyRow } from './MoneyRow';
import { More } from './More';

const words = billingWords.history;
const limit = 20;

const PaymentRow = ({ payment }: { payment: PaymentSummary }) => (
  <MoneyRow
    icon="wallet"
    title={payment.title}
    note={`${dayTime(payment.settledAt ?? payment.createdAt, serverNow())} ${payment.payer}`}
    fen={payment.amountFen}
    chip={{ shape: paymentShape[payment.status], word: billingWords.payment.status[payment.status] }}
    url={pages.payment(payment.id)}
  />
);

/** What was paid, the newest first, a heading a year. */
export const PaymentHistory = ({ houseId }: { houseId: string }) => {
  const list = usePages(
    (cursor) => call(listHousePayments, { params: { id: houseId }, query: { limit, cursor } }),
    ['payment.changed'],
  );
  const { data, error, reload } = list;
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
  if (data.items.length === 0) return <Empty icon="wallet" title={words.emptyPayments} why={words.emptyPaymentsWhy} />;
  const yearOf = ({ createdAt }: PaymentSummary): number => wall(createdAt).year;
  const years = [...new Set(data.items.map(yearOf))];
  return (
    <>
      {years.map((year) => (
        <View key={year}>
          <Text className="year num line">{words.year(year)}</Text>
          <View className="card rows">
            {data.items
              .filter((payment) => yearOf(payment) === year)
              .map((payment) => (
                <PaymentRow key={payment.id} payment={payment} />
              ))}
          </View>
        </View>
      ))}
      <More list={list} />
    </>
  );
};
