import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { departments } from 'shared-types/permissions';
import { listProblemTypes, moderations, repairStatuses, urgencies } from 'shared-types/repair';
import { listRepairs, type StaffRepairSummary } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useIsPhone } from '../../lib/media';
import { usePages, useRead } from '../../lib/query';
import { spokenNumber, when } from '../../lib/words';
import { t as board } from '../../locales/zh-CN/board';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/repair';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Ring } from '../../ui/Ring';
import { chipOf, chipWords } from '../../ui/repairStatus';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { holderWords } from './holderWords';
import { Kpis } from './Kpis';
import { RepairPanel } from './RepairPanel';

const names = [
  'status',
  'urgency',
  'problemTypeId',
  'moderation',
  'houseId',
  'department',
  'needs',
  'q',
  'sort',
  'id',
] as const;
const needs = ['escalated', 'decision', 'paused', 'callback'] as const;
const everything = 'all';

const Marks = ({ repair }: { repair: StaffRepairSummary }) => (
  <span className="row g2 wrap">
    {repair.kind === 'complaint' && <Chip name="review">{t.complaint}</Chip>}
    {repair.urgency === 'emergency' && <Chip name="urgent" />}
    <Chip name={chipOf(repair.status)}>{chipWords(repair.status)}</Chip>
    {repair.pause && <Chip name="asking">{board.paused}</Chip>}
    {repair.toDecide && <Chip name="review">{board.toDecide}</Chip>}
    {repair.moderation === 'review' && <Chip name="review">{t.moderations.review}</Chip>}
  </span>
);

const Escalated = ({ repair }: { repair: StaffRepairSummary }) => {
  const { escalation } = repair;
  if (!escalation) return <>—</>;
  return escalation.follower ? (
    <span>{board.followed(escalation.follower)}</span>
  ) : (
    <span className="td">{board.escalated[escalation.level]}</span>
  );
};

const columnsAt = (now: Date): Column<StaffRepairSummary>[] => [
  { id: 'number', head: t.columns.number, nowrap: true, sort: (r) => r.number, cell: (r) => spokenNumber(r.number) },
  { id: 'title', head: t.columns.title, sort: (r) => r.title, cell: (r) => <b className="w5">{r.title}</b> },
  { id: 'place', head: t.columns.place, sort: (r) => r.placeLabel, cell: (r) => r.placeLabel },
  { id: 'status', head: t.columns.status, nowrap: true, sort: (r) => r.status, cell: (r) => <Marks repair={r} /> },
  {
    id: 'worker',
    head: t.columns.worker,
    nowrap: true,
    sort: (r) => holderWords(r.orders) ?? '',
    cell: (r) => holderWords(r.orders) ?? '—',
  },
  {
    id: 'steward',
    head: t.columns.steward,
    nowrap: true,
    sort: (r) => r.steward ?? '',
    cell: (r) => r.steward ?? '—',
  },
  {
    id: 'escalation',
    head: t.columns.escalation,
    nowrap: true,
    sort: (r) => r.escalation?.since ?? '',
    cell: (r) => <Escalated repair={r} />,
  },
  {
    id: 'created',
    head: t.columns.created,
    nowrap: true,
    sort: (r) => r.createdAt,
    cell: (r) => when(r.createdAt, now),
  },
];

const PhoneCard = ({ repair, now }: { repair: StaffRepairSummary; now: Date }) => (
  <Link className="card oc" to={`/requests/${repair.id}`}>
    <span className="h">
      {repair.promise && repair.status !== 'closed' && repair.status !== 'cancelled' && <Ring span={repair.promise} />}
      <span className="grow">
        <span className="tt" style={{ display: 'block' }}>
          {repair.title}
        </span>
        <span className="t2 el" style={{ display: 'block' }}>
          {repair.placeLabel}
        </span>
        {repair.escalation && (
          <span className="t2">
            <Escalated repair={repair} />
          </span>
        )}
      </span>
    </span>
    <span className="ft">
      <Marks repair={repair} />
      <span className="right el">{holderWords(repair.orders) ?? when(repair.createdAt, now)}</span>
    </span>
  </Link>
);

