import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ReportView } from 'shared-types/disclosure';
import { formatFen } from 'shared-types/money';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';
import { aria } from '../../../ui/aria';
import { Bars } from '../../../ui/Bars';
import { Money } from '../../../ui/Money';

/** As many months as fit beside each other on a phone. */
const mostMonths = 6;

const Total = ({ tone, name, fen }: { tone: 'brand' | 'money'; name: string; fen: number }) => (
  <View className="total">
    <View className="row g2 t2">
      <View className={`legend fill-${tone}`} {...aria({ hidden: true })} />
      <Text>{name}</Text>
    </View>
    <Money fen={fen} className="fs-l" />
  </View>
);

interface Props {
  report: ReportView;
  /** The report of a month, where it can be opened. */
  idOf: (period: string) => string | undefined;
  onOpen: (id: string) => void;
}

/** What came in and went out, this month large and the months before as bars. */
export const Chart = ({ report, idOf, onOpen }: Props) => {
  const { incomeFen, expenseFen, surplusFen } = report;
  const columns = report.months.slice(-mostMonths).map((month) => {
    const label = words.month(Number(month.period.slice(5)));
    return {
      key: month.period,
      label,
      said: words.columnSaid(label, formatFen(month.incomeFen), formatFen(month.expenseFen)),
      fen: [month.incomeFen, month.expenseFen],
    };
  });
  const open = (period: string): void => {
    const id = idOf(period);
    if (id) onOpen(id);
    else if (period !== report.period) void Taro.showToast({ title: words.noReport, icon: 'none' });
  };
  return (
    <View className="card chart">
      <View className="row g3 wrap totals">
        <Total tone="brand" name={words.income} fen={incomeFen} />
        <Total tone="money" name={words.expense} fen={expenseFen} />
      </View>
      <Text className="t2 num line surplus">
        {surplusFen < 0 ? words.deficit : words.surplus}{' '}
        <Text className={`w6 ${surplusFen < 0 ? 'td' : 'tb'}`}>{formatFen(Math.abs(surplusFen))}</Text>
      </Text>
      <Bars columns={columns} tones={['brand', 'money']} now={report.period} label={words.chart} onTap={open} />
    </View>
  );
};
