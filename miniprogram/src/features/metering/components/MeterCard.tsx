import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { type MeterUseView, type readHouseMeters, readMeterUse, type UseSpan, useSpans } from 'shared-types/metering';
import { dayName } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { useRemote } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { meteringWords as words } from '../../../locales/zh-CN/metering';
import { Button } from '../../../ui/Button';
import { ColumnChart } from '../../../ui/ColumnChart';
import { Icon } from '../../../ui/Icon';
import { Segments } from '../../../ui/Segments';
import { Failed, Skeleton } from '../../../ui/States';
import { amountOf } from '../amount';

export type Meter = ResponseOf<typeof readHouseMeters>['items'][number];

const icons: Record<Meter['meter'], string> = { water: 'drop', power: 'bolt' };

const mostRows = 7;

/** What was used most lately, for whoever cannot see the bars. */
const List = ({ use }: { use: MeterUseView }) => {
  const told = use.columns.filter(({ used, ahead }) => !ahead && used > 0).reverse();
  if (told.length === 0) return <Text className="t2 line use-sum">{words.empty}</Text>;
  return (
    <View className="use-sum">
      {told.slice(0, mostRows).map(({ key, label, used, estimated }) => (
        <View key={key} className="row g2 use-row">
          <Text className="grow num">
            {use.span === 'month' ? key.slice(5).replace('-', '月').concat('日') : label}
          </Text>
          {estimated ? <Text className="t3">{words.estimated}</Text> : null}
          <Text className="num w5">
            {amountOf(used)} {use.unit}
          </Text>
        </View>
      ))}
    </View>
  );
};

const Use = ({ use }: { use: MeterUseView }) => {
  const most = use.columns.reduce((best, one) => (one.used > best.used ? one : best));
  const total = `${amountOf(use.total)} ${use.unit}`;
  return (
    <>
      <View className="use-sum">
        <Text className="fs-l w6 num line">
          {words.total[use.span]} {total}
        </Text>
        {use.saying ? <Text className="w5 line">{use.saying}</Text> : null}
        {use.before ? (
          <Text className="t2 num line">
            {words.was(use.before.label, `${amountOf(use.before.total)} ${use.unit}`)}
          </Text>
        ) : null}
      </View>
      <ColumnChart
        columns={use.columns.map(({ key, label, used, estimated }) => ({ key, label, value: used, light: estimated }))}
        unit={1000}
        label={words.chartSaid(words.chart[use.span], total, `${most.label} ${amountOf(most.used)} ${use.unit}`)}
      />
      {use.columns.some(({ estimated }) => estimated) ? <Text className="t3 line">{words.estimatedWhy}</Text> : null}
      <List use={use} />
    </>
  );
};

const Findings = ({ meter }: { meter: Meter }) => (
  <>
    {meter.findings.map((finding) => (
      <View key={finding.id} className="row g3 use-finding">
        <View className="td">
          <Icon name="shield" size={22} />
        </View>
        <View className="grow">
          <Text className="td w5 line">{finding.words}</Text>
          <Text className="t2 num line">{words.since(dayName(finding.since, serverNow()))}</Text>
        </View>
        <Button word={words.report} size="sm" onTap={() => void Taro.navigateTo({ url: pages.report })} />
      </View>
    ))}
  </>
);

const Past = ({ houseId, meter, span }: { houseId: string; meter: Meter['meter']; span: UseSpan }) => {
  const { data, error, reload } = useRemote(() =>
    call(readMeterUse, { params: { id: houseId, meter }, query: { span } }),
  );
  if (data) return <Use use={data} />;
  return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={1} />;
};

/** One meter of a house: now, today, and its past. */
export const MeterCard = ({ houseId, meter }: { houseId: string; meter: Meter }) => {
  const [span, setSpan] = useState<UseSpan>('day');
  return (
    <View className="card pad-card">
      <View className="row g3 use-head">
        <View className="item-mark">
          <Icon name={icons[meter.meter]} size={26} />
        </View>
        <View className="grow">
          <Text className="fs-m w6 line">{meter.name}</Text>
          <Text className="t2 num line">{meter.live ?? words.notHeard}</Text>
        </View>
        <View>
          <Text className="num w6 line">
            {words.today} {amountOf(meter.today)} {meter.unit}
          </Text>
          <Text className="t2 num line">
            {words.month} {amountOf(meter.month)} {meter.unit}
          </Text>
        </View>
      </View>
      <Findings meter={meter} />
      <View className="use-sum">
        <Segments items={useSpans.map((key) => ({ key, word: words.spans[key] }))} now={span} onChange={setSpan} />
      </View>
      <Past key={span} houseId={houseId} meter={meter.meter} span={span} />
    </View>
  );
};
