import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  applyDeviceImport,
  cancelDeviceImport,
  type DeviceImportRowView,
  type DeviceImportView,
  deviceRowStates,
  listDeviceImportRows,
  listDeviceImports,
  readDeviceImport,
} from 'shared-types/deviceImport';
import { listDevices } from 'shared-types/staffDevice';
import { useFilters } from '../../lib/filters';
import { useCommand, usePages, useRead } from '../../lib/query';
import { t as words } from '../../locales/zh-CN/device';
import { Chip, type StatusName } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Loaded, More, Skeleton, SkeletonCards } from '../../ui/States';
import { BulkCredentials } from './BulkCredentials';

const t = words.importing;
const names = ['state'] as const;
type State = DeviceImportRowView['state'];
const marks: Record<State, StatusName> = {
  create: 'assigned',
  update: 'working',
  same: 'done',
  bad: 'diff',
  skipped: 'void',
};

const Row = ({ row }: { row: DeviceImportRowView }) => (
  <div className="irow">
    <div className="row g2 wrap">
      <span className="t2 num">{t.row(row.sheetName, row.rowNumber)}</span>
      <Chip name={marks[row.state]}>{t.rowState[row.state]}</Chip>
      <span className="grow">{row.understood && row.state !== 'bad' ? row.understood : row.cells}</span>
    </div>
    {row.changes.map((change) => (
      <span key={change} className="t2">
        {change}
      </span>
    ))}
    {row.problems.map((problem) => (
      <span key={problem} className="td">
        {problem}
      </span>
    ))}
  </div>
);

const Rows = ({ view, state }: { view: DeviceImportView; state: State }) => {
  const query = usePages(listDeviceImportRows, { params: { id: view.id }, query: { state } });
  return (
    <section className="card pad col g2" aria-label={t.counts[state]}>
      {state === 'bad' && view.counts.bad > 0 && view.status === 'draft' && <p className="t2">{t.badWhat}</p>}
      <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
        {() =>
          query.items.length === 0 ? (
            <p className="t2">{t.noRows}</p>
          ) : (
            <>
              <div>
                {query.items.map((row) => (
                  <Row key={row.id} row={row} />
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

const Apply = ({ view, onClose }: { view: DeviceImportView; onClose: () => void }) => {
  const { create, update, bad } = view.counts;
  const [leaveBad, setLeaveBad] = useState(false);
  const apply = useCommand(applyDeviceImport, {
    done: t.applied,
    refreshes: [readDeviceImport, listDeviceImports, listDevices],
    onDone: onClose,
  });
  const blocked = bad > 0 && !leaveBad;
  return (
    <Confirm
      title={t.title}
      action={blocked ? t.leaveBadNeeded(bad) : t.apply}
      busy={apply.isPending}
      disabled={blocked}
      onConfirm={() => apply.mutate({ params: { id: view.id }, body: { leaveBad } })}
      onClose={onClose}
    >
      <p>{t.applyWhat(create, update)}</p>
      {bad > 0 && (
        <label className="check">
          <input type="checkbox" checked={leaveBad} onChange={(event) => setLeaveBad(event.target.checked)} />
          {t.leaveBad(bad)}
        </label>
      )}
    </Confirm>
  );
};

const Cancel = ({ view, onClose }: { view: DeviceImportView; onClose: () => void }) => {
  const cancel = useCommand(cancelDeviceImport, {
    done: t.cancelled,
    refreshes: [readDeviceImport, listDeviceImports],
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

const Acts = ({ view }: { view: DeviceImportView }) => {
  const [asking, setAsking] = useState<'apply' | 'cancel' | null>(null);
  if (view.status !== 'draft') return null;
  const nothing = view.counts.create + view.counts.update === 0;
  const close = () => setAsking(null);
  return (
    <span className="row g2 wrap">
      <button
        type="button"
        className="btn pri"
        disabled={nothing || !view.actions.includes('apply')}
        onClick={() => setAsking('apply')}
      >
        {nothing ? t.nothing : t.apply}
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

/** One table of devices: how each row is understood, then all good rows or nothing. */
export const DeviceImportPage = () => {
  const { id = '' } = useParams();
  const [filters, set] = useFilters(names);
  const query = useRead(readDeviceImport, { params: { id } });
  return (
    <Page title={query.data?.fileName ?? t.title} back="/devices/imports">
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(view) => {
          const usual: State = view.counts.bad > 0 && view.status === 'draft' ? 'bad' : 'create';
          const state = deviceRowStates.find((one) => one === filters.state) ?? usual;
          return (
            <>
              {view.status === 'applied' && (
                <p className="note brand" role="status">
                  <b>{t.applied}</b>
                  <span className="grow">{t.short(view.counts.create, view.counts.update, view.counts.bad)}</span>
                  <BulkCredentials />
                  <Link className="w5" to="/devices">
                    {t.toDevices}
                  </Link>
                </p>
              )}
              <div className="kpis amounts">
                {deviceRowStates.map((one) => (
                  <div key={one}>
                    <span>{t.counts[one]}</span>
                    <b className={one === 'bad' && view.counts.bad > 0 ? 'td' : ''}>{view.counts[one]}</b>
                  </div>
                ))}
              </div>
              <div className="row between g3 wrap">
                <ScopeTabs
                  label={t.title}
                  scopes={t.counts}
                  value={state}
                  onValue={(next) => set({ state: next === usual ? '' : next })}
                />
                <Acts view={view} />
              </div>
              <Rows view={view} state={state} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};
