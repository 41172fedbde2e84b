import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  type BatchView,
  listBatches,
  readAutoDebitDesk,
  readBatch,
  readBatchFile,
  withdrawBatch,
} from 'shared-types/autodebit';
import { download, saveAs, wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/autodebit';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Loaded, SkeletonCards } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { toast } from '../../ui/toastStore';
import { batchMarks, debitMarks } from './marks';
import { ResultsButton } from './Results';

type Row = BatchView['rows'][number];
const r = t.rowColumns;

const columns: Column<Row>[] = [
  { id: 'house', head: r.house, nowrap: true, cell: (one) => <b className="w5">{one.houseLabel}</b> },
  { id: 'payer', head: r.payer, cell: (one) => one.payer },
  {
    id: 'amount',
    head: r.amount,
    nowrap: true,
    sort: (one) => one.amountFen,
    cell: (one) =>
      one.paymentId ? (
        <Link to={`/payments/${one.paymentId}`}>
          <Money fen={one.amountFen} />
        </Link>
      ) : (
        <Money fen={one.amountFen} />
      ),
  },
  { id: 'reason', head: r.reason, cell: (one) => one.reason || '—' },
  {
    id: 'state',
    head: r.state,
    nowrap: true,
    sort: (one) => one.state,
    cell: (one) => <Chip name={debitMarks[one.state]}>{t.debitStates[one.state]}</Chip>,
  },
  {
    id: 'number',
    head: r.number,
    cell: (one) => (
      <span className="t2 num" style={{ overflowWrap: 'anywhere' }}>
        {one.debitNo}
      </span>
    ),
  },
];

const Sums = ({ batch }: { batch: BatchView }) => (
  <div className="kpis amounts">
    <div>
      <span>{t.sums.total}</span>
      <b>
        <Money fen={batch.totalFen} />
      </b>
    </div>
    <div>
      <span>{t.sums.paid}</span>
      <b>
        <Money fen={batch.paidFen} />
      </b>
    </div>
    {(['paid', 'failed', 'waiting'] as const).map((name) => (
      <div key={name}>
        <span>{t.sums[name === 'paid' ? 'paidCount' : name]}</span>
        <b className={name === 'failed' && batch.failed > 0 ? 'td' : ''}>{batch[name]}</b>
      </div>
    ))}
  </div>
);

const Withdraw = ({ batch, onClose }: { batch: BatchView; onClose: () => void }) => {
  const withdraw = useCommand(withdrawBatch, {
    done: t.withdrawDone,
    refreshes: [readBatch, listBatches, readAutoDebitDesk],
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={t.withdrawTitle}
      action={t.withdraw}
      danger
      busy={withdraw.isPending}
      label={t.withdrawReason}
      maxLength={100}
      onConfirm={(reason) => withdraw.mutate({ params: { id: batch.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.withdrawWhat}</p>
    </ReasonDialog>
  );
};

const Acts = ({ batch }: { batch: BatchView }) => {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      saveAs(await download(readBatchFile, { params: { id: batch.id } }), t.fileName(batch.number));
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setBusy(false);
  };
  return (
    <div className="row g2 wrap">
      {batch.actions.includes('import') && <ResultsButton batchId={batch.id} />}
      <button type="button" className="btn sec" disabled={busy} onClick={() => void save()}>
        <Icon name="download" size={18} />
        {t.download}
      </button>
      {batch.actions.includes('withdraw') && (
        <button type="button" className="btn ghost" onClick={() => setAsking(true)}>
          {t.withdraw}
        </button>
      )}
      {asking && <Withdraw batch={batch} onClose={() => setAsking(false)} />}
    </div>
  );
};

const Whole = ({ batch }: { batch: BatchView }) => {
  const now = useNow();
  return (
    <>
      <section className="card pad col g3">
        <div className="row g2 wrap">
          <Chip name={batchMarks[batch.state]}>{t.batchStates[batch.state]}</Chip>
          <span className="t2 num">{`${when(batch.exportedAt, now)}，${batch.exportedBy}`}</span>
        </div>
        {batch.withdrawnWhy && <p className="note warn">{t.withdrawnWhy(batch.withdrawnWhy)}</p>}
        <Sums batch={batch} />
        <Acts batch={batch} />
        <p className="t2" style={{ overflowWrap: 'anywhere' }}>
          {t.hash} <span className="num">{batch.fileHash}</span>。{t.hashWhat}
        </p>
      </section>
      <section className="card pad col g3">
        <Table label={batch.number} rows={batch.rows} columns={columns} rowKey={(one) => one.debitNo} />
      </section>
      {batch.imports.length > 0 && (
        <section className="card pad col g2" aria-label={t.imports}>
          <h2 className="fs-m">{t.imports}</h2>
          {batch.imports.map(({ at, by, fileName, paid, failed, faults }) => (
            <p key={`${at} ${fileName}`} className="num">
              <span className="t2">{when(at, now)}</span> {t.importLine(by, fileName, paid, failed, faults)}
            </p>
          ))}
        </section>
      )}
    </>
  );
};

/** One file for the bank: its rows, and what the bank answered. */
export const BatchPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readBatch, { params: { id } });
  return (
    <Page title={query.data?.number ?? t.views.batches} back="/auto-debit">
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(batch) => <Whole batch={batch} />}
      </Loaded>
    </Page>
  );
};
