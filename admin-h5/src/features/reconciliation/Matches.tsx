import { useNavigate } from 'react-router';
import {
  exportReconciliation,
  listMatches,
  type MatchView,
  type ReconciliationView,
} from 'shared-types/reconciliation';
import { clockTime } from 'shared-types/time';
import { useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/reconciliation';
import { ExportButton } from '../../ui/ExportButton';
import { Filter } from '../../ui/Field';
import { Money } from '../../ui/Money';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const names = ['what'] as const;
const whats = ['payment', 'refund'] as const;

const columns: Column<MatchView>[] = [
  {
    id: 'time',
    head: t.columns.time,
    nowrap: true,
    cell: (m) => <span className="num">{clockTime(m.at)}</span>,
  },
  { id: 'who', head: t.columns.who, nowrap: true, cell: (m) => m.who ?? t.unknown },
  { id: 'ours', head: t.columns.ours, nowrap: true, cell: (m) => <Money fen={m.oursFen} /> },
  {
    id: 'theirs',
    head: t.columns.theirs,
    nowrap: true,
    cell: (m) => (m.theirsFen === null ? '—' : <Money fen={m.theirsFen} />),
  },
  { id: 'what', head: t.columns.what, cell: (m) => m.forWhat },
];

/** What both sides have alike; of a till, what was taken. */
export const Matches = ({ sheet }: { sheet: ReconciliationView }) => {
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const what = whats.find((one) => one === filters.what);
  const query = usePages(listMatches, { params: { id: sheet.id }, query: what ? { what } : {} });
  const open = (match: MatchView) => {
    if (match.refundId) void go(`/refunds/${match.refundId}`);
    else if (match.paymentId) void go(`/payments/${match.paymentId}`);
  };
  return (
    <section className="card pad col g2">
      <div className="row g2 wrap">
        <h2 className="grow">{t.matchedTitle}</h2>
        <Filter
          label={t.what}
          value={what ?? ''}
          onValue={(value) => set({ what: value })}
          choices={whats.map((value) => ({ value, label: t.whats[value] }))}
        />
        <ExportButton
          contract={exportReconciliation}
          input={{ params: { id: sheet.id } }}
          label={t.exportIt}
          fileName={() => t.exportName(sheet.channelName, sheet.day)}
        />
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.noMatches}</Empty>
          ) : (
            <>
              <Table
                label={t.matchedTitle}
                rows={query.items}
                columns={columns}
                rowKey={(match) => `${match.what}${match.number}`}
                onRow={open}
              />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </section>
  );
};
