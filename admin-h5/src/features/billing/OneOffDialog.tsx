import { useState } from 'react';
import { Link } from 'react-router';
import { type FeeView, listFees } from 'shared-types/fee';
import { parseYuan, plainYuan } from 'shared-types/money';
import { createOneOffBill, listBills, type StaffBillView } from 'shared-types/staffBilling';
import { toDay } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { AmountField } from '../../ui/AmountField';
import { Confirm, Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { HouseField, type PickedHouse } from '../../ui/HouseSearch';
import { Empty, Loaded } from '../../ui/States';

interface OneOffProps {
  /** Where it was opened from a house. */
  house: PickedHouse | null;
  onClose: () => void;
  onDone: (bill: StaffBillView) => void;
}

const usual = (fee: FeeView | undefined): string =>
  fee?.rule.kind === 'one-off' && fee.rule.usualFen !== null ? plainYuan(fee.rule.usualFen) : '';

const Form = ({ fees, house: given, onClose, onDone }: OneOffProps & { fees: readonly FeeView[] }) => {
  const now = useNow();
  const [house, setHouse] = useState(given);
  const [feeId, setFeeId] = useState(fees[0]?.id ?? '');
  const [amount, setAmount] = useState(usual(fees[0]));
  const [note, setNote] = useState('');
  const [dueOn, setDueOn] = useState('');
  const make = useCommand(createOneOffBill, { done: t.oneOff.done, refreshes: [listBills], onDone });
  const fen = parseYuan(amount);
  const bad = amount !== '' && (fen === null || fen < 1);
  const wrong = fieldsOf(make.error);
  return (
    <Confirm
      title={t.oneOff.title}
      action={t.oneOff.make}
      busy={make.isPending}
      disabled={!house || !fen || bad || !note.trim()}
      onConfirm={() =>
        house &&
        make.mutate({
          params: { id: house.id },
          body: { feeId, amountFen: fen ?? 0, note: note.trim(), ...(dueOn ? { dueOn } : {}) },
        })
      }
      onClose={onClose}
    >
      <p>{t.oneOff.what}</p>
      <HouseField label={t.house} house={house} onHouse={setHouse} />
      <SelectField
        label={t.fee}
        value={feeId}
        onValue={(id) => {
          setFeeId(id);
          setAmount(usual(fees.find((fee) => fee.id === id)));
        }}
        choices={fees.map((fee) => ({ value: fee.id, label: fee.name }))}
      />
      <AmountField label={t.amount} value={amount} onValue={setAmount} error={bad ? t.amountBad : wrong.amountFen} />
      <TextField label={t.oneOff.note} hint={t.oneOff.noteHint} value={note} onValue={setNote} maxLength={100} />
      <TextField
        label={t.oneOff.dueOn}
        hint={t.oneOff.dueOnHint}
        type="date"
        min={toDay(now)}
        value={dueOn}
        onValue={setDueOn}
        error={wrong.dueOn}
      />
    </Confirm>
  );
};

/** 开一笔: a bill of a one-off fee for one house. */
export const OneOffDialog = (props: OneOffProps) => {
  const query = useRead(listFees);
  return (
    <Loaded query={query} skeleton={null}>
      {({ items }) => {
        const fees = items.filter((fee) => fee.rule.kind === 'one-off');
        if (fees.length > 0) return <Form fees={fees} {...props} />;
        return (
          <Dialog title={t.oneOff.title} onClose={props.onClose}>
            <Empty
              action={
                <Link className="btn sec" to="/bills/fees">
                  {t.oneOff.toFees}
                </Link>
              }
            >
              {t.oneOff.none}
            </Empty>
          </Dialog>
        );
      }}
    </Loaded>
  );
};
