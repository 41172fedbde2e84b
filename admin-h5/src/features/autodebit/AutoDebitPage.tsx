import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type AutoDebitDesk, exportBatch, listBatches, readAutoDebitDesk } from 'shared-types/autodebit';
import { formatFen } from 'shared-types/money';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/autodebit';
import { Confirm } from '../../ui/Dialog';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Batches, Debits, Mandates } from './Lists';
import { RegisterDialog } from './RegisterDialog';

const names = ['view'] as const;

const ExportDialog = ({ desk, onClose }: { desk: AutoDebitDesk; onClose: () => void }) => {
  const go = useNavigate();
  const make = useCommand(exportBatch, {
    done: t.exportDone,
    refreshes: [listBatches, readAutoDebitDesk],
    onDone: (batch) => void go(`/auto-debit/batches/${batch.id}`),
  });
  return (
    <Confirm
      title={t.exportTitle}
      action={t.export}
      busy={make.isPending}
      onConfirm={() => make.mutate({})}
      onClose={onClose}
    >
      <p>{t.exportWhat(desk.next.houses, formatFen(desk.next.totalFen))}</p>
    </Confirm>
  );
};

/** What is on, what is signed, and what can be done now. */
const Desk = ({ desk }: { desk: AutoDebitDesk }) => {
  const { may } = useMe();
  const [asking, setAsking] = useState<'register' | 'export' | null>(null);
  const close = () => setAsking(null);
  return (
    <section className="card pad col g3" aria-label={t.title}>
      {desk.sayings.map((saying) => (
        <p key={saying} className={desk.on ? '' : 'note warn'}>
          {saying}
        </p>
      ))}
      <p className="t2 num">
        {t.active(desk.active.papay, desk.active.bank)}。{t.next(desk.next.houses, formatFen(desk.next.totalFen))}。
      </p>
      <div className="row g2 wrap">
        {desk.actions.includes('export') && (
          <button type="button" className="btn pri" onClick={() => setAsking('export')}>
            {t.export}
          </button>
        )}
        {desk.actions.includes('register') && (
          <button type="button" className="btn sec" onClick={() => setAsking('register')}>
            {t.register}
          </button>
        )}
        {may('policy.read') && (
          <Link className="btn ghost" to="/policy/money">
            {t.toRules}
          </Link>
        )}
      </div>
      {asking === 'export' && <ExportDialog desk={desk} onClose={close} />}
      {asking === 'register' && <RegisterDialog onClose={close} />}
    </section>
  );
};

/** 代扣: files for the bank, who has agreed, and what was taken. */
export const AutoDebitPage = () => {
  const [filters, set] = useFilters(names);
  const query = useRead(readAutoDebitDesk);
  const view = filters.view === 'mandates' || filters.view === 'debits' ? filters.view : 'batches';
  return (
    <Page title={t.title} tools={<ChargeRooms />}>
      <Loaded query={query} skeleton={<SkeletonCards count={1} />}>
        {(desk) => <Desk desk={desk} />}
      </Loaded>
      <ScopeTabs
        label={t.title}
        scopes={t.views}
        value={view}
        onValue={(next) => set({ view: next === 'batches' ? '' : next })}
      />
      <section className="card pad col g3">
        {view === 'batches' && <Batches />}
        {view === 'mandates' && <Mandates />}
        {view === 'debits' && <Debits />}
      </section>
    </Page>
  );
};
