import { useState } from 'react';
import { formatFen, parseYuan, plainYuan } from 'shared-types/money';
import {
  answerDispute,
  correctBill,
  listBills,
  listDisputes,
  readStaffBill,
  type StaffBillView,
  waiveLateFee,
} from 'shared-types/staffBilling';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { AmountField } from '../../ui/AmountField';
import { Confirm } from '../../ui/Dialog';
import { Picks, TextArea } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';

export type BillAct = StaffBillView['actions'][number];

interface ActProps {
  bill: StaffBillView;
  onClose: () => void;
  onDone: (bill: StaffBillView) => void;
}

const refreshes = [readStaffBill, listBills, listDisputes];

const Correct = ({ bill, onClose, onDone }: ActProps) => {
  const [how, setHow] = useState<'reckoned' | 'amount'>('reckoned');
  const [amount, setAmount] = useState(plainYuan(bill.amountFen));
  const [reason, setReason] = useState('');
  const correct = useCommand(correctBill, { done: t.corrected, refreshes, onDone });
  const fen = parseYuan(amount);
  const bad = how === 'amount' && (fen === null || fen < 0);
  return (
    <Confirm
      title={t.correctTitle}
      action={t.correct}
      busy={correct.isPending}
      disabled={bad || !reason.trim()}
      onConfirm={() =>
        correct.mutate({
          params: { id: bill.id },
          body: { reason, to: how === 'reckoned' ? { how } : { how, amountFen: fen ?? 0 } },
        })
      }
      onClose={onClose}
    >
      <p>{t.correctWhat}</p>
      <Picks
        label={t.correctHow}
        picked={[how]}
        onPicked={(picked) => setHow(picked.includes('amount') && how !== 'amount' ? 'amount' : 'reckoned')}
        choices={[
          { value: 'reckoned', label: t.reckoned },
          { value: 'amount', label: t.exact },
        ]}
      />
      {how === 'amount' && (
        <AmountField label={t.amount} value={amount} onValue={setAmount} error={bad ? t.amountBad : undefined} />
      )}
      <TextArea label={t.why} value={reason} onValue={setReason} maxLength={200} />
    </Confirm>
  );
};

const Waive = ({ bill, onClose, onDone }: ActProps) => {
  const most = Math.min(bill.lateFeeFen, bill.outstandingFen);
  const [amount, setAmount] = useState(plainYuan(most));
  const [reason, setReason] = useState('');
  const waive = useCommand(waiveLateFee, { done: t.waived, refreshes, onDone });
  const fen = parseYuan(amount);
  const bad = fen === null || fen < 1 || fen > most;
  return (
    <Confirm
      title={t.waive}
      action={t.waive}
      busy={waive.isPending}
      disabled={bad || !reason.trim()}
      onConfirm={() => waive.mutate({ params: { id: bill.id }, body: { amountFen: fen ?? 0, reason } })}
      onClose={onClose}
    >
      <p>{t.waiveWhat(formatFen(most))}</p>
      <AmountField label={t.amount} value={amount} onValue={setAmount} error={bad ? t.amountBad : undefined} />
      <TextArea label={t.why} value={reason} onValue={setReason} maxLength={200} />
    </Confirm>
  );
};

const Answer = ({ bill, onClose, onDone }: ActProps) => {
  const answer = useCommand(answerDispute, { done: t.answered, refreshes, onDone });
  return (
    <ReasonDialog
      title={t.answer}
      action={t.answer}
      label={t.words}
      maxLength={300}
      busy={answer.isPending}
      onConfirm={(words) => answer.mutate({ params: { id: bill.id }, body: { words } })}
      onClose={onClose}
    >
      {bill.dispute && <p>{t.disputed(bill.dispute.reason)}</p>}
      <p className="t2">{t.answerWhat}</p>
    </ReasonDialog>
  );
};

/** The question behind each button of a bill. */
export const BillActDialog = ({ act, ...props }: ActProps & { act: BillAct }) => {
  const Component = { correct: Correct, 'waive-late': Waive, answer: Answer }[act];
  return <Component {...props} />;
};
