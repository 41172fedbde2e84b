import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useMemo, useState } from 'react';
import type { BoundHouse } from 'shared-types/auth';
import { addressOf } from 'shared-types/client';
import { listReports, printReport, type ReportView, readReport } from 'shared-types/disclosure';
import { dayName } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { openDocument } from '../../../lib/document';
import { useCommand, useRemote } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { zh } from '../../../locales/zh-CN';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { HouseStrip } from '../../../ui/HouseStrip';
import { Icon } from '../../../ui/Icon';
import { Screen } from '../../../ui/Screen';
import { Seal } from '../../../ui/Seal';
import { Empty, Failed, Skeleton } from '../../../ui/States';
import { Tap } from '../../../ui/Tap';
import { checkReport, isGenuine } from '../check';
import { Chart } from './Chart';
import { Corrections } from './Corrections';
import { Remarks } from './Remarks';
import { Sections } from './Sections';
import '../disclosure.css';

/** As many as a year has; older ones are reached from these. */
const limit = 24;

const Head = ({ report, genuine }: { report: ReportView; genuine: boolean }) => {
  const [year, month] = report.period.split('-').map(Number);
  const entries = String(report.entries).replace(/\B(?=(\d{3})+$)/g, ',');
  return (
    <View className="row g3 report-head">
      <View className="grow">
        <Text className="fs-l w6 num line">{words.monthOf(year ?? 0, month ?? 0)}</Text>
        <Text className="t2 num line">{words.published(dayName(report.publishedAt, serverNow()), entries)}</Text>
        <Tap
          className="tb w5 report-link"
          role="link"
          label={words.how}
          onTap={() => void Taro.navigateTo({ url: pages.checkReport(report.id) })}
        >
          <Text>{words.how}</Text>
          <Icon name="next" size={14} />
        </Tap>
      </View>
      {genuine ? <Seal /> : <Chip shape="diff" word={words.differs} pill />}
    </View>
  );
};

const Pdf = ({ report }: { report: ReportView }) => {
  const { busy, run } = useCommand();
  const save = (): void => {
    void run(async () => {
      try {
        await openDocument(addressOf(printReport, { params: { id: report.id } }), words.check.pdfName(report.period));
      } catch {
        void Taro.showToast({ title: zh.document.failed, icon: 'none' });
      }
    });
  };
  return (
    <Button
      word={busy ? zh.loading : words.pdf}
      icon="file"
      kind="ghost"
      className="block pdf"
      disabled={busy}
      onTap={save}
    />
  );
};

interface OneProps {
  id: string;
  idOf: (period: string) => string | undefined;
  onOpen: (id: string) => void;
}

const OneReport = ({ id, idOf, onOpen }: OneProps) => {
  const { data, error, reload } = useRemote(() => call(readReport, { params: { id } }));
  const genuine = useMemo(() => data !== null && isGenuine(checkReport(data)), [data]);
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={3} />;
  return (
    <>
      <Head report={data} genuine={genuine} />
      {genuine ? null : <Text className="td line note">{words.differsWhy}</Text>}
      <Chart report={data} idOf={idOf} onOpen={onOpen} />
      <Sections report={data} />
      <Corrections corrections={data.corrections} />
      <Remarks remarks={data.remarks} />
      <Pdf report={data} />
    </>
  );
};

interface Props {
  houseId: string;
  houses: readonly BoundHouse[] | null;
  /** The report that a message leads to; the newest without one. */
  asked: string | null;
  onChoose: (houseId: string) => void;
}

/** The finance reports of a house's community, the newest first shown (F7). */
export const ReportPage = ({ houseId, houses, asked, onChoose }: Props) => {
  const { data, error, reload } = useRemote(() => call(listReports, { params: { houseId }, query: { limit } }));
  const [chosen, setChosen] = useState(asked);
  const id = chosen ?? data?.items[0]?.id ?? null;
  return (
    <Screen title={words.title}>
      <HouseStrip houses={houses} houseId={houseId} onChoose={onChoose} />
      {id ? (
        <OneReport
          key={id}
          id={id}
          idOf={(period) => data?.items.find((report) => report.period === period)?.id}
          onOpen={setChosen}
        />
      ) : data ? (
        <Empty icon="book" title={words.empty} why={words.emptyWhy} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={3} />
      )}
    </Screen>
  );
};
