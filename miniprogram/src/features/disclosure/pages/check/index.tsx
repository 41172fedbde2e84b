import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { addressOf } from 'shared-types/client';
import { exportReport, type ReportView, readReport } from 'shared-types/disclosure';
import { call } from '../../../../lib/api';
import { fetchFile } from '../../../../lib/document';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { wx } from '../../../../lib/wx';
import { zh } from '../../../../locales/zh-CN';
import { disclosureWords } from '../../../../locales/zh-CN/disclosure';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { type Checked, checkReport } from '../../check';
import '../../disclosure.css';

const words = disclosureWords.check;

const Step = ({ name, why, good }: { name: string; why: string; good: boolean }) => (
  <View className="row g3 check-step">
    <View className="grow">
      <Text className="fs-m w5 line">{name}</Text>
      <Text className="t2 line">{why}</Text>
    </View>
    <Chip shape={good ? 'verified' : 'diff'} word={good ? words.ok : words.bad} />
  </View>
);

const Steps = ({ checked }: { checked: Checked }) => (
  <View className="card pad-card">
    <Step name={words.steps.hash} why={words.steps.hashWhy} good={checked.hash} />
    <Step name={words.steps.figures} why={words.steps.figuresWhy} good={checked.figures} />
    <Step name={words.steps.sums} why={words.steps.sumsWhy} good={checked.sums} />
  </View>
);

const Own = ({ report }: { report: ReportView }) => {
  const { busy, run } = useCommand();
  const [kept, setKept] = useState<string | null>(null);
  const name = words.fileName(report.period);
  const save = (): void => {
    void run(async () => {
      try {
        setKept(await fetchFile(addressOf(exportReport, { params: { id: report.id } }), name));
      } catch {
        void Taro.showToast({ title: zh.document.failed, icon: 'none' });
      }
    });
  };
  // Not sent after all: nothing to say.
  const send = (path: string): void => void wx.sendFile(path, name).catch(() => undefined);
  return (
    <View className="card pad-card">
      <Text className="fs-m w6 line">{words.self}</Text>
      <Text className="t2 line">{words.selfWhy}</Text>
      <View className="stack">
        {kept === null ? (
          <Button word={busy ? zh.loading : words.file} icon="file" className="block" disabled={busy} onTap={save} />
        ) : (
          <Button word={words.send} icon="share" className="block" onTap={() => send(kept)} />
        )}
      </View>
    </View>
  );
};

const CheckPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(readReport, { params: { id } }));
  const checked = useMemo(() => (data ? checkReport(data) : null), [data]);
  return (
    <Screen title={words.title}>
      {data && checked ? (
        <>
          <Text className="t2 line note">{words.lead}</Text>
          <Steps checked={checked} />
          <View className="card pad-card">
            <Text className="t2 line">{words.fingerprint}</Text>
            <Text className="fingerprint num line">{data.seal.fingerprint}</Text>
            <Text className="t2 line">{words.fingerprintWhy}</Text>
            <Text className="t3 num line">{words.seal(String(data.seal.chainSeq))}</Text>
          </View>
          <Own report={data} />
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default CheckPage;
