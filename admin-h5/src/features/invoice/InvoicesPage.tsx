import { useNavigate } from 'react-router';
import { listStaffInvoices, type StaffInvoiceSummary, staffInvoiceScopes } from 'shared-types/staffInvoice';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/invoice';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { invoiceMarks } from './invoiceMarks';

const names = ['scope', 'q'] as const;

const When = ({ at }: { at: string }) => {
  const now = useNow();
  return <span className="num">{dayTime(at, now)}</span>;
};

const columns: Column<StaffInvoiceSummary>[] = [
  { id: 'when', head: t.columns.when, nowrap: true, cell: (i) => <When at={i.issuedAt ?? i.createdAt} /> },
  {
    id: 'house',
    head: t.columns.house,
    nowrap: true,
    cell: (i) => (
      <span className="col">
        <b className="w5">{i.house?.label ?? t.unknownHouse}</b>
        <span className="t2 num">{t.ofPayment(i.paymentNumber)}</span>
      </span>
    ),
  },
  {
    id: 'title',
    head: t.columns.title,
    cell: (i) => (
      <span className="col">
        {i.title.name}
        {(i.attention ?? i.reverseReason) && <span className="t2">{i.attention ?? i.reverseReason}</span>}
      </span>
    ),
  },
  {
    id: 'number',
    head: t.columns.number,
    nowrap: true,
    cell: (i) => <span className="num">{i.redInvoiceNo ?? i.invoiceNo ?? '—'}</span>,
  },
  { id: 'amount', head: t.columns.amount, nowrap: true, cell: (i) => <Money fen={i.amountFen} /> },
  {
    id: 'status',
    head: t.columns.status,
    nowrap: true,
    cell: (i) => <Chip name={invoiceMarks[i.status]}>{i.statusName}</Chip>,
  },
];

/** Electronic invoices by what they wait for. */
export const InvoicesPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const scope = staffInvoiceScopes.find((one) => one === filters.scope) ?? 'all';
  const query = usePages(listStaffInvoices, { query: { scope, ...(filters.q ? { q: filters.q } : {}) } });
  return (
    <Page title={t.invoices} tools={<ChargeRooms />} live>
      <div className="row g3 wrap">
        <fieldset className="seg" aria-label={t.scope}>
          {staffInvoiceScopes.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === scope}
              className={one === scope ? 'on' : ''}
              onClick={() => set({ scope: one })}
            >
              {t.scopes[one]}
            </button>
          ))}
        </fieldset>
        <SearchBox key={filters.q} label={t.search} value={filters.q ?? ''} onValue={(q) => set({ q })} />
      </div>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {({ pages }) => (
            <>
              {pages[0]?.open === false && <p className="note money">{t.off}</p>}
              {query.items.length === 0 ? (
                <Empty>{t.none[scope]}</Empty>
              ) : (
                <>
                  <Table
                    label={t.invoices}
                    rows={query.items}
                    columns={columns}
                    rowKey={(invoice) => invoice.id}
                    onRow={(invoice) => void go(`/invoices/${invoice.id}`)}
                  />
                  <More query={query} />
                </>
              )}
            </>
          )}
        </Loaded>
      </section>
    </Page>
  );
};
