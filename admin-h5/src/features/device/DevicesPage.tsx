import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { type DeviceKind, deviceKinds, deviceLifecycles } from 'shared-types/device';
import { type DeviceRow, exportDevices, listDevicePlaces, listDevices } from 'shared-types/staffDevice';
import { toDay } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { Chip } from '../../ui/Chip';
import { DeviceRooms } from '../../ui/DeviceRooms';
import { ExportButton } from '../../ui/ExportButton';
import { Filter } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { lifecycleMarks } from './deviceMarks';
import { Online } from './Online';
import { ScanButton } from './ScanButton';

const names = ['q', 'kind', 'lifecycle', 'online', 'buildingId', 'areaId', 'houseId'] as const;
type Values = Record<(typeof names)[number], string>;
type Set = (change: Partial<Values>) => void;

const columns: Column<DeviceRow>[] = [
  {
    id: 'device',
    head: t.columns.device,
    cell: (d) => (
      <span className="col">
        <b className="w5">{d.name}</b>
        <span className="t2 num">{d.code}</span>
      </span>
    ),
  },
  { id: 'kind', head: t.columns.kind, nowrap: true, cell: (d) => d.kindWords },
  { id: 'place', head: t.columns.place, cell: (d) => d.placeLabel },
  {
    id: 'lifecycle',
    head: t.columns.lifecycle,
    nowrap: true,
    cell: (d) => <Chip name={lifecycleMarks[d.lifecycle]}>{d.lifecycleWords}</Chip>,
  },
  { id: 'online', head: t.columns.online, nowrap: true, cell: (d) => <Online device={d} /> },
];

const Filters = ({ filters, set }: { filters: Values; set: Set }) => {
  const places = useRead(listDevicePlaces, {}, { staleTime: 300_000 });
  return (
    <div className="filters grow">
      <Filter
        label={t.filters.kind}
        value={filters.kind}
        onValue={(kind) => set({ kind })}
        choices={deviceKinds.map((value) => ({ value, label: t.kinds[value] }))}
      />
      <Filter
        label={t.filters.building}
        value={filters.buildingId}
        onValue={(buildingId) => set({ buildingId })}
        choices={(places.data?.buildings ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Filter
        label={t.filters.lifecycle}
        value={filters.lifecycle}
        onValue={(lifecycle) => set({ lifecycle })}
        choices={deviceLifecycles.map((value) => ({ value, label: t.lifecycles[value] }))}
      />
      <Filter
        label={t.filters.online}
        value={filters.online}
        onValue={(online) => set({ online })}
        choices={(['yes', 'no'] as const).map((value) => ({ value, label: t.online[value] }))}
      />
      <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
    </div>
  );
};

type Counts = { all: number; inUse: number; offline: number; underRepair: number };

/** What the registry holds; a tap narrows the list to it. */
const CountRow = ({ counts, set }: { counts: Counts; set: Set }) => {
  const none = { kind: '', lifecycle: '', online: '', buildingId: '', q: '' };
  return (
    <div className="row g2 wrap">
      <button type="button" className="btn ghost sm num" onClick={() => set(none)}>
        {t.counts.all(counts.all)}
      </button>
      <button type="button" className="btn ghost sm" onClick={() => set({ ...none, lifecycle: 'in-use' })}>
        <Chip name="done">{t.counts.inUse(counts.inUse)}</Chip>
      </button>
      <button type="button" className="btn ghost sm" onClick={() => set({ ...none, online: 'no' })}>
        <Chip name="offline">{t.counts.offline(counts.offline)}</Chip>
      </button>
      <button type="button" className="btn ghost sm" onClick={() => set({ ...none, lifecycle: 'under-repair' })}>
        <Chip name="working">{t.counts.underRepair(counts.underRepair)}</Chip>
      </button>
    </div>
  );
};

const Tools = ({ kind, labelsTo }: { kind: string; labelsTo: string }) => {
  const { may } = useMe();
  return (
    <div className="row g2 wrap">
      <ScanButton />
      <Link className="btn ghost sm" to={labelsTo}>
        <Icon name="print" size={18} />
        {t.labels}
      </Link>
      <ExportButton
        contract={exportDevices}
        input={kind ? { query: { kind: kind as DeviceKind } } : {}}
        label={t.export}
        fileName={() => t.exportName(toDay(serverNow()))}
      />
      {may('device.manage') && (
        <Link className="btn pri sm" to="/devices/new">
          <Icon name="plus" size={18} />
          {t.register}
        </Link>
      )}
    </div>
  );
};

/** 设备台账: everything that hangs in the community, and whether it speaks. */
export const DevicesPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const wish = filled(filters) as QueryInputOf<typeof listDevices>;
  const query = usePages(listDevices, { query: wish });
  const narrowed = Object.keys(wish).length > 0;
  const labelsTo = `/devices/labels?${new URLSearchParams(wish as Record<string, string>)}`;
  return (
    <Page title={t.title} tools={<DeviceRooms />}>
      <div className="row between g3 wrap">
        {query.first ? <CountRow counts={query.first.counts} set={set} /> : <span />}
        <Tools kind={filters.kind} labelsTo={labelsTo} />
      </div>
      <Filters filters={filters} set={set} />
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{narrowed ? t.none : t.noneYet}</Empty>
            ) : (
              <>
                {narrowed && <p className="t2 num">{t.total(query.first?.total ?? 0)}</p>}
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={columns}
                  rowKey={(device) => device.id}
                  onRow={(device) => void go(`/devices/${device.id}`)}
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
