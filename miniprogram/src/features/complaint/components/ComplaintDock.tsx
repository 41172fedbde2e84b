import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { acceptComplaintAnswer, type OwnComplaintView, urgeComplaint } from 'shared-types/complaint';
import { dayTime } from 'shared-types/time';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { zh } from '../../../locales/zh-CN';
import { complaintWords as words } from '../../../locales/zh-CN/complaint';
import { Button, callPhone } from '../../../ui/Button';
import { DockAct } from '../../../ui/DockAct';
import { Sheet } from '../../../ui/Sheet';

interface Props {
  one: OwnComplaintView;
  now: Date;
  onChange: (one: OwnComplaintView) => void;
}

type Asked = 'urge' | 'accept';

const goTo = (url: string) => (): void => void Taro.navigateTo({ url });

/** One key for each command, so that a second try after a lost answer is the same command. */
const useActs = (one: OwnComplaintView, onChange: Props['onChange'], done: () => void) => {
  const { busy, run } = useCommand();
  const keysOf = useRef({ urge: newKey(), accept: newKey() });
  const send = (asked: Asked): void => {
    void run(async () => {
      const input = { params: { id: one.id }, idempotencyKey: keysOf.current[asked] };
      onChange(await (asked === 'urge' ? call(urgeComplaint, input) : call(acceptComplaintAnswer, input)));
      keysOf.current = { ...keysOf.current, [asked]: newKey() };
      done();
      void Taro.showToast({ title: asked === 'urge' ? words.urged : words.accepted, icon: 'none' });
    });
  };
  return { busy, send };
};

/** The one filled button: what matters most now. */
const Main = ({ one, onAccept }: { one: OwnComplaintView; onAccept: () => void }) => {
  if (one.actions.includes('accept'))
    return <Button word={words.actions.accept} kind="pri" size="big" onTap={onAccept} />;
  if (one.actions.includes('rate'))
    return <Button word={words.actions.rate} kind="pri" size="big" onTap={goTo(pages.sayOn(one.id, 'rate'))} />;
  const phone = one.servicePhone;
  return phone ? (
    <Button word={words.actions.call} icon="phone" kind="pri" size="big" onTap={() => callPhone(phone)} />
  ) : (
    <Button word={zh.toHome} kind="sec" size="big" onTap={() => void Taro.switchTab({ url: pages.home })} />
  );
};

/** What this person may do next, drawn from `actions` alone. */
export const ComplaintDock = ({ one, now, onChange }: Props) => {
  const [asking, setAsking] = useState<Asked | null>(null);
  const { busy, send } = useActs(one, onChange, () => setAsking(null));
  const may = (action: OwnComplaintView['actions'][number]): boolean => one.actions.includes(action);
  const { nextAt } = one.urges;
  const wait = nextAt && Date.parse(nextAt) > now.getTime() ? words.urgeWait(dayTime(nextAt, now)) : null;
  return (
    <>
      {may('urge') && wait ? <Text className="dock-why num line">{wait}</Text> : null}
      <View className="dock-acts">
        {may('add') ? (
          <DockAct icon="camera" word={words.actions.add} onTap={goTo(pages.sayOn(one.id, 'add'))} />
        ) : null}
        {may('urge') ? (
          <DockAct icon="horn" word={words.actions.urge} why={wait} onTap={() => setAsking('urge')} />
        ) : null}
        {may('object') ? (
          <DockAct icon="again" word={words.actions.object} onTap={goTo(pages.sayOn(one.id, 'object'))} />
        ) : null}
        {may('rate') && may('accept') ? (
          <DockAct icon="star" word={words.actions.rate} onTap={goTo(pages.sayOn(one.id, 'rate'))} />
        ) : null}
        <Main one={one} onAccept={() => setAsking('accept')} />
      </View>
      {asking ? (
        <Sheet
          title={words.actions[asking]}
          words={asking === 'urge' ? words.urgeAsk : words.acceptAsk}
          yes={{ word: words.actions[asking], disabled: busy, onTap: () => send(asking) }}
          no={{ word: zh.cancel, onTap: () => setAsking(null) }}
        />
      ) : null}
    </>
  );
};
