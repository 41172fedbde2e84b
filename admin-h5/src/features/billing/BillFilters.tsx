import { feeKinds } from 'shared-types/billing';
import { listBuildings } from 'shared-types/community';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { Filter } from '../../ui/Field';
import { Narrowed } from '../../ui/Narrowed';
import { SearchBox } from '../../ui/SearchBox';

export const billFilterNames = ['q', 'buildingId', 'status', 'feeKind', 'period', 'houseId', 'runId'] as const;
type Filters = Record<(typeof billFilterNames)[number], string>;
const statuses = ['due', 'overdue', 'disputed', 'paid', 'void', 'draft'] as const;

interface BillFiltersProps {
  filters: Filters;
  set: (change: Partial<Filters>) => void;
  /** Of the house that the list is narrowed to. */
  houseLabel: string | undefined;
}

/** Which bills are listed; a house or a run that somebody came from can be left again. */
export const BillFilters = ({ filters, set, houseLabel }: BillFiltersProps) => {
  const buildings = useRead(listBuildings);
  return (
    <div className="filters">
      {filters.houseId && (
        <Narrowed title={t.widen} label={houseLabel ?? t.onlyHouse} onOff={() => set({ houseId: '' })} />
      )}
      {filters.runId && <Narrowed title={t.widen} label={t.onlyRun} onOff={() => set({ runId: '' })} />}
      <Filter
        label={t.filters.status}
        value={filters.status}
        onValue={(status) => set({ status })}
        choices={statuses.map((value) => ({ value, label: t.statuses[value] }))}
      />
      {!filters.houseId && (
        <Filter
          label={t.filters.building}
          value={filters.buildingId}
          onValue={(buildingId) => set({ buildingId })}
          choices={(buildings.data?.items ?? []).map((b) => ({ value: b.id, label: b.name }))}
        />
      )}
      <Filter
        label={t.filters.fee}
        value={filters.feeKind}
        onValue={(feeKind) => set({ feeKind })}
        choices={feeKinds.map((value) => ({ value, label: t.kinds[value] }))}
      />
      <input
        className="inp"
        type="month"
        aria-label={t.filters.period}
        value={filters.period}
        onChange={(event) => set({ period: event.target.value })}
      />
      <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
    </div>
  );
};