/** Every request, open first; all filters stand in the address bar. */
export const RequestsPage = () => {
  const [filters, set] = useFilters(names);
  const { id, status, ...rest } = filters;
  const now = useNow();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { may } = useMe();
  const types = useRead(listProblemTypes, {}, { staleTime: 600_000 });
  const chosen = status === everything ? {} : { status: status || (rest.q ? undefined : 'open') };
  const query = usePages(listRepairs, { query: { ...filled(rest), ...chosen } as QueryInputOf<typeof listRepairs> });
  const { sort: _order, ...narrowing } = rest;
  const anyFilter = Boolean(status) || Object.values(narrowing).some(Boolean);

  const tools = (
    <fieldset className="filters" aria-label={common.search}>
      <Filter
        label={t.filters.status}
        value={status}
        onValue={(v) => set({ status: v })}
        choices={[
          { value: everything, label: t.statusAll },
          ...repairStatuses.map((s) => ({ value: s, label: t.statuses[s] })),
        ]}
      />
      <Filter
        label={t.filters.urgency}
        value={rest.urgency}
        onValue={(v) => set({ urgency: v })}
        choices={urgencies.map((u) => ({ value: u, label: t.urgencies[u] }))}
      />
      <Filter
        label={t.filters.type}
        value={rest.problemTypeId}
        onValue={(v) => set({ problemTypeId: v })}
        choices={(types.data?.items ?? []).map((p) => ({ value: p.id, label: p.name }))}
      />
      <Filter
        label={t.filters.department}
        value={rest.department}
        onValue={(v) => set({ department: v })}
        choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
      />
      <Filter
        label={t.filters.needs}
        value={rest.needs}
        onValue={(v) => set({ needs: v })}
        choices={needs.map((n) => ({ value: n, label: t.needs[n] }))}
      />
      <Filter
        label={t.filters.moderation}
        value={rest.moderation}
        onValue={(v) => set({ moderation: v })}
        choices={moderations.map((m) => ({ value: m, label: t.moderations[m] }))}
      />
      <Filter
        label={t.sorts.newest}
        value={rest.sort}
        onValue={(v) => set({ sort: v })}
        choices={[{ value: 'due', label: t.sorts.due }]}
      />
      <SearchBox key={rest.q} label={t.filters.q} value={rest.q} onValue={(q) => set({ q })} />
      {may('request.create') && (
        <Link className="btn pri sm" to="/requests/new">
          <Icon name="plus" size={18} />
          {t.report}
        </Link>
      )}
    </fieldset>
  );

  return (
    <Page
      title={common.pages.requests}
      live
      side={id && !phone ? <RepairPanel id={id} /> : undefined}
      sideTitle={t.story}
      onSideClose={() => set({ id: '' })}
    >
      <Kpis department={departments.find((one) => one === rest.department)} />
      {tools}
      <Loaded query={{ ...query, data: query.data }}>
        {() =>
          query.items.length === 0 ? (
            <Empty
              action={
                anyFilter ? (
                  <Link className="btn sec" to="/requests">
                    {t.clearFilters}
                  </Link>
                ) : undefined
              }
            >
              {anyFilter ? t.empty : t.emptyOpen}
            </Empty>
          ) : phone ? (
            <div className="col g2">
              {query.items.map((repair) => (
                <PhoneCard key={repair.id} repair={repair} now={now} />
              ))}
              <More query={query} />
            </div>
          ) : (
            <section className="card pad">
              <Table
                label={common.pages.requests}
                rows={query.items}
                columns={columnsAt(now)}
                rowKey={(r) => r.id}
                selected={id}
                onRow={(r) => (id === r.id ? navigate(`/requests/${r.id}`) : set({ id: r.id }))}
              />
              <More query={query} />
            </section>
          )
        }
      </Loaded>
    </Page>
  );
};
