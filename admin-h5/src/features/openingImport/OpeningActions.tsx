import { useState } from 'react';
import { formatFen } from 'shared-types/money';
import {
  type ArrearsImportView,
  applyArrearsImport,
  cancelArrearsImport,
  listArrears,
  listArrearsImports,
  readArrearsImport,
} from 'shared-types/staffAccount';
import { listBills } from 'shared-types/staffBilling';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/opening';
import { Confirm } from '../../ui/Dialog';

const Apply = ({ view, onClose }: { view: ArrearsImportView; onClose: () => void }) => {
  const { create, bad } = view.counts;
  const [leaveBad, setLeaveBad] = useState(false);
  const apply = useCommand(applyArrearsImport, {
    done: t.applied,
    refreshes: [readArrearsImport, listArrearsImports, listArrears, listBills],
    onDone: onClose,
  });
  const blocked = bad > 0 && !leaveBad;
  return (
    <Confirm
      title={t.applyTitle}
      action={blocked ? t.leaveBadNeeded(bad) : t.apply}
      busy={apply.isPending}
      disabled={blocked}
      onConfirm={() => apply.mutate({ params: { id: view.id }, body: { leaveBad } })}
      onClose={onClose}
    >
      <p>{t.applyWhat(create, formatFen(view.arrearsFen), formatFen(view.prepaidFen))}</p>
      {bad > 0 && (
        <label className="check">
          <input type="checkbox" checked={leaveBad} onChange={(event) => setLeaveBad(event.target.checked)} />
          {t.leaveBad(bad)}
        </label>
      )}
    </Confirm>
  );
};

const Cancel = ({ view, onClose }: { view: ArrearsImportView; onClose: () => void }) => {
  const cancel = useCommand(cancelArrearsImport, {
    done: t.cancelledDone,
    refreshes: [readArrearsImport, listArrearsImports],
    onDone: onClose,
  });
  return (
    <Confirm
      title={t.cancelTitle}
      action={t.cancel}
      danger
      busy={cancel.isPending}
      onConfirm={() => cancel.mutate({ params: { id: view.id } })}
      onClose={onClose}
    >
      <p>{t.cancelWhat}</p>
    </Confirm>
  );
};

/** All good rows or none, or nothing at all. */
export const OpeningActions = ({ view }: { view: ArrearsImportView }) => {
  const [asking, setAsking] = useState<'apply' | 'cancel' | null>(null);
  if (view.status !== 'draft') return null;
  const close = () => setAsking(null);
  return (
    <span className="row g2 wrap">
      <button
        type="button"
        className="btn pri"
        disabled={view.counts.create === 0 || !view.actions.includes('apply')}
        onClick={() => setAsking('apply')}
      >
        {view.counts.create === 0 ? t.nothing : t.apply}
      </button>
      {view.actions.includes('cancel') && (
        <button type="button" className="btn ghost" onClick={() => setAsking('cancel')}>
          {t.cancel}
        </button>
      )}
      {asking === 'apply' && <Apply view={view} onClose={close} />}
      {asking === 'cancel' && <Cancel view={view} onClose={close} />}
    </span>
  );
};
