import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { formatFen } from 'shared-types/money';
import {
  allSpendingCategories,
  listSpendings,
  type SpendingSummary,
  spendingKinds,
  spendingStates,
} from 'shared-types/spending';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/spending';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { BookRooms } from '../../ui/MoneyRooms';
import { Narrowed } from '../../ui/Narrowed';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { comesIn, spendingMarks } from './spendingMarks';

const names = ['q', 'kind', 'state', 'category', 'supplier', 'from', 'to'] as const;
type Filters = Record<(typeof names)[number], string>;

const columns: Column<SpendingSummary>[] = [
  { id: 'day', head: t.columns.day, nowrap: true, cell: (s) => <span className="num">{s.day}</span> },
  {
    id: 'what',
    head: t.columns.what,
    cell: (s) => (
      <span className="col">
        <b className="w5">{s.memo}</b>
        <span className="t2 num">
          {s.number} · {t.vouchers(s.vouchers)}
        </span>
      </span>
    ),
  },
  {
    id: 'category',
    head: t.columns.category,
    nowrap: true,
    cell: (s) => (
      <span className="col">
        {s.categoryWords}
        <span className="t2">{s.kindWords}</span>
      </span>
    ),
  },
  { id: 'who', head: t.columns.who, cell: (s) => s.supplier ?? <span className="t3">—</span> },
  {
    id: 'amount',
    head: t.columns.amount,
    nowrap: true,
    end: true,
    cell: (s) => <Money fen={comesIn(s.kind) ? s.amountFen : -s.amountFen} signed />,
  },
  {
    id: 'state',
    head: t.columns.state,
    nowrap: true,
    cell: (s) => <Chip name={spendingMarks[s.state]}>{s.stateWords}</Chip>,
  },
];

const Filters = ({ filters, set }: { filters: Filters; set: (change: Partial<Filters>) => void }) => (
  <div className="filters grow">
    {filters.supplier && (
      <Narrowed label={t.filters.supplierOff(filters.supplier)} title={t.widen} onOff={() => set({ supplier: '' })} />
    )}
    <Filter
      label={t.filters.kind}
      value={filters.kind}
      onValue={(kind) => set({ kind })}
      choices={spendingKinds.map((value) => ({ value, label: t.kinds[value] }))}
    />
    <Filter
      label={t.filters.state}
      value={filters.state}
      onValue={(state) => set({ state })}
      choices={spendingStates.map((value) => ({ value, label: t.states[value] }))}
    />
    <Filter
      label={t.filters.category}
      value={filters.category}
      onValue={(category) => set({ category })}
      choices={allSpendingCategories.map((value) => ({ value, label: t.categories[value] }))}
    />
    {(['from', 'to'] as const).map((end) => (
      <input
        key={end}
        className="inp"
        type="date"
        aria-label={t[end]}
        title={t[end]}
        value={filters[end]}
        onChange={(event) => set({ [end]: event.target.value })}
      />
    ))}
    <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
  </div>
);

interface WaitingProps {
  waiting: number;
  approveAboveFen: number;
  onWaiting: () => void;
}

const Waiting = ({ waiting, approveAboveFen, onWaiting }: WaitingProps) => (
  <div className="row g3 wrap">
    {waiting > 0 && (
      <button type="button" className="btn ghost sm" onClick={onWaiting}>
        <Chip name="review">{t.waiting(waiting)}</Chip>
      </button>
    )}
    <span className="t2 num">{t.above(formatFen(approveAboveFen))}</span>
  </div>
);

/** 支出与公共收益: what was spent and what came in beside the fees, each with its voucher. */
export const SpendingsPage = () => {
  const go = useNavigate();
  const { may } = useMe();
  const [filters, set] = useFilters(names);
  const wish = filled(filters) as QueryInputOf<typeof listSpendings>;
  const query = usePages(listSpendings, { query: wish });
  const narrowed = Object.keys(wish).length > 0;
  return (
    <Page title={t.title} tools={<BookRooms />}>
      <div className="row between g3 wrap">
        {query.first && (
          <Waiting
            waiting={query.first.waiting}
            approveAboveFen={query.first.approveAboveFen}
            onWaiting={() => set({ state: 'waiting' })}
          />
        )}
        {may('spending.enter') && (
          <Link className="btn pri right" to="/spendings/new">
            <Icon name="plus" size={18} />
            {t.enter}
          </Link>
        )}
      </div>
      <Filters filters={filters} set={set} />
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{narrowed ? t.none : t.noneYet}</Empty>
            ) : (
              <>
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={columns}
                  rowKey={(spending) => spending.id}
                  onRow={(spending) => void go(`/spendings/${spending.id}`)}
                />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
