import { useState } from 'react';
import { listBuildings } from 'shared-types/community';
import type { QueryInputOf } from 'shared-types/contract';
import { listReadings, type MeterKind, meterKinds } from 'shared-types/reading';
import { toDay } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/reading';
import { Filter } from '../../ui/Field';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { Table } from '../../ui/Table';
import { PasteDialog } from './PasteDialog';
import { readingColumns } from './readingColumns';
import type { Round } from './round';

const names = ['meter', 'state', 'buildingId', 'q'] as const;
const states = ['all', 'missing', 'entered'] as const;

/** The round of a month: every house with its reading, or the place to write it. */
export const Readings = ({ period }: { period: string }) => {
  const { may } = useMe();
  const [{ meter: chosen, state: asked, ...filters }, set] = useFilters(names);
  const meter: MeterKind = meterKinds.find((one) => one === chosen) ?? 'water';
  const state = states.find((one) => one === asked) ?? 'all';
  const [readOn, setReadOn] = useState(() => toDay(serverNow()));
  const [pasting, setPasting] = useState(false);
  const buildings = useRead(listBuildings);
  const query = usePages(listReadings, {
    query: { ...filled(filters), meter, period, state } as QueryInputOf<typeof listReadings>,
  });
  const round: Round = { meter, period, readOn, may: may('bill.run') };
  return (
    <>
      <div className="filters">
        <Filter
          label={t.meter}
          value={meter}
          onValue={(next) => set({ meter: next })}
          choices={meterKinds.map((value) => ({ value, label: t.meters[value] }))}
        />
        <ScopeTabs label={t.title} scopes={t.states} value={state} onValue={(next) => set({ state: next })} />
        <Filter
          label={t.building}
          value={filters.buildingId}
          onValue={(buildingId) => set({ buildingId })}
          choices={(buildings.data?.items ?? []).map((b) => ({ value: b.id, label: b.name }))}
        />
        <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
      </div>
      <section className="card pad col g3">
        <div className="row between g3 wrap">
          <span className="t2 num">{query.first && t.counts(query.first.entered, query.first.total)}</span>
          {round.may && (
            <span className="row g3 wrap">
              <label className="row g2 t2 nowrap">
                {t.readOn}
                <input className="inp" type="date" value={readOn} onChange={(event) => setReadOn(event.target.value)} />
              </label>
              <button type="button" className="btn sec sm" onClick={() => setPasting(true)}>
                {t.paste}
              </button>
            </span>
          )}
        </div>
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{state === 'missing' && !filters.q ? t.allIn : t.nobody}</Empty>
            ) : (
              <>
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={readingColumns(round)}
                  rowKey={(row) => row.houseId}
                />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
      {pasting && <PasteDialog round={round} onClose={() => setPasting(false)} />}
    </>
  );
};
