import { toDay } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { t } from '../../locales/zh-CN/reading';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Pools } from './Pools';
import { Readings } from './Readings';

const names = ['view', 'period'] as const;
const halfMonth = 15;

/** What is read in the first half of a month is mostly the end of the one before. */
const usualPeriod = (): string => {
  const today = toDay(serverNow());
  if (Number(today.slice(8)) > halfMonth) return today.slice(0, 7);
  return toDay(new Date(Date.parse(`${today.slice(0, 7)}-01T00:00:00+08:00`) - 1)).slice(0, 7);
};

/** 读数: what the meters say, house by house, and the sums that are shared. */
export const ReadingsPage = () => {
  const [filters, set] = useFilters(names);
  const view = filters.view === 'pools' ? 'pools' : 'readings';
  const period = /^20\d\d-\d\d$/.test(filters.period) ? filters.period : usualPeriod();
  return (
    <Page title={t.title} tools={<ChargeRooms />}>
      <div className="filters">
        <ScopeTabs
          label={t.title}
          scopes={t.views}
          value={view}
          onValue={(next) => set({ view: next === 'pools' ? 'pools' : '' })}
        />
        <input
          className="inp"
          type="month"
          aria-label={t.period}
          value={period}
          onChange={(event) => set({ period: event.target.value })}
        />
      </div>
      {view === 'pools' ? <Pools period={period} /> : <Readings period={period} />}
    </Page>
  );
};
