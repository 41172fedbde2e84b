import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { type BillView, disputeBill, withdrawDispute } from 'shared-types/billing';
import { newKey } from 'shared-types/client';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Button } from '../../../ui/Button';
import { Sheet } from '../../../ui/Sheet';
import { Words } from '../../../ui/Words';

const words = billingWords.bill;
const longest = 300;

type Asked = 'dispute' | 'withdraw';

interface SheetProps {
  asked: Asked;
  busy: boolean;
  onYes: (reason: string) => void;
  onNo: () => void;
}

const ActSheet = ({ asked, busy, onYes, onNo }: SheetProps) => {
  const [reason, setReason] = useState('');
  if (asked === 'withdraw')
    return (
      <Sheet
        title={words.withdraw}
        words={words.withdrawAsk}
        yes={{ word: words.withdrawDo, disabled: busy, onTap: () => onYes('') }}
        no={{ word: words.withdrawKeep, onTap: onNo }}
      />
    );
  return (
    <Sheet
      title={words.disputeTitle}
      words={words.disputeWhy}
      yes={{ word: words.disputeDo, disabled: busy || reason.trim() === '', onTap: () => onYes(reason.trim()) }}
      no={{ word: words.disputeKeep, onTap: onNo }}
    >
      <Words value={reason} placeholder={words.disputeSay} max={longest} onChange={setReason} />
    </Sheet>
  );
};

/** What the household may do with a bill, from its `actions` alone. */
export const BillActs = ({ bill, onChange }: { bill: BillView; onChange: (bill: BillView) => void }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { busy, run } = useCommand();
  const key = useRef(newKey());
  const send = (reason: string): void => {
    void run(async () => {
      const input = { params: { id: bill.id }, idempotencyKey: key.current };
      const changed = await (asked === 'withdraw'
        ? call(withdrawDispute, { ...input, body: {} })
        : call(disputeBill, { ...input, body: { reason } }));
      key.current = newKey();
      onChange(changed);
      setAsked(null);
      void Taro.showToast({ title: asked === 'withdraw' ? words.withdrawn : words.disputed, icon: 'none' });
    });
  };
  const may = (action: BillView['actions'][number]): boolean => bill.actions.includes(action);
  return (
    <>
      <View className="row g2 bill-acts">
        {may('dispute') ? <Button word={words.dispute} kind="ghost" onTap={() => setAsked('dispute')} /> : null}
        {may('withdraw-dispute') ? (
          <Button word={words.withdraw} kind="ghost" onTap={() => setAsked('withdraw')} />
        ) : null}
        {may('pay') ? (
          <Button
            word={words.pay}
            kind="pri"
            className="grow"
            onTap={() => void Taro.navigateTo({ url: pages.due(bill.houseId) })}
          />
        ) : null}
      </View>
      {asked ? <ActSheet asked={asked} busy={busy} onYes={send} onNo={() => setAsked(null)} /> : null}
    </>
  );
};
