import { useState } from 'react';
import { Link } from 'react-router';
import { listEntries, readEntry } from 'shared-types/ledger';
import { formatFen } from 'shared-types/money';
import {
  approveSpending,
  listSpendings,
  readSpending,
  rejectSpending,
  reverseSpending,
  type SpendingView,
} from 'shared-types/spending';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/spending';
import { Confirm } from '../../ui/Dialog';
import { ReasonDialog } from '../../ui/ReasonDialog';

type Act = SpendingView['actions'][number];

interface ActProps {
  spending: SpendingView;
  onClose: () => void;
}

const refreshes = [readSpending, listSpendings, listEntries, readEntry];

const Approve = ({ spending, onClose }: ActProps) => {
  const approve = useCommand(approveSpending, { done: t.approved, refreshes, onDone: onClose });
  return (
    <Confirm
      title={t.approveTitle(formatFen(spending.amountFen))}
      action={t.acts.approve}
      busy={approve.isPending}
      onConfirm={() => approve.mutate({ params: { id: spending.id } })}
      onClose={onClose}
    >
      <p>
        {spending.kindWords}，{spending.memo}
        {spending.supplier && `，${spending.supplier}`}
      </p>
      <p className="t2">{t.approveWhat}</p>
    </Confirm>
  );
};

const Reject = ({ spending, onClose }: ActProps) => {
  const reject = useCommand(rejectSpending, { done: t.rejected, refreshes, onDone: onClose });
  return (
    <ReasonDialog
      title={t.rejectTitle}
      action={t.acts.reject}
      label={t.reason}
      danger
      busy={reject.isPending}
      maxLength={200}
      onConfirm={(reason) => reject.mutate({ params: { id: spending.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.rejectWhat}</p>
    </ReasonDialog>
  );
};

const Reverse = ({ spending, onClose }: ActProps) => {
  const reverse = useCommand(reverseSpending, { done: t.reversed, refreshes, onDone: onClose });
  return (
    <ReasonDialog
      title={t.reverseTitle(formatFen(spending.amountFen))}
      action={t.acts.reverse}
      label={t.reason}
      danger
      busy={reverse.isPending}
      maxLength={200}
      onConfirm={(reason) => reverse.mutate({ params: { id: spending.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.reverseWhat}</p>
    </ReasonDialog>
  );
};

const dialogs = { approve: Approve, reject: Reject, reverse: Reverse };

/** What may be done with a spending, each with its question; or why nothing may. */
export const SpendingActs = ({ spending }: { spending: SpendingView }) => {
  const { may } = useMe();
  const [asking, setAsking] = useState<Act | null>(null);
  const ended = spending.state === 'rejected' || spending.state === 'reversed';
  const again = ended && !spending.correctedById && may('spending.enter');
  const Dialog = asking && dialogs[asking];
  return (
    <>
      {spending.hint && <p className="t2">{spending.hint}</p>}
      {(spending.actions.length > 0 || again) && (
        <div className="row g2 wrap">
          {spending.actions.map((act) => (
            <button
              key={act}
              type="button"
              className={`btn ${act === 'approve' ? 'pri' : 'ghost'}`}
              onClick={() => setAsking(act)}
            >
              {t.acts[act]}
            </button>
          ))}
          {again && (
            <Link className="btn sec" to={`/spendings/new?corrects=${spending.id}`}>
              {t.again}
            </Link>
          )}
        </div>
      )}
      {Dialog && <Dialog spending={spending} onClose={() => setAsking(null)} />}
    </>
  );
};
