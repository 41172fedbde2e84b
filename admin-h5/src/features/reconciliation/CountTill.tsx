import { useState } from 'react';
import { parseYuan, plainYuan } from 'shared-types/money';
import {
  countTill,
  listDifferences,
  listReconciliations,
  type ReconciliationView,
  readReconciliation,
} from 'shared-types/reconciliation';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reconciliation';
import { AmountField } from '../../ui/AmountField';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';

/** Empty is nothing; null: no amount. */
const fenOf = (text: string): number | null => (text.trim() === '' ? 0 : parseYuan(text));

/** What a person counted in the till, and what of it went to the bank. */
export const CountTill = ({ sheet, onClose }: { sheet: ReconciliationView; onClose: () => void }) => {
  const before = sheet.count;
  const [counted, setCounted] = useState(before ? plainYuan(before.countedFen) : '');
  const [banked, setBanked] = useState(before ? plainYuan(before.bankedFen) : '');
  const [fee, setFee] = useState(before ? plainYuan(before.feeFen) : '');
  const [note, setNote] = useState(before?.note ?? '');
  const count = useCommand(countTill, {
    done: t.countDone,
    refreshes: [readReconciliation, listReconciliations, listDifferences],
    onDone: onClose,
  });
  const countedFen = counted.trim() === '' ? null : parseYuan(counted);
  const bankedFen = fenOf(banked);
  const feeFen = fenOf(fee);
  const bad = (fen: number | null, text: string) =>
    text.trim() !== '' && (fen === null || fen < 0) ? t.amountBad : undefined;
  const countedBad = counted.trim() !== '' && countedFen === null;
  const ready = countedFen !== null && bankedFen !== null && bankedFen >= 0 && feeFen !== null && feeFen >= 0;
  return (
    <Confirm
      title={t.countTitle}
      action={t.count}
      busy={count.isPending}
      disabled={!ready}
      onConfirm={() =>
        ready &&
        count.mutate({
          params: { id: sheet.id },
          body: { countedFen, bankedFen, feeFen, ...(note.trim() ? { note: note.trim() } : {}) },
        })
      }
      onClose={onClose}
    >
      <p>{t.countWhat}</p>
      <AmountField
        label={t.countedFen}
        value={counted}
        onValue={setCounted}
        error={countedBad ? t.amountBad : undefined}
      />
      {sheet.channel !== 'transfer' && (
        <AmountField label={t.bankedFen} value={banked} onValue={setBanked} error={bad(bankedFen, banked)} />
      )}
      {sheet.channel === 'pos' && (
        <AmountField label={t.feeFen} value={fee} onValue={setFee} error={bad(feeFen, fee)} />
      )}
      <TextField label={t.note} value={note} onValue={setNote} maxLength={200} />
    </Confirm>
  );
};
