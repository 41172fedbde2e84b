import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { listBuildings, listHouses, readBuildingGrid } from 'shared-types/community';
import { applyImport, cancelImport, type ImportView, listImports, readImport } from 'shared-types/ledgerImport';
import { useFilters } from '../../lib/filters';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/import';
import { Confirm } from '../../ui/Dialog';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Mapping } from './Mapping';
import { DoubtfulRows, ReadyRows } from './Rows';

const names = ['step'] as const;
type Step = keyof typeof t.steps;
const steps = Object.keys(t.steps) as Step[];

const Counts = ({ view }: { view: ImportView }) => (
  <div className="kpis">
    {(Object.keys(t.counts) as (keyof typeof t.counts)[]).map((key) => (
      <div key={key}>
        <span>{t.counts[key]}</span>
        <b className={key === 'doubtful' && view.counts[key] > 0 ? 'tm' : ''}>{view.counts[key]}</b>
      </div>
    ))}
  </div>
);

const Actions = ({ view }: { view: ImportView }) => {
  const [asking, setAsking] = useState<'apply' | 'cancel' | null>(null);
  const close = () => setAsking(null);
  const changed = [readImport, listImports, listBuildings, listHouses, readBuildingGrid];
  const apply = useCommand(applyImport, { refreshes: changed, done: t.applied, onDone: close });
  const cancel = useCommand(cancelImport, {
    refreshes: [readImport, listImports],
    done: t.cancelledDone,
    onDone: close,
  });
  const { create, update, same, doubtful, excluded } = view.counts;
  const mayCancel = view.actions.includes('cancel');
  if (view.status !== 'draft') return null;
  const nothing = create + update === 0;
  const blocked =
    doubtful > 0 ? t.cannotApply(doubtful) : nothing ? (same + excluded === 0 ? t.noneReadable : t.nothing) : null;
  return (
    <div className="row g2 wrap">
      <button
        type="button"
        className="btn pri"
        disabled={blocked !== null || !view.actions.includes('apply')}
        onClick={() => setAsking('apply')}
      >
        {blocked ?? t.apply}
      </button>
      {mayCancel && (
        <button type="button" className="btn ghost" onClick={() => setAsking('cancel')}>
          {t.cancel}
        </button>
      )}
      {asking === 'apply' && (
        <Confirm
          title={t.applyTitle}
          action={t.apply}
          busy={apply.isPending}
          onConfirm={() => apply.mutate({ params: { id: view.id } })}
          onClose={close}
        >
          <p>{t.applyWhat(create, update, excluded)}</p>
        </Confirm>
      )}
      {asking === 'cancel' && (
        <Confirm
          title={t.cancelTitle}
          action={t.cancel}
          danger
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate({ params: { id: view.id } })}
          onClose={close}
        >
          <p>{t.cancelWhat}</p>
        </Confirm>
      )}
    </div>
  );
};

/** One import: columns, doubts, what will change; then all or nothing. */
export const ImportPage = () => {
  const { id = '' } = useParams();
  const [{ step }, set] = useFilters(names);
  const query = useRead(readImport, { params: { id } });
  return (
    <Page title={query.data?.fileName ?? t.title} back="/imports">
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(view) => {
          const shown: Step = steps.includes(step as Step)
            ? (step as Step)
            : view.status === 'draft' && view.counts.doubtful > 0
              ? 'doubtful'
              : 'ready';
          return (
            <>
              {view.status === 'applied' && (
                <p className="note brand" role="status">
                  <b>{t.applied}</b>
                  <span className="grow">
                    {t.appliedResult(view.counts.create, view.counts.update, view.counts.same)}
                  </span>
                  <Link className="w5" to="/houses">
                    {t.toHouses}
                  </Link>
                </p>
              )}
              <Counts view={view} />
              <div className="row g3 wrap">
                <fieldset className="seg" aria-label={t.title}>
                  {steps.map((name) => (
                    <button
                      key={name}
                      type="button"
                      className={shown === name ? 'on' : ''}
                      aria-pressed={shown === name}
                      onClick={() => set({ step: name })}
                    >
                      {t.steps[name]}
                      {name === 'doubtful' && view.counts.doubtful > 0 ? ` ${view.counts.doubtful}` : ''}
                    </button>
                  ))}
                </fieldset>
                <div className="right">
                  <Actions view={view} />
                </div>
              </div>
              {shown === 'columns' && <Mapping view={view} />}
              {shown === 'doubtful' && <DoubtfulRows view={view} />}
              {shown === 'ready' && <ReadyRows view={view} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};
