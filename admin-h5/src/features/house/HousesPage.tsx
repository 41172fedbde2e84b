import { type HouseRow, listBuildings, listHouses, occupancies } from 'shared-types/community';
import type { QueryInputOf } from 'shared-types/contract';
import { filled, useFilters } from '../../lib/filters';
import { usePages, useRead } from '../../lib/query';
import { areaWords } from '../../lib/words';
import { t } from '../../locales/zh-CN/house';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { HousePanel } from './HousePanel';
import { LedgerExport } from './LedgerExport';
import { Tabs } from './Tabs';

const names = ['q', 'buildingId', 'occupancy', 'binding', 'id'] as const;

const Binding = ({ house }: { house: HouseRow }) => (
  <span className="row g2">
    {house.pendingBindings > 0 ? (
      <Chip name="review" />
    ) : house.bound ? (
      <Chip name="done">{t.bindings.bound}</Chip>
    ) : (
      <Chip name="unbound" />
    )}
  </span>
);

const columns: Column<HouseRow>[] = [
  {
    id: 'label',
    head: t.columns.label,
    nowrap: true,
    sort: (h) => h.label,
    cell: (h) => <b className="w5">{h.label}</b>,
  },
  { id: 'layout', head: t.columns.layout, nowrap: true, sort: (h) => h.layout ?? '', cell: (h) => h.layout ?? '—' },
  {
    id: 'area',
    head: t.columns.area,
    nowrap: true,
    sort: (h) => h.areaHundredths ?? 0,
    cell: (h) => areaWords(h.areaHundredths),
  },
  {
    id: 'occupancy',
    head: t.columns.occupancy,
    nowrap: true,
    sort: (h) => h.occupancy,
    cell: (h) => t.occupancies[h.occupancy],
  },
  {
    id: 'names',
    head: t.columns.names,
    sort: (h) => h.ledgerNames.join(),
    cell: (h) => h.ledgerNames.join('、') || '—',
  },
  {
    id: 'binding',
    head: t.columns.binding,
    nowrap: true,
    sort: (h) => Number(h.bound),
    cell: (h) => <Binding house={h} />,
  },
  {
    id: 'requests',
    head: t.columns.requests,
    nowrap: true,
    sort: (h) => h.openRequests,
    cell: (h) => (h.openRequests > 0 ? <Chip name="working">{t.openRequests(h.openRequests)}</Chip> : '—'),
  },
];

export const HousesPage = () => {
  const [{ id, ...filters }, set] = useFilters(names);
  const buildings = useRead(listBuildings);
  const query = usePages(listHouses, { query: filled(filters) as QueryInputOf<typeof listHouses> });
  return (
    <Page
      title={t.tabs.list}
      tools={<Tabs />}
      side={id ? <HousePanel id={id} /> : undefined}
      sideTitle={t.tabs.list}
      onSideClose={() => set({ id: '' })}
    >
      <div className="filters">
        <Filter
          label={t.filters.building}
          value={filters.buildingId}
          onValue={(v) => set({ buildingId: v })}
          choices={(buildings.data?.items ?? []).map((b) => ({ value: b.id, label: b.name }))}
        />
        <Filter
          label={t.filters.occupancy}
          value={filters.occupancy}
          onValue={(v) => set({ occupancy: v })}
          choices={occupancies.map((o) => ({ value: o, label: t.occupancies[o] }))}
        />
        <Filter
          label={t.filters.binding}
          value={filters.binding}
          onValue={(v) => set({ binding: v })}
          choices={(['bound', 'unbound', 'pending'] as const).map((b) => ({ value: b, label: t.bindings[b] }))}
        />
        <SearchBox key={filters.q} label={t.filters.q} value={filters.q} onValue={(q) => set({ q })} />
        <LedgerExport />
      </div>
      <section className="card pad">
        <Loaded query={{ ...query, data: query.data }} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.empty}</Empty>
            ) : (
              <>
                <p className="t2 num">{t.total(query.first?.total ?? query.items.length)}</p>
                <Table
                  label={t.tabs.list}
                  rows={query.items}
                  columns={columns}
                  rowKey={(h) => h.id}
                  selected={id}
                  onRow={(h) => set({ id: h.id })}
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
