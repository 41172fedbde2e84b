import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type DepositKind, type DepositView, type DeskMethod, depositKinds, deskMethods } from 'shared-types/account';
import { formatFen, parseYuan, plainYuan } from 'shared-types/money';
import { listDeposits, readDeposit, readHouseAccount, returnDeposit, takeDeposit } from 'shared-types/staffAccount';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { AmountField } from '../../ui/AmountField';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';

const refreshes = [readHouseAccount, listDeposits, readDeposit];
const methods = deskMethods.map((value) => ({ value, label: t.methods[value] }));

export const TakeDeposit = ({ houseId, onClose }: { houseId: string; onClose: () => void }) => {
  const go = useNavigate();
  const { may } = useMe();
  const [kind, setKind] = useState<DepositKind>('renovation');
  const [amount, setAmount] = useState('');
  const [method, setMethod] = useState<DeskMethod>('cash');
  const [note, setNote] = useState('');
  const take = useCommand(takeDeposit, {
    done: t.taken,
    refreshes,
    onDone: (deposit) => (may('payment.read') ? void go(`/deposits/${deposit.id}`) : onClose()),
  });
  const fen = parseYuan(amount);
  const bad = amount !== '' && (fen === null || fen < 1);
  return (
    <Confirm
      title={t.takeTitle}
      action={t.take}
      busy={take.isPending}
      disabled={!fen || bad}
      onConfirm={() =>
        take.mutate({ params: { id: houseId }, body: { kind, amountFen: fen ?? 0, method, note: note.trim() } })
      }
      onClose={onClose}
    >
      <p>{t.takeWhat}</p>
      <SelectField
        label={t.kind}
        value={kind}
        onValue={(value) => setKind(value as DepositKind)}
        choices={depositKinds.map((value) => ({ value, label: t.kinds[value] }))}
      />
      <AmountField label={t.amount} value={amount} onValue={setAmount} error={bad ? t.amountBad : undefined} />
      <SelectField
        label={t.method}
        value={method}
        onValue={(value) => setMethod(value as DeskMethod)}
        choices={methods}
      />
      <TextField label={t.note} value={note} onValue={setNote} maxLength={200} />
    </Confirm>
  );
};

export const ReturnDeposit = ({ deposit, onClose }: { deposit: DepositView; onClose: () => void }) => {
  const [amount, setAmount] = useState(plainYuan(deposit.amountFen));
  const [method, setMethod] = useState<DeskMethod>(deposit.method === 'pos' ? 'bank' : deposit.method);
  const [reason, setReason] = useState('');
  const give = useCommand(returnDeposit, { done: t.returned, refreshes, onDone: onClose });
  const fen = parseYuan(amount);
  const bad = fen === null || fen < 0 || fen > deposit.amountFen;
  const kept = bad ? 0 : deposit.amountFen - (fen ?? 0);
  return (
    <Confirm
      title={t.returnTitle(deposit.number)}
      action={t.returnIt}
      busy={give.isPending}
      disabled={bad || (kept > 0 && !reason.trim())}
      onConfirm={() =>
        give.mutate({
          params: { id: deposit.id },
          body: { returnFen: fen ?? 0, method, ...(kept > 0 ? { deductReason: reason.trim() } : {}) },
        })
      }
      onClose={onClose}
    >
      <p>{t.returnWhat(formatFen(deposit.amountFen))}</p>
      <AmountField
        label={t.returnAmount}
        value={amount}
        onValue={setAmount}
        error={bad ? t.returnBad(plainYuan(deposit.amountFen)) : undefined}
        hint={kept > 0 ? t.deducting(formatFen(kept)) : undefined}
      />
      <SelectField
        label={t.returnMethod}
        value={method}
        onValue={(value) => setMethod(value as DeskMethod)}
        choices={methods}
      />
      {kept > 0 && <TextField label={t.deduct} value={reason} onValue={setReason} maxLength={200} />}
    </Confirm>
  );
};
