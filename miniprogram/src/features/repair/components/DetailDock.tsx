import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { cancelOwnRepair, confirmRepair, type OwnerRepairView, reopenRepair, urgeRepair } from 'shared-types/repair';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { zh } from '../../../locales/zh-CN';
import { Button, callPhone } from '../../../ui/Button';
import { DockAct } from '../../../ui/DockAct';
import { urgingOf } from '../urging';
import { type Asked, DetailSheet } from './DetailSheet';

const words = zh.detail;

interface Props {
  repair: OwnerRepairView;
  now: Date;
  onChange: (repair: OwnerRepairView) => void;
}

const goTo = (url: string) => (): void => void Taro.navigateTo({ url });

/** The one filled button: what matters most now. */
const Main = ({ repair, onConfirm }: { repair: OwnerRepairView; onConfirm: () => void }) => {
  const phone = repair.worker?.phone ?? repair.servicePhone;
  if (repair.actions.includes('confirm'))
    return <Button word={words.actions.confirm} kind="pri" size="big" onTap={onConfirm} />;
  if (repair.actions.includes('rate'))
    return <Button word={words.actions.rate} kind="pri" size="big" onTap={goTo(pages.rate(repair.id))} />;
  if (!phone) return <Button word={words.actions.again} kind="sec" size="big" onTap={goTo(pages.report)} />;
  return (
    <Button
      word={words.actions.call}
      label={repair.worker?.phone ? words.callWorker(repair.worker.name) : zh.callService}
      icon="phone"
      kind="pri"
      size="big"
      onTap={() => callPhone(phone)}
    />
  );
};

/** The commands of this page. One key each, so that a second try after a lost answer is the same command. */
const useActs = (repair: OwnerRepairView, onChange: Props['onChange'], done: () => void) => {
  const { busy, run } = useCommand();
  const keysOf = useRef({ cancel: newKey(), confirm: newKey(), urge: newKey(), reopen: newKey() });
  const send = (asked: Asked, text: string): void => {
    void run(async () => {
      const input = { params: { id: repair.id }, idempotencyKey: keysOf.current[asked] };
      const acts = {
        cancel: () => call(cancelOwnRepair, { ...input, body: {} }),
        confirm: () => call(confirmRepair, input),
        urge: () => call(urgeRepair, input),
        reopen: () => call(reopenRepair, { ...input, body: { text } }),
      };
      onChange(await acts[asked]());
      // It may be done again later, as a command of its own.
      keysOf.current = { ...keysOf.current, [asked]: newKey() };
      done();
      if (asked === 'urge') void Taro.showToast({ title: words.urged, icon: 'none' });
    });
  };
  return { busy, send };
};

/** What this person may do next, drawn from `actions` alone; one button is filled. */
export const DetailDock = ({ repair, now, onChange }: Props) => {
  const [asking, setAsking] = useState<Asked | null>(null);
  const { busy, send } = useActs(repair, onChange, () => setAsking(null));
  const may = (action: OwnerRepairView['actions'][number]): boolean => repair.actions.includes(action);
  const urging = urgingOf(repair, now);
  return (
    <>
      {urging?.why ? <Text className="dock-why num line">{urging.why}</Text> : null}
      <View className="dock-acts">
        {may('add') ? <DockAct icon="camera" word={words.actions.add} onTap={goTo(pages.addTo(repair.id))} /> : null}
        {urging ? (
          <DockAct icon="horn" word={words.actions.urge} why={urging.why} onTap={() => setAsking('urge')} />
        ) : null}
        {may('cancel') ? <DockAct icon="close" word={words.actions.cancel} onTap={() => setAsking('cancel')} /> : null}
        {may('reopen') ? <DockAct icon="again" word={words.actions.reopen} onTap={() => setAsking('reopen')} /> : null}
        {may('rate') && may('confirm') ? (
          <DockAct icon="star" word={words.actions.rate} onTap={goTo(pages.rate(repair.id))} />
        ) : null}
        <Main repair={repair} onConfirm={() => setAsking('confirm')} />
      </View>
      {asking ? (
        <DetailSheet
          asked={asking}
          repair={repair}
          busy={busy}
          onYes={(text) => send(asking, text)}
          onNo={() => setAsking(asking === 'confirm' && may('reopen') ? 'reopen' : null)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
};
