import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Department, departments } from 'shared-types/permissions';
import { listRepairs, readBoardDay, readRepairBoard } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useIsPhone } from '../../lib/media';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/board';
import { t as common } from '../../locales/zh-CN/common';
import { t as repairWords } from '../../locales/zh-CN/repair';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { BurnColumn } from './BurnColumn';
import { Kpis } from './Kpis';
import { RepairPanel } from './RepairPanel';
import { Latest, Rhythm } from './Rhythm';
import { burnOf, burnOrder, byPressure } from './shape';

const names = ['id', 'department'] as const;
const mostCards = 100;
const needs = [
  { key: 'waiting', to: '/requests?status=submitted' },
  { key: 'escalated', to: '/escalations' },
  { key: 'toDecide', to: '/requests?needs=decision' },
  { key: 'callbacks', to: '/callbacks', may: 'request.callback' },
  { key: 'spotChecks', to: '/spot-checks', may: 'spotcheck.judge' },
  { key: 'toModerate', to: '/requests?moderation=review', may: 'request.moderate' },
] as const;

/** What waits for a person here, where there is any. */
const Needs = ({ department }: { department: Department | undefined }) => {
  const board = useRead(readRepairBoard, department ? { query: { department } } : {});
  const { may } = useMe();
  return (
    <>
      {needs
        .filter((need) => (board.data?.[need.key] ?? 0) > 0 && (!('may' in need) || may(need.may)))
        .map((need) => (
          <Link key={need.key} className="btn ghost sm num" to={need.to}>
            {t.needs[need.key](board.data?.[need.key] ?? 0)}
          </Link>
        ))}
    </>
  );
};

const useColumns = (department: Department | undefined) => {
  const now = useNow();
  const query = useRead(listRepairs, {
    query: { status: 'open', sort: 'due', limit: mostCards, ...(department ? { department } : {}) },
  });
  const columns = useMemo(() => {
    const sorted = [...(query.data?.items ?? [])]
      .sort(byPressure)
      .map((repair) => ({ repair, ...burnOf(repair, now) }));
    return burnOrder.map((burn) => ({ burn, cards: sorted.filter((card) => card.burn === burn) }));
  }, [query.data, now]);
  return { query, columns };
};

/** What burns now? Overdue first, then the nearest deadline; live. */
export const BoardPage = () => {
  const [{ id, department: chosen }, set] = useFilters(names);
  const department = departments.find((one) => one === chosen);
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { self, may } = useMe();
  const { query, columns } = useColumns(department);
  const day = useRead(readBoardDay, department ? { query: { department } } : {});
  const open = (repairId: string) => (phone ? void navigate(`/requests/${repairId}`) : set({ id: repairId }));

  return (
    <Page
      title={t.title(self?.community.name ?? '')}
      live
      side={id && !phone ? <RepairPanel id={id} /> : undefined}
      sideTitle={repairWords.story}
      onSideClose={() => set({ id: '' })}
    >
      <Kpis department={department} />
      <div className="filters">
        <Filter
          label={t.department}
          value={chosen}
          onValue={(v) => set({ department: v })}
          choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
        />
        <Needs department={department} />
        {may('request.create') && (
          <Link className="btn sec sm" to="/requests/new">
            {t.report}
          </Link>
        )}
        {query.data?.nextCursor && (
          <Link className="tb" to="/requests?sort=due">
            {t.fetchAll(mostCards)}
          </Link>
        )}
      </div>
      <Loaded query={query} skeleton={<SkeletonCards count={4} />}>
        {() => (
          <div className="burns fill">
            {columns.map(({ burn, cards }) => (
              <BurnColumn key={burn} burn={burn} cards={cards} selectedId={id} onOpen={open} />
            ))}
          </div>
        )}
      </Loaded>
      {day.data && (
        <>
          <Rhythm hours={day.data.hours} />
          <Latest latest={day.data.latest} />
        </>
      )}
    </Page>
  );
};
