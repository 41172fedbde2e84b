import { listBuildings } from 'shared-types/community';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Filter } from '../../ui/Field';

export const arrearsFilterNames = ['buildingId', 'stageDays', 'leastFen', 'leastDays'] as const;
type Filters = Record<(typeof arrearsFilterNames)[number], string>;

const days = [30, 60, 90, 180];
const yuan = [100, 500, 1000, 3000];

interface ArrearsFiltersProps {
  filters: Filters;
  set: (change: Partial<Filters>) => void;
  /** Stages of the policy in force. */
  stages: readonly number[];
}

export const ArrearsFilters = ({ filters, set, stages }: ArrearsFiltersProps) => {
  const buildings = useRead(listBuildings);
  return (
    <div className="filters">
      <Filter
        label={t.filters.building}
        value={filters.buildingId}
        onValue={(buildingId) => set({ buildingId })}
        choices={(buildings.data?.items ?? []).map((b) => ({ value: b.id, label: b.name }))}
      />
      <Filter
        label={t.filters.days}
        value={filters.leastDays}
        onValue={(leastDays) => set({ leastDays })}
        choices={[
          { value: '0', label: t.overdueOnly },
          ...days.map((n) => ({ value: String(n), label: t.leastDays(n) })),
        ]}
      />
      <Filter
        label={t.filters.least}
        value={filters.leastFen}
        onValue={(leastFen) => set({ leastFen })}
        choices={yuan.map((n) => ({ value: String(n * 100), label: t.leastYuan(n) }))}
      />
      <Filter
        label={t.filters.stage}
        value={filters.stageDays}
        onValue={(stageDays) => set({ stageDays })}
        choices={stages.map((n) => ({ value: String(n), label: t.stage(n) }))}
      />
    </div>
  );
};
