import { useState } from 'react';
import { formatFen } from 'shared-types/money';
import {
  approveRefund,
  listRefunds,
  type RefundView,
  readRefund,
  rejectRefund,
  requestRefundAgain,
  settlementWays,
  settleRefund,
} from 'shared-types/refund';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/refund';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextArea } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';

export type RefundAct = RefundView['actions'][number];

interface ActProps {
  refund: RefundView;
  onClose: () => void;
  onDone: (refund: RefundView) => void;
}

const refreshes = [readRefund, listRefunds];

const Approve = ({ refund, onClose, onDone }: ActProps) => {
  const approve = useCommand(approveRefund, { done: t.approved, refreshes, onDone });
  return (
    <Confirm
      title={t.approveTitle(formatFen(refund.amountFen))}
      action={t.acts.approve}
      busy={approve.isPending}
      onConfirm={() => approve.mutate({ params: { id: refund.id } })}
      onClose={onClose}
    >
      <p>{t.approveWhat(refund.wayName, refund.house?.label ?? t.unknownHouse)}</p>
    </Confirm>
  );
};

const Reject = ({ refund, onClose, onDone }: ActProps) => {
  const reject = useCommand(rejectRefund, { done: t.rejected, refreshes, onDone });
  return (
    <ReasonDialog
      title={t.rejectTitle}
      action={t.acts.reject}
      label={t.reason}
      danger
      busy={reject.isPending}
      maxLength={200}
      onConfirm={(reason) => reject.mutate({ params: { id: refund.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.rejectWhat}</p>
    </ReasonDialog>
  );
};

const firstWay = (refund: RefundView): (typeof settlementWays)[number] =>
  refund.way === 'cash' || refund.way === 'transfer' ? refund.way : 'channel';

const Settle = ({ refund, onClose, onDone }: ActProps) => {
  const [way, setWay] = useState(firstWay(refund));
  const [note, setNote] = useState('');
  const settle = useCommand(settleRefund, { done: t.settledDone, refreshes, onDone });
  return (
    <Confirm
      title={t.settleTitle}
      action={t.acts.settle}
      busy={settle.isPending}
      disabled={!note.trim()}
      onConfirm={() => settle.mutate({ params: { id: refund.id }, body: { way, note: note.trim() } })}
      onClose={onClose}
    >
      <p>{t.settleWhat(formatFen(refund.amountFen))}</p>
      <SelectField
        label={t.settleWay}
        value={way}
        onValue={(value) => setWay(settlementWays.find((one) => one === value) ?? way)}
        choices={settlementWays.map((value) => ({ value, label: t.settleWays[value] }))}
      />
      <TextArea label={t.settleNote} value={note} onValue={setNote} maxLength={200} />
    </Confirm>
  );
};

const Again = ({ refund, onClose, onDone }: ActProps) => {
  const again = useCommand(requestRefundAgain, { done: t.asked, refreshes, onDone });
  return (
    <Confirm
      title={t.againTitle}
      action={t.acts.again}
      busy={again.isPending}
      onConfirm={() => again.mutate({ params: { id: refund.id } })}
      onClose={onClose}
    >
      <p>{t.againWhat}</p>
    </Confirm>
  );
};

/** The question behind each button of a refund. */
export const RefundActDialog = ({ act, ...props }: ActProps & { act: RefundAct }) => {
  const Component = { approve: Approve, reject: Reject, settle: Settle, again: Again }[act];
  return <Component {...props} />;
};
