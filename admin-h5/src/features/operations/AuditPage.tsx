import type { QueryInputOf } from 'shared-types/contract';
import { type AuditEntry, listAudit } from 'shared-types/operations';
import { listStaff } from 'shared-types/staff';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages, useRead } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/operations';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const names = ['actorId', 'action', 'from', 'to'] as const;

const columnsAt = (now: Date): Column<AuditEntry>[] => [
  { id: 'at', head: t.columns.at, nowrap: true, sort: (e) => e.at, cell: (e) => when(e.at, now) },
  { id: 'actor', head: t.columns.actor, nowrap: true, sort: (e) => e.actorName, cell: (e) => e.actorName },
  {
    id: 'action',
    head: t.columns.action,
    nowrap: true,
    sort: (e) => e.action,
    cell: (e) => <b className="w5">{e.action}</b>,
  },
  { id: 'subject', head: t.columns.subject, sort: (e) => e.subject, cell: (e) => e.subject },
  { id: 'reason', head: t.columns.reason, cell: (e) => e.reason ?? '—' },
];

const DayFilter = ({ label, value, onValue }: { label: string; value: string; onValue: (day: string) => void }) => (
  <label className="day">
    <span className="t2">{label}</span>
    <input
      className="inp"
      type="date"
      max="9999-12-31"
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  </label>
);

export const AuditPage = () => {
  const [filters, set] = useFilters(names);
  const now = useNow();
  const { may } = useMe();
  const staff = useRead(listStaff, { query: { limit: 100 } }, { enabled: may('staff.read') });
  const query = usePages(listAudit, { query: filled(filters) as QueryInputOf<typeof listAudit> });
  return (
    <Page title={t.audit}>
      <div className="filters">
        <Filter
          label={t.actor}
          value={filters.actorId}
          onValue={(v) => set({ actorId: v })}
          choices={(staff.data?.items ?? []).map((m) => ({ value: m.id, label: m.name }))}
        />
        <DayFilter label={t.from} value={filters.from} onValue={(v) => set({ from: v })} />
        <DayFilter label={t.to} value={filters.to} onValue={(v) => set({ to: v })} />
        <SearchBox
          key={filters.action}
          label={`${t.action}，${t.actionHint}`}
          value={filters.action}
          onValue={(v) => set({ action: v })}
        />
      </div>
      <section className="card pad">
        <Loaded query={{ ...query, data: query.data }} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.auditEmpty}</Empty>
            ) : (
              <>
                <Table label={t.audit} rows={query.items} columns={columnsAt(now)} rowKey={(e) => e.id} />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
