import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { listComplaintCategories, listComplaints, type StaffComplaintSummary } from 'shared-types/staffComplaint';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useIsPhone } from '../../lib/media';
import { usePages, useRead } from '../../lib/query';
import { spokenNumber, when } from '../../lib/words';
import { t } from '../../locales/zh-CN/complaint';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ring } from '../../ui/Ring';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { ComplaintMarks } from './marks';

const names = ['scope', 'categoryId', 'q'] as const;

const stewardWords = ({ steward }: StaffComplaintSummary): string => (steward ? t.steward(steward) : t.nobody);

const columnsAt = (now: Date): Column<StaffComplaintSummary>[] => [
  { id: 'number', head: t.columns.number, nowrap: true, sort: (c) => c.number, cell: (c) => spokenNumber(c.number) },
  { id: 'title', head: t.columns.title, sort: (c) => c.title, cell: (c) => <b className="w5">{c.title}</b> },
  { id: 'category', head: t.category, nowrap: true, sort: (c) => c.category.name, cell: (c) => c.category.name },
  { id: 'place', head: t.columns.place, sort: (c) => c.placeLabel, cell: (c) => c.placeLabel },
  { id: 'status', head: t.columns.status, sort: (c) => c.status, cell: (c) => <ComplaintMarks complaint={c} /> },
  { id: 'steward', head: t.columns.steward, nowrap: true, sort: (c) => c.steward ?? '', cell: (c) => c.steward ?? '—' },
  {
    id: 'households',
    head: t.columns.households,
    nowrap: true,
    sort: (c) => c.households,
    cell: (c) => <span className="num">{c.households}</span>,
  },
  {
    id: 'created',
    head: t.columns.created,
    nowrap: true,
    sort: (c) => c.createdAt,
    cell: (c) => when(c.createdAt, now),
  },
];

const PhoneCard = ({ complaint }: { complaint: StaffComplaintSummary }) => (
  <Link className="card oc" to={`/complaints/${complaint.id}`}>
    <span className="h">
      {complaint.promise && <Ring span={complaint.promise} />}
      <span className="grow">
        <span className="tt" style={{ display: 'block' }}>
          {complaint.title}
        </span>
        <span className="t2 el" style={{ display: 'block' }}>
          {[complaint.category.name, complaint.placeLabel, t.households(complaint.households)].join(' · ')}
        </span>
      </span>
    </span>
    <span className="ft">
      <ComplaintMarks complaint={complaint} />
      <span className={`right el ${complaint.steward ? '' : 'td'}`}>{stewardWords(complaint)}</span>
    </span>
  </Link>
);

/** 投诉: what is said about the community, live. */
export const ComplaintsPage = () => {
  const [filters, set] = useFilters(names);
  const now = useNow();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { may } = useMe();
  const choices = useRead(listComplaintCategories, {}, { staleTime: 600_000 });
  const query = usePages(listComplaints, { query: filled(filters) as QueryInputOf<typeof listComplaints> });
  const plain = !filters.q && !filters.categoryId && (filters.scope || 'open') === 'open';
  return (
    <Page title={t.title} live>
      <fieldset className="filters" aria-label={t.title}>
        <ScopeTabs
          label={t.title}
          scopes={t.scopes}
          value={filters.scope || 'open'}
          onValue={(scope) => set({ scope: scope === 'open' ? '' : scope })}
        />
        <Filter
          label={t.category}
          value={filters.categoryId}
          onValue={(categoryId) => set({ categoryId })}
          choices={(choices.data?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SearchBox label={t.search} value={filters.q} onValue={(q) => set({ q })} />
        {may('complaint.handle') && (
          <Link className="btn sec" to="/complaints/new">
            {t.takeIn}
          </Link>
        )}
      </fieldset>
      <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards count={4} height={88} />}>
        {() => {
          if (query.items.length === 0) return <Empty>{plain ? t.emptyOpen : t.emptyOther}</Empty>;
          return (
            <div className="col g2">
              {phone ? (
                query.items.map((one) => <PhoneCard key={one.id} complaint={one} />)
              ) : (
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={columnsAt(now)}
                  rowKey={(one) => one.id}
                  onRow={(one) => void navigate(`/complaints/${one.id}`)}
                />
              )}
              <More query={query} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
};
