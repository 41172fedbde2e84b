import { useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { formatFen } from 'shared-types/money';
import { paymentChannels, paymentStatuses } from 'shared-types/payment';
import { listPayments, type StaffPaymentSummary } from 'shared-types/staffPayment';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { paymentMarks } from './paymentMarks';

const names = ['q', 'status', 'channel', 'from', 'to', 'houseId', 'collectorId'] as const;

const When = ({ at }: { at: string }) => {
  const now = useNow();
  return <span className="num">{dayTime(at, now)}</span>;
};

const columns: Column<StaffPaymentSummary>[] = [
  { id: 'when', head: t.columns.when, nowrap: true, cell: (p) => <When at={p.settledAt ?? p.createdAt} /> },
  {
    id: 'house',
    head: t.columns.house,
    nowrap: true,
    cell: (p) => (
      <span className="col">
        <b className="w5">{p.houseLabel}</b>
        <span className="t2">{p.payer}</span>
      </span>
    ),
  },
  {
    id: 'what',
    head: t.columns.what,
    cell: (p) => (
      <span className="col">
        {p.title}
        <span className="t2 num">{p.number}</span>
      </span>
    ),
  },
  {
    id: 'how',
    head: t.columns.how,
    nowrap: true,
    cell: (p) => (
      <span className="col">
        {t.channels[p.channel]}
        {p.collector && <span className="t2">{p.collector}</span>}
      </span>
    ),
  },
  {
    id: 'amount',
    head: t.columns.amount,
    nowrap: true,
    cell: (p) => (
      <span className="col">
        <Money fen={p.amountFen} />
        {p.refundedFen > 0 && <span className="t2 num">{t.refunded(formatFen(p.refundedFen))}</span>}
      </span>
    ),
  },
  {
    id: 'status',
    head: t.columns.status,
    nowrap: true,
    cell: (p) => <Chip name={paymentMarks[p.status]}>{t.statuses[p.status]}</Chip>,
  },
];

/** Everything that came in or was to come in. */
export const PaymentsPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const query = usePages(listPayments, { query: filled(filters) as QueryInputOf<typeof listPayments> });
  return (
    <Page title={t.payments} tools={<ChargeRooms />} live>
      <div className="filters">
        <Filter
          label={t.filters.status}
          value={filters.status}
          onValue={(status) => set({ status })}
          choices={paymentStatuses.map((value) => ({ value, label: t.statuses[value] }))}
        />
        <Filter
          label={t.filters.channel}
          value={filters.channel}
          onValue={(channel) => set({ channel })}
          choices={paymentChannels.map((value) => ({ value, label: t.channels[value] }))}
        />
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            className="inp"
            type="date"
            aria-label={t.filters[end]}
            title={t.filters[end]}
            value={filters[end]}
            onChange={(event) => set({ [end]: event.target.value })}
          />
        ))}
        <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
      </div>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.none}</Empty>
            ) : (
              <>
                <Table
                  label={t.payments}
                  rows={query.items}
                  columns={columns}
                  rowKey={(payment) => payment.id}
                  onRow={(payment) => void go(`/payments/${payment.id}`)}
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
