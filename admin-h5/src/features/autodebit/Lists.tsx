import { useNavigate } from 'react-router';
import {
  type BatchSummary,
  debitStates,
  listBatches,
  listDebits,
  listMandates,
  type MandateSummary,
  mandateKinds,
} from 'shared-types/autodebit';
import type { QueryInputOf } from 'shared-types/contract';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/autodebit';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { Money } from '../../ui/Money';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { DebitTable } from './DebitTable';
import { batchMarks, mandateMarks } from './marks';

const names = ['kind', 'scope', 'state'] as const;
const b = t.batchColumns;
const m = t.mandateColumns;
const kinds = mandateKinds.map((value) => ({ value, label: t.kinds[value] }));
const skeleton = <Skeleton rows={6} height={24} />;

const batchColumns = (now: Date): Column<BatchSummary>[] => [
  { id: 'number', head: b.number, nowrap: true, cell: (one) => <b className="w5 num">{one.number}</b> },
  {
    id: 'at',
    head: b.at,
    nowrap: true,
    cell: (one) => <span className="t2 num">{`${when(one.exportedAt, now)}，${one.exportedBy}`}</span>,
  },
  { id: 'count', head: b.count, nowrap: true, cell: (one) => <span className="num">{one.count}</span> },
  { id: 'total', head: b.total, nowrap: true, cell: (one) => <Money fen={one.totalFen} /> },
  { id: 'result', head: b.result, cell: (one) => t.result(one.paid, one.failed, one.waiting) },
  {
    id: 'state',
    head: b.state,
    nowrap: true,
    cell: (one) => <Chip name={batchMarks[one.state]}>{t.batchStates[one.state]}</Chip>,
  },
];

export const Batches = () => {
  const now = useNow();
  const go = useNavigate();
  const query = usePages(listBatches);
  return (
    <Loaded query={query} skeleton={skeleton}>
      {() =>
        query.items.length === 0 ? (
          <Empty>{t.noBatches}</Empty>
        ) : (
          <>
            <Table
              label={t.views.batches}
              rows={query.items}
              columns={batchColumns(now)}
              rowKey={(one) => one.id}
              onRow={(one) => void go(`/auto-debit/batches/${one.id}`)}
            />
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
};

const mandateColumns = (now: Date): Column<MandateSummary>[] => [
  { id: 'house', head: m.house, nowrap: true, cell: (one) => <b className="w5">{one.houseLabel}</b> },
  { id: 'kind', head: m.kind, nowrap: true, cell: (one) => t.kinds[one.kind] },
  { id: 'payer', head: m.payer, cell: (one) => one.payer },
  {
    id: 'since',
    head: m.since,
    nowrap: true,
    cell: (one) => <span className="t2 num">{when(one.signedAt, now)}</span>,
  },
  { id: 'limit', head: m.limit, nowrap: true, cell: (one) => <Money fen={one.limitFen} /> },
  {
    id: 'state',
    head: m.state,
    nowrap: true,
    cell: (one) => <Chip name={mandateMarks[one.state]}>{t.mandateStates[one.state]}</Chip>,
  },
];

export const Mandates = () => {
  const now = useNow();
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const scope = filters.scope === 'ended' ? 'ended' : 'open';
  const query = usePages(listMandates, {
    query: { scope, ...filled({ kind: filters.kind }) } as QueryInputOf<typeof listMandates>,
  });
  return (
    <>
      <div className="filters">
        <ScopeTabs
          label={t.scope}
          scopes={t.scopes}
          value={scope}
          onValue={(next) => set({ scope: next === 'ended' ? 'ended' : '' })}
        />
        <Filter label={t.kind} value={filters.kind} onValue={(kind) => set({ kind })} choices={kinds} />
      </div>
      <Loaded query={query} skeleton={skeleton}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.noMandates[scope]}</Empty>
          ) : (
            <>
              <Table
                label={t.views.mandates}
                rows={query.items}
                columns={mandateColumns(now)}
                rowKey={(one) => one.id}
                onRow={(one) => void go(`/auto-debit/mandates/${one.id}`)}
              />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </>
  );
};

export const Debits = () => {
  const [filters, set] = useFilters(names);
  const query = usePages(listDebits, {
    query: filled({ kind: filters.kind, state: filters.state }) as QueryInputOf<typeof listDebits>,
  });
  return (
    <>
      <div className="filters">
        <Filter
          label={t.state}
          value={filters.state}
          onValue={(state) => set({ state })}
          choices={debitStates.map((value) => ({ value, label: t.debitStates[value] }))}
        />
        <Filter label={t.kind} value={filters.kind} onValue={(kind) => set({ kind })} choices={kinds} />
      </div>
      <Loaded query={query} skeleton={skeleton}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.noDebits}</Empty>
          ) : (
            <>
              <DebitTable debits={query.items} />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </>
  );
};
