import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { recordSubscriptions } from 'shared-types/notification';
import type { OwnerRepairView } from 'shared-types/repair';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { wx } from '../../../lib/wx';
import { zh } from '../../../locales/zh-CN';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';
import { Stages } from '../../../ui/Stages';

const words = zh.report;
const mostTemplates = 3;

/** It is done, said large; then, and only here, the question whether to send a message. */
export const Reported = ({ repair, templates }: { repair: OwnerRepairView; templates: string[] }) => {
  const [asked, setAsked] = useState<string | null>(null);
  const { busy, run } = useCommand();
  const ask = (): void => {
    void run(async () => {
      // First in the tap: WeChat shows its question nowhere else.
      const results = await wx.requestSubscribe(templates.slice(0, mostTemplates));
      const given = Object.entries(results).map(([templateId, result]) => ({ templateId, result }));
      if (given.length > 0) await call(recordSubscriptions, { body: { results: given } });
      const accepted = given.some(({ result }) => result === 'accept' || result === 'acceptWithAudio');
      setAsked(accepted ? words.notified : words.notNotified);
    });
  };
  return (
    <View className="reported">
      <View className="reported-mark">
        <Icon name="tick" size={44} />
      </View>
      <Text className="reported-title">{words.done}</Text>
      <Text className="fs-m w5">{repair.title}</Text>
      <View className="row g2 t2">
        {repair.urgency === 'emergency' ? <Chip shape="urgent" word={zh.urgent} /> : null}
        <Text className="num">{words.doneNumber(repair.number.slice(-4))}</Text>
        <Text>{repair.placeLabel}</Text>
      </View>
      <View className="card reported-card">
        <Text className="line">{repair.urgency === 'emergency' ? words.doneUrgent : words.doneWhy}</Text>
        <Stages now={repair.stage} />
      </View>
      {asked ? (
        <Text className="tb w5">{asked}</Text>
      ) : templates.length > 0 ? (
        <Button word={words.notify} icon="bell" disabled={busy} className="block" onTap={ask} />
      ) : null}
      <Button
        word={words.see}
        kind="pri"
        size="big"
        onTap={() => void Taro.redirectTo({ url: pages.repair(repair.id) })}
      />
      <Button word={zh.toHome} kind="ghost" className="block" onTap={() => void Taro.switchTab({ url: pages.home })} />
    </View>
  );
};
