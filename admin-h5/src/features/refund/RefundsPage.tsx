import { useNavigate } from 'react-router';
import { listRefunds, type RefundView, refundScopes } from 'shared-types/refund';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/refund';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { refundMarks } from './refundMarks';

const names = ['scope'] as const;

const When = ({ at }: { at: string }) => {
  const now = useNow();
  return <span className="num">{dayTime(at, now)}</span>;
};

const columns: Column<RefundView>[] = [
  { id: 'when', head: t.columns.when, nowrap: true, cell: (r) => <When at={r.requestedAt} /> },
  {
    id: 'house',
    head: t.columns.house,
    nowrap: true,
    cell: (r) => (
      <span className="col">
        <b className="w5">{r.house?.label ?? t.unknownHouse}</b>
        {r.requestedBy && <span className="t2">{r.requestedBy}</span>}
      </span>
    ),
  },
  {
    id: 'what',
    head: t.columns.what,
    cell: (r) => (
      <span className="col">
        {r.parts.map((part) => part.label).join('、')}
        <span className="t2">{r.attention ?? r.reason}</span>
      </span>
    ),
  },
  { id: 'how', head: t.columns.how, nowrap: true, cell: (r) => r.wayName },
  {
    id: 'amount',
    head: t.columns.amount,
    nowrap: true,
    cell: (r) => (
      <span className="col">
        <Money fen={r.amountFen} />
        {r.large && <span className="t2">{t.large}</span>}
      </span>
    ),
  },
  {
    id: 'status',
    head: t.columns.status,
    nowrap: true,
    cell: (r) => <Chip name={refundMarks[r.status]}>{r.statusName}</Chip>,
  },
];

/** Refunds by what they wait for. */
export const RefundsPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const scope = refundScopes.find((one) => one === filters.scope) ?? 'waiting';
  const query = usePages(listRefunds, { query: { scope } });
  return (
    <Page title={t.refunds} tools={<ChargeRooms />} live>
      <fieldset className="seg" aria-label={t.scope} style={{ alignSelf: 'start' }}>
        {refundScopes.map((one) => (
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
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.none[scope]}</Empty>
            ) : (
              <>
                <Table
                  label={t.refunds}
                  rows={query.items}
                  columns={columns}
                  rowKey={(refund) => refund.id}
                  onRow={(refund) => void go(`/refunds/${refund.id}`)}
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
