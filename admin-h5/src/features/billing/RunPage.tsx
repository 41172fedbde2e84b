import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import { cancelRun, listRunGaps, listRuns, publishRun, type RunView, readRun, voidRun } from 'shared-types/billRun';
import { formatFen } from 'shared-types/money';
import { call } from '../../lib/api';
import { useCommand, usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { Chip } from '../../ui/Chip';
import { Confirm, Dialog } from '../../ui/Dialog';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { isWorking, runMarks } from './runState';

type Gaps = { feeId: string; reason: RunView['fees'][number]['none'][number]['reason'] };

const GapList = ({ runId, gaps, onClose }: { runId: string; gaps: Gaps; onClose: () => void }) => {
  const query = usePages(listRunGaps, { params: { id: runId }, query: { ...gaps, limit: 50 } });
  return (
    <Dialog title={t.gaps} onClose={onClose}>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={40} />}>
        {() => (
          <div className="col g2">
            {query.items.length === 0 && <Empty>{t.noGaps}</Empty>}
            {query.items.map((gap) => (
              <div key={`${gap.houseId}${gap.feeId}`} className="row between g3">
                <b className="w5">{gap.houseLabel}</b>
                <span className="t2">{gap.words}</span>
              </div>
            ))}
            <More query={query} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
};

const Fee = ({ fee, onGaps }: { fee: RunView['fees'][number]; onGaps: (gaps: Gaps) => void }) => (
  <section className="card pad col g2">
    <div className="row between g3">
      <h2 className="fs-m">
        {fee.name} <span className="t2">{t.of(fee.period)}</span>
      </h2>
      <span className="col right">
        <Money fen={fee.totalFen} />
        <span className="t2 num">
          {t.bills(fee.bills)}
          {fee.discountFen > 0 && ` · ${t.discount} ${formatFen(-fee.discountFen)}`}
        </span>
      </span>
    </div>
    {fee.none.length > 0 && (
      <details className="col g1">
        <summary className="t2">{t.noneHead}</summary>
        {fee.none.map((one) => (
          <div key={one.reason} className="row between g3">
            <span>{one.words}</span>
            <span className="row g2">
              <span className="num t2">{t.noneCount(one.houses)}</span>
              {one.mendable && (
                <button
                  type="button"
                  className="btn ghost sm"
                  onClick={() => onGaps({ feeId: fee.feeId, reason: one.reason })}
                >
                  {t.seeHouses}
                </button>
              )}
            </span>
          </div>
        ))}
      </details>
    )}
  </section>
);

type Asking = 'publish' | 'cancel' | 'void';

const Ask = ({ run, asking, onClose }: { run: RunView; asking: Asking; onClose: () => void }) => {
  const after = (done: string) => ({ done, refreshes: [readRun, listRuns], onDone: onClose });
  const publish = useCommand(publishRun, after(t.published));
  const cancel = useCommand(cancelRun, after(t.cancelled));
  const undo = useCommand(voidRun, after(t.voided));
  const params = { id: run.id };
  if (asking === 'void')
    return (
      <ReasonDialog
        title={t.voidTitle(run.month)}
        action={t.voidRun}
        label={t.why}
        danger
        busy={undo.isPending}
        maxLength={200}
        onConfirm={(reason) => undo.mutate({ params, body: { reason } })}
        onClose={onClose}
      >
        <p>{t.voidWhat}</p>
      </ReasonDialog>
    );
  const publishing = asking === 'publish';
  return (
    <Confirm
      title={publishing ? t.publishTitle(run.month) : t.cancelTitle}
      action={publishing ? t.publish : t.cancelRun}
      danger={!publishing}
      busy={publish.isPending || cancel.isPending}
      onConfirm={() =>
        publishing ? publish.mutate({ params, body: { totalFen: run.totalFen } }) : cancel.mutate({ params })
      }
      onClose={onClose}
    >
      <p>{publishing ? t.publishWhat(run.bills, run.houses, formatFen(run.totalFen)) : t.cancelWhat}</p>
    </Confirm>
  );
};

const Head = ({ run, buttons }: { run: RunView; buttons: ReactNode }) => (
  <section className="card pad col g3">
    <div className="row between g3 wrap">
      <span className="col">
        <span className="t2">{t.total}</span>
        <span className="money-big">
          <Money fen={run.totalFen} />
        </span>
        <span className="t2 num">
          {t.counts(run.bills, run.houses)}
          {run.dueOn && ` · ${t.dueOn(run.dueOn)}`}
        </span>
      </span>
      <Chip name={runMarks[run.state]} pill>
        {t.states[run.state]}
      </Chip>
    </div>
    {isWorking(run.state) && (
      <div>
        <progress value={run.progress.done} max={Math.max(1, run.progress.total)} aria-label={t.states[run.state]} />
        <span className="t2 num"> {t.progress(run.progress.done, run.progress.total)}</span>
      </div>
    )}
    {run.nothingWords && <p>{run.nothingWords}</p>}
    {run.kept > 0 && <p className="t2">{t.kept(run.kept)}</p>}
    {run.reason && <p className="t2">{`${t.why}：${run.reason}`}</p>}
    {run.actions.includes('void') && run.voidUntil && <p className="t2">{t.voidUntil(run.voidUntil)}</p>}
    <div className="row g2 wrap">{buttons}</div>
  </section>
);

/** One run: what it would bill and what not, why, and then its publishing. */
export const RunPage = () => {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: [readRun.name, { params: { id } }],
    queryFn: () => call(readRun, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 1000 : false),
  });
  const [asking, setAsking] = useState<Asking | null>(null);
  const [gaps, setGaps] = useState<Gaps | null>(null);
  return (
    <Page
      title={query.data ? `${t.month(query.data.month)}${t.runs}` : t.runs}
      tools={<ChargeRooms />}
      back="/bills/runs"
    >
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={96} />}>
        {(run) => (
          <div className="col g3">
            <Head
              run={run}
              buttons={
                <>
                  {run.actions.includes('publish') && (
                    <button type="button" className="btn pri" onClick={() => setAsking('publish')}>
                      {t.publish}
                    </button>
                  )}
                  {run.actions.includes('cancel') && (
                    <button type="button" className="btn ghost" onClick={() => setAsking('cancel')}>
                      {t.cancelRun}
                    </button>
                  )}
                  {run.actions.includes('void') && (
                    <button type="button" className="btn ghost" onClick={() => setAsking('void')}>
                      {t.voidRun}
                    </button>
                  )}
                </>
              }
            />
            {run.fees.map((fee) => (
              <Fee key={fee.feeId} fee={fee} onGaps={setGaps} />
            ))}
            {asking && <Ask run={run} asking={asking} onClose={() => setAsking(null)} />}
          </div>
        )}
      </Loaded>
      {gaps && <GapList runId={id} gaps={gaps} onClose={() => setGaps(null)} />}
    </Page>
  );
};
