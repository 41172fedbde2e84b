import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { addressOf } from 'shared-types/client';
import { dayName } from 'shared-types/time';
import { type PaperCount, printWhitePaper, readWhitePaper, type WhitePaperView } from 'shared-types/whitePaper';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { openDocument } from '../../../lib/document';
import { useCommand, useRemote } from '../../../lib/hooks';
import { zh } from '../../../locales/zh-CN';
import { whitePaperWords as words } from '../../../locales/zh-CN/whitePaper';
import { Button } from '../../../ui/Button';
import { ColumnChart } from '../../../ui/ColumnChart';
import { Failed, Skeleton } from '../../../ui/States';
import { Lines, type PaperLine } from './Lines';

const Head = ({ paper }: { paper: WhitePaperView }) => (
  <View className="card pad-card">
    <Text className="t2 num line">{words.made(dayName(paper.generatedAt, serverNow()))}</Text>
    <View className="row g3 paper-totals">
      {[
        [words.requests, words.count(paper.requests)],
        [words.kept, words.percent(paper.keptBp)],
        [words.stars, words.starsOf(paper.starsTenths)],
      ].map(([name, value]) => (
        <View key={name} className="grow">
          <Text className="t2 line">{name}</Text>
          <Text className="fs-l w6 num line">{value}</Text>
        </View>
      ))}
    </View>
    <Text className="t2 num line">{words.beside(paper.totals.requests.before, paper.totals.requests.yearAgo)}</Text>
    <Text className="t2 num line">{words.complaints(paper.totals.complaints.count)}</Text>
  </View>
);

const Findings = ({ findings }: { findings: readonly string[] }) =>
  findings.length === 0 ? null : (
    <>
      <Text className="fs-m w6 line paper-head">{words.findings}</Text>
      <View className="card pad-card">
        {findings.map((one) => (
          <Text key={one} className="line paper-finding">
            {one}
          </Text>
        ))}
      </View>
    </>
  );

interface ChartProps {
  title: string;
  columns: { key: string; label: string; value: number; light?: boolean }[];
}

const Chart = ({ title, columns }: ChartProps) => {
  const most = columns.reduce((best, one) => (one.value > best.value ? one : best));
  return (
    <>
      <Text className="fs-m w6 line paper-head">{title}</Text>
      <View className="card pad-card">
        <ColumnChart columns={columns} label={words.chartSaid(title, `${most.label} ${words.count(most.value)}`)} />
      </View>
    </>
  );
};

const countLine = ({ key, name, count, shareBp, before, yearAgo }: PaperCount): PaperLine => ({
  ...{ key, name, note: words.beside(before, yearAgo), value: words.count(count), count, shareBp },
});

const durationLines = ({ durations }: WhitePaperView): PaperLine[] =>
  durations
    .filter(({ count }) => count > 0)
    .map(({ urgency, span, medianMinutes, p90Minutes, kept, promised, lateKey }) => ({
      key: lateKey,
      name: `${words.urgencies[urgency]} ${words.spans[span]}`,
      note: words.took(medianMinutes, p90Minutes),
      value: words.keptOf(kept, promised),
      count: promised - kept,
    }));

const stepLines = ({ steps }: WhitePaperView): PaperLine[] =>
  steps
    .filter(({ count }) => count > 0)
    .map(({ key, step, shareBp, medianMinutes, count }) => ({
      ...{ key, name: words.stepNames[step], note: words.half(medianMinutes), value: words.percent(shareBp) },
      ...{ shareBp, count },
    }));

const ratingLines = ({ ratings, followUps }: WhitePaperView): PaperLine[] => [
  ...[...ratings.stars]
    .reverse()
    .filter(({ count }) => count > 0)
    .map(({ key, stars, count }) => ({ ...{ key, name: words.starLine(stars), value: words.count(count), count } })),
  ...followUps
    .filter(({ count }) => count > 0)
    .map(({ key, what, count }) => ({ ...{ key, name: words.followUp[what], value: words.count(count), count } })),
];

const forecastLines = ({ forecast }: WhitePaperView): PaperLine[] => [
  ...forecast.lines.map(({ typeId, name, count, low, high }) => ({
    ...{ key: `next:${typeId}`, name, note: words.range(low, high), value: words.count(count) },
  })),
  ...forecast.people
    .filter(({ needed, have }) => needed > have)
    .map(({ skill, name, needed, have }) => ({
      ...{ key: `people:${skill}`, name: words.peopleOf(name, needed, have), value: '' },
    })),
];

const Pdf = ({ paper }: { paper: WhitePaperView }) => {
  const { busy, run } = useCommand();
  const save = (): void => {
    void run(async () => {
      try {
        await openDocument(addressOf(printWhitePaper, { params: { id: paper.id } }), words.pdfName(paper.period));
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
      className="block paper-pdf"
      disabled={busy}
      onTap={save}
    />
  );
};

/** One month of service, without anybody's name or door; a number opens to what it counts (C10). */
export const Paper = ({ id }: { id: string }) => {
  const { data: paper, error, reload } = useRemote(() => call(readWhitePaper, { params: { id } }));
  if (!paper) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={3} />;
  const { period, forecast } = paper;
  return (
    <>
      <Head paper={paper} />
      <Findings findings={paper.findings} />
      <Chart
        title={words.months}
        columns={paper.months.map((month) => ({
          ...{ key: month.period, label: words.month(month.period), value: month.count },
          light: month.period !== period,
        }))}
      />
      <Lines title={words.types} lines={paper.types.filter(({ count }) => count > 0).map(countLine)} paperId={id} />
      <Lines title={words.durations} lines={durationLines(paper)} paperId={id} />
      <Lines title={words.steps} lines={stepLines(paper)} paperId={id} />
      <Lines title={words.places} lines={paper.places.filter(({ count }) => count > 0).map(countLine)} paperId={id} />
      <Chart
        title={words.hours}
        columns={paper.hours.map(({ key, name, count }) => ({ key, label: words.hour(name), value: count }))}
      />
      <Lines
        title={words.repeats}
        lines={paper.repeats.map(({ key, name, typeName, count }) => ({
          ...{ key, name, value: words.repeatOf(typeName, count), count },
        }))}
        paperId={id}
      />
      <Lines title={words.ratings} lines={ratingLines(paper)} paperId={id} />
      <Lines title={words.forecast(forecast.period)} lines={forecastLines(paper)} paperId={id} />
      <Text className="t2 line paper-note">{words.basis[forecast.basis]}</Text>
      <Pdf paper={paper} />
    </>
  );
};
