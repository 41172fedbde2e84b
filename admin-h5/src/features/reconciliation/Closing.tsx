import { useState } from 'react';
import {
  closeReconciliation,
  fetchStatement,
  listReconciliations,
  type ReconciliationView,
  readReconciliation,
} from 'shared-types/reconciliation';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reconciliation';
import { Confirm } from '../../ui/Dialog';
import { CountTill } from './CountTill';

const refreshes = [readReconciliation, listReconciliations];

const Close = ({ sheet, filled }: { sheet: ReconciliationView; filled: boolean }) => {
  const [asking, setAsking] = useState(false);
  const close = useCommand(closeReconciliation, { done: t.closed, refreshes, onDone: () => setAsking(false) });
  const can = sheet.actions.includes('close');
  return (
    <>
      <button
        type="button"
        className={`btn ${filled && can ? 'pri' : 'ghost'}`}
        disabled={!can}
        onClick={() => setAsking(true)}
      >
        {sheet.closeWords}
      </button>
      {asking && (
        <Confirm
          title={t.closeTitle(sheet.day)}
          action={t.closeIt}
          busy={close.isPending}
          onConfirm={() => close.mutate({ params: { id: sheet.id } })}
          onClose={() => setAsking(false)}
        >
          <p>{t.closeWhat}</p>
        </Confirm>
      )}
    </>
  );
};

/** Count, fetch again, close; a grey button says what is still to be done. */
export const Closing = ({ sheet }: { sheet: ReconciliationView }) => {
  const { may } = useMe();
  const now = useNow();
  const [counting, setCounting] = useState(false);
  const fetchAgain = useCommand(fetchStatement, { done: t.fetching, refreshes });
  if (sheet.closedAt)
    return (
      <p className="t2 num">
        {sheet.closedBy ? t.closedBy(sheet.closedBy) : t.dayStates.closed} · {dayTime(sheet.closedAt, now)}
      </p>
    );
  if (!may('reconcile.decide')) return null;
  const counts = sheet.actions.includes('count');
  const countFirst = counts && !sheet.count;
  return (
    <div className="col g2">
      {counts && (
        <button type="button" className={`btn ${countFirst ? 'pri' : 'ghost'}`} onClick={() => setCounting(true)}>
          {countFirst ? t.count : t.countAgain}
        </button>
      )}
      <Close sheet={sheet} filled={!countFirst} />
      {sheet.actions.includes('fetch') && (
        <button
          type="button"
          className="btn ghost sm"
          disabled={fetchAgain.isPending}
          onClick={() => fetchAgain.mutate({ params: { id: sheet.id } })}
        >
          {t.fetch}
        </button>
      )}
      {counting && <CountTill sheet={sheet} onClose={() => setCounting(false)} />}
    </div>
  );
};
