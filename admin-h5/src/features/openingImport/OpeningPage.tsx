import { Link, useParams } from 'react-router';
import { formatFen } from 'shared-types/money';
import {
  type ArrearsImportRowView,
  type ArrearsImportView,
  arrearsRowStates,
  listArrearsImportRows,
  readArrearsImport,
} from 'shared-types/staffAccount';
import { useFilters } from '../../lib/filters';
import { usePages, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/opening';
import { Chip, type StatusName } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Loaded, More, Skeleton, SkeletonCards } from '../../ui/States';
import { OpeningActions } from './OpeningActions';

const names = ['state'] as const;
type State = ArrearsImportRowView['state'];
const marks: Record<State, StatusName> = { create: 'assigned', same: 'done', bad: 'diff', skipped: 'void' };

const Counts = ({ view }: { view: ArrearsImportView }) => (
  <div className="kpis amounts">
    {(Object.keys(t.counts) as (keyof typeof t.counts)[]).map((key) => (
      <div key={key}>
        <span>{(view.status === 'applied' ? t.appliedCounts : t.counts)[key]}</span>
        <b className={key === 'bad' && view.counts.bad > 0 ? 'td' : ''}>{view.counts[key]}</b>
      </div>
    ))}
    <div>
      <span>{t.arrears}</span>
      <b>
        <Money fen={view.arrearsFen} />
      </b>
    </div>
    <div>
      <span>{t.prepaid}</span>
      <b>
        <Money fen={view.prepaidFen} />
      </b>
    </div>
  </div>
);

const Row = ({ row, applied }: { row: ArrearsImportRowView; applied: boolean }) => (
  <div className="irow">
    <div className="row g2 wrap">
      <span className="t2 num">{t.row(row.sheetName, row.rowNumber)}</span>
      <Chip name={applied && row.state === 'create' ? 'done' : marks[row.state]}>
        {(applied ? t.appliedRow : t.rowState)[row.state]}
      </Chip>
      <span className="grow">
        {row.understood && row.state !== 'bad' ? row.understood : Object.values(row.cells).filter(Boolean).join('，')}
      </span>
    </div>
    {row.problems.map((problem) => (
      <span key={problem} className="td">
        {problem}
      </span>
    ))}
  </div>
);

const Rows = ({ view, state }: { view: ArrearsImportView; state: State }) => {
  const query = usePages(listArrearsImportRows, { params: { id: view.id }, query: { state } });
  return (
    <section className="card pad col g2" aria-label={t.states[state]}>
      {state === 'bad' && view.counts.bad > 0 && view.status === 'draft' && <p className="t2">{t.badWhat}</p>}
      <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
        {() =>
          query.items.length === 0 ? (
            <p className="t2">{t.noRows}</p>
          ) : (
            <>
              <div>
                {query.items.map((row) => (
                  <Row key={row.id} row={row} applied={view.status === 'applied'} />
                ))}
              </div>
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </section>
  );
};

/** One list of what was owed before: how each row is understood, then all of it or nothing. */
export const OpeningPage = () => {
  const { id = '' } = useParams();
  const [filters, set] = useFilters(names);
  const query = useRead(readArrearsImport, { params: { id } });
  return (
    <Page title={query.data?.fileName ?? t.title} back="/imports/opening">
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(view) => {
          const usual = view.counts.bad > 0 && view.status === 'draft' ? 'bad' : 'create';
          const state = arrearsRowStates.find((one) => one === filters.state) ?? usual;
          return (
            <>
              {view.status === 'applied' && (
                <p className="note brand" role="status">
                  <b>{t.applied}</b>
                  <span className="grow">
                    {t.appliedResult(view.counts.create, formatFen(view.arrearsFen), formatFen(view.prepaidFen))}
                  </span>
                  <Link className="w5" to="/arrears">
                    {t.toArrears}
                  </Link>
                </p>
              )}
              <Counts view={view} />
              <div className="row between g3 wrap">
                <ScopeTabs
                  label={t.title}
                  scopes={view.status === 'applied' ? t.appliedStates : t.states}
                  value={state}
                  onValue={(next) => set({ state: next === usual ? '' : next })}
                />
                <OpeningActions view={view} />
              </div>
              <Rows view={view} state={state} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};
