import { Link } from 'react-router';
import { listParkingSpaces, type ParkingSpaceView } from 'shared-types/community';
import type { QueryInputOf } from 'shared-types/contract';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/house';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { Tabs } from './Tabs';

const names = ['q'] as const;

const columns: Column<ParkingSpaceView>[] = [
  {
    id: 'number',
    head: t.parkingColumns.number,
    nowrap: true,
    sort: (s) => s.number,
    cell: (s) => <b className="w5">{s.number}</b>,
  },
  { id: 'zone', head: t.parkingColumns.zone, sort: (s) => s.zone ?? '', cell: (s) => s.zone ?? '—' },
  {
    id: 'tenure',
    head: t.parkingColumns.tenure,
    nowrap: true,
    sort: (s) => s.tenure,
    cell: (s) => t.tenures[s.tenure],
  },
  {
    id: 'house',
    head: t.parkingColumns.house,
    nowrap: true,
    sort: (s) => s.houseLabel ?? '',
    cell: (s) =>
      s.houseId ? (
        <Link className="tb" to={`/houses/list?id=${s.houseId}`}>
          {s.houseLabel}
        </Link>
      ) : (
        '—'
      ),
  },
  { id: 'plate', head: t.parkingColumns.plate, nowrap: true, sort: (s) => s.plate ?? '', cell: (s) => s.plate ?? '—' },
];

export const ParkingPage = () => {
  const [filters, set] = useFilters(names);
  const query = usePages(listParkingSpaces, { query: filled(filters) as QueryInputOf<typeof listParkingSpaces> });
  return (
    <Page title={t.tabs.parking} tools={<Tabs />}>
      <div className="filters" style={{ maxWidth: 480 }}>
        <SearchBox key={filters.q} label={t.parkingSearch} value={filters.q} onValue={(q) => set({ q })} />
      </div>
      <section className="card pad">
        <Loaded query={{ ...query, data: query.data }} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.parkingEmpty}</Empty>
            ) : (
              <>
                <p className="t2 num">{t.parkingTotal(query.first?.total ?? query.items.length)}</p>
                <Table label={t.tabs.parking} rows={query.items} columns={columns} rowKey={(s) => s.id} />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
