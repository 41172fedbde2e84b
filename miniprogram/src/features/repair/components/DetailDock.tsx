import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { cancelOwnRepair, confirmRepair, type OwnerRepairView } from 'shared-types/repair';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { zh } from '../../../locales/zh-CN';
import { Button, callPhone } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Sheet } from '../../../ui/Sheet';
import { Tap } from '../../../ui/Tap';

const words = zh.detail;

interface Props {
  repair: OwnerRepairView;
  onChange: (repair: OwnerRepairView) => void;
}

const Act = ({ icon, word, onTap }: { icon: string; word: string; onTap: () => void }) => (
  <Tap className="dock-act" label={word} onTap={onTap}>
    <Icon name={icon} />
    <Text>{word}</Text>
  </Tap>
);

/** What this person may do next, drawn from `actions` alone; one button is filled. */
export const DetailDock = ({ repair, onChange }: Props) => {
  const [asking, setAsking] = useState<'cancel' | 'confirm' | null>(null);
  const { busy, run } = useCommand();
  // One key for each command of this page, so that a second try after a lost answer is the same command.
  const keysOf = useRef({ cancel: newKey(), confirm: newKey() });
  const may = (action: OwnerRepairView['actions'][number]): boolean => repair.actions.includes(action);
  const send = (action: 'cancel' | 'confirm'): void => {
    void run(async () => {
      const input = { params: { id: repair.id }, idempotencyKey: keysOf.current[action] };
      onChange(
        action === 'cancel' ? await call(cancelOwnRepair, { ...input, body: {} }) : await call(confirmRepair, input),
      );
      setAsking(null);
    });
  };
  const phone = repair.worker?.phone ?? repair.servicePhone;
  return (
    <View className="dock-acts">
      {may('add') ? (
        <Act
          icon="camera"
          word={words.actions.add}
          onTap={() => void Taro.navigateTo({ url: pages.addTo(repair.id) })}
        />
      ) : null}
      {may('cancel') ? <Act icon="close" word={words.actions.cancel} onTap={() => setAsking('cancel')} /> : null}
      {may('rate') && may('confirm') ? (
        <Act icon="star" word={words.actions.rate} onTap={() => void Taro.navigateTo({ url: pages.rate(repair.id) })} />
      ) : null}
      {may('confirm') ? (
        <Button word={words.actions.confirm} kind="pri" size="big" onTap={() => setAsking('confirm')} />
      ) : may('rate') ? (
        <Button
          word={words.actions.rate}
          kind="pri"
          size="big"
          onTap={() => void Taro.navigateTo({ url: pages.rate(repair.id) })}
        />
      ) : phone ? (
        <Button
          word={repair.worker?.phone ? words.actions.call : zh.callService}
          icon="phone"
          kind="pri"
          size="big"
          onTap={() => callPhone(phone)}
        />
      ) : (
        <Button
          word={words.actions.again}
          kind="sec"
          size="big"
          onTap={() => void Taro.navigateTo({ url: pages.report })}
        />
      )}
      {asking === 'cancel' ? (
        <Sheet
          title={words.cancelTitle}
          words={words.cancelAsk}
          yes={{ word: words.cancelDo, danger: true, disabled: busy, onTap: () => send('cancel') }}
          no={{ word: words.cancelKeep, onTap: () => setAsking(null) }}
        />
      ) : null}
      {asking === 'confirm' ? (
        <Sheet
          title={words.confirmTitle}
          words={words.confirmAsk}
          yes={{ word: words.confirmDo, disabled: busy, onTap: () => send('confirm') }}
          no={{ word: words.confirmNot, onTap: () => setAsking(null) }}
        />
      ) : null}
    </View>
  );
};
