import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { Button, CallButton } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { PhotoGrid } from '../../../../ui/PhotoGrid';
import { Recorder } from '../../../../ui/Recorder';
import { Screen } from '../../../../ui/Screen';
import { Sheet } from '../../../../ui/Sheet';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Words } from '../../../../ui/Words';
import { Reported } from '../../components/Reported';
import { What } from '../../components/What';
import { WhenStep } from '../../components/WhenStep';
import { Where } from '../../components/Where';
import { isSpoken } from '../../draft';
import { forgetRecording, hearWords } from '../../perceived';
import { write } from '../../typing';
import { type Report, type ReportChoices, readChoices, useReport } from '../../useReport';
import '../../../../styles/filing.css';
import './report.css';

const words = zh.report;

const Say = ({ report }: { report: Report }) =>
  report.waiting && !report.draft?.text && report.box.media.length === 0 ? null : (
    <View className="card say">
      <Recorder
        box={report.box}
        locked={report.waiting}
        hearing={report.hearing}
        onForget={() => report.update(forgetRecording)}
        onWords={(words) => report.update((draft) => hearWords(draft, words))}
      />
      {report.waiting && !report.draft?.text ? null : (
        <Words
          value={report.draft?.text ?? ''}
          placeholder={words.typing}
          max={1000}
          disabled={report.waiting}
          onChange={(text) => report.update((draft) => write(draft, text))}
        />
      )}
      {report.draft && isSpoken(report.draft) && !report.waiting ? (
        <Text className="t2 line heard-note">{words.heardWords}</Text>
      ) : null}
      <PhotoGrid box={report.box} locked={report.waiting} />
    </View>
  );

const Help = ({ phone }: { phone: string }) => (
  <View className="card help row g3">
    <View className="tm">
      <Icon name="shield" size={26} />
    </View>
    <View className="grow">
      <Text className="w5 line">{words.help}</Text>
      <Text className="t2 num line">
        {phone}，{words.helpWhy}
      </Text>
    </View>
    <CallButton phone={phone} label={zh.callService} />
  </View>
);

/** What went out and was not answered: shown, not to be changed, because it may have arrived. */
const Sent = ({ report }: { report: Report }) => {
  const { type, emergency, place, spot, when } = report.draft ?? {};
  const facts = [
    ...(emergency ? [words.asUrgent(emergency)] : []),
    [place?.label, spot].filter(Boolean).join(' · '),
    when?.words || words.now,
  ];
  return (
    <View className="card pad-card">
      <Text className="fs-m w6 line">{type?.name ?? words.deskDecides}</Text>
      {facts.map((fact) => (
        <Text key={fact} className="t2 line">
          {fact}
        </Text>
      ))}
    </View>
  );
};

const Dock = ({ report }: { report: Report }) => {
  const { missing, waiting, busy } = report;
  const urgent = Boolean(report.draft?.emergency);
  const why = waiting
    ? busy
      ? null
      : words.unanswered
    : missing === null
      ? null
      : missing in words.missing
        ? words.missing[missing as 'what']
        : words[missing as 'waitUploads'];
  return (
    <>
      {why ? <Text className="dock-why line">{why}</Text> : null}
      <Button
        word={busy ? words.sending : waiting ? words.sendAgain : urgent ? words.sendUrgent : words.send}
        kind={urgent ? 'dan' : 'pri'}
        size="big"
        disabled={busy || (!waiting && missing !== null)}
        onTap={report.send}
      />
    </>
  );
};

const Discard = ({ report }: { report: Report }) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button word={words.discard} kind="ghost" className="block discard" onTap={() => setAsking(true)} />
      {asking ? (
        <Sheet
          title={words.discard}
          words={words.discardAsk}
          yes={{
            word: words.discardDo,
            danger: true,
            onTap: () => {
              report.discard();
              setAsking(false);
            },
          }}
          no={{ word: zh.cancel, onTap: () => setAsking(false) }}
        />
      ) : null}
    </>
  );
};

const Form = ({ choices, report }: { choices: ReportChoices; report: Report }) => (
  <>
    {report.wasKept ? (
      <View className="restored tm row g2">
        <Icon name="cloud" size={18} />
        <Text>{words.restored}</Text>
      </View>
    ) : null}
    <Say report={report} />
    {report.waiting ? (
      <Sent report={report} />
    ) : (
      <>
        <What types={choices.types} report={report} />
        <Where home={choices.home} report={report} />
        <WhenStep report={report} />
      </>
    )}
    {choices.home.servicePhone ? <Help phone={choices.home.servicePhone} /> : null}
    {report.started && !report.busy ? <Discard report={report} /> : null}
  </>
);

const ReportPage = () => {
  const { place } = useRouter().params;
  const placeCode = place ? decodeURIComponent(place) : null;
  const { data, error, reload } = useRemote(readChoices);
  const report = useReport(data, placeCode);
  if (report.done) {
    return (
      <Screen title={words.title}>
        <Reported repair={report.done} templates={report.templates} />
      </Screen>
    );
  }
  const homeless = data !== null && data.home.houses.length === 0 && !report.draft?.place && !placeCode;
  return (
    <Screen title={words.title} dock={data && report.draft ? <Dock report={report} /> : undefined}>
      {homeless ? (
        <Empty
          icon="building"
          title={zh.home.noHouse}
          why={words.needHouse}
          action={{ word: words.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
        />
      ) : null}
      {data && report.draft ? (
        <Form choices={data} report={report} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
    </Screen>
  );
};

export default ReportPage;
