import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { type ArrearsRow, exportArrears, listArrears } from 'shared-types/staffAccount';
import { toDay } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { ExportButton } from '../../ui/ExportButton';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { Table } from '../../ui/Table';
import { ArrearsFilters, arrearsFilterNames } from './ArrearsFilters';
import { arrearsColumns } from './arrearsColumns';
import { RemindDialog } from './RemindDialog';

const Totals = ({ totals }: { totals: { houses: number; dueFen: number; overdueFen: number } }) => (
  <div className="kpis amounts">
    <div>
      <span>{t.totals.dueFen}</span>
      <b>
        <Money fen={totals.dueFen} due />
      </b>
    </div>
    <div>
      <span>{t.totals.overdueFen}</span>
      <b>
        <Money fen={totals.overdueFen} due />
      </b>
    </div>
    <div>
      <span>{t.totals.houses}</span>
      <b>{totals.houses}</b>
    </div>
  </div>
);

/** 欠费: who owes what and since when, the largest debt first. */
export const ArrearsPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(arrearsFilterNames);
  const wish = filled(filters) as QueryInputOf<typeof listArrears>;
  const query = usePages(listArrears, { query: wish });
  const [reminding, setReminding] = useState<ArrearsRow | null>(null);
  const grid = `/houses?show=overdue${filters.buildingId ? `&building=${filters.buildingId}` : ''}`;
  return (
    <Page title={t.arrears} tools={<ChargeRooms />} live>
      <div className="row between g3 wrap">
        <ArrearsFilters filters={filters} set={set} stages={query.first?.stagesDays ?? []} />
        <span className="row g2 wrap">
          <Link className="btn ghost sm" to={grid}>
            <Icon name="buildings" size={18} />
            {t.toGrid}
          </Link>
          <ExportButton
            contract={exportArrears}
            input={{ query: wish }}
            label={t.export}
            fileName={() => t.exportName(toDay(serverNow()))}
          />
        </span>
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
        {() => (
          <>
            {query.first && <Totals totals={query.first.totals} />}
            <section className="card pad">
              {query.items.length === 0 ? (
                <Empty>{t.noArrears}</Empty>
              ) : (
                <>
                  <Table
                    label={t.arrears}
                    rows={query.items}
                    columns={arrearsColumns(setReminding)}
                    rowKey={(row) => row.houseId}
                    onRow={(row) => void go(`/bills/houses/${row.houseId}`)}
                  />
                  <More query={query} />
                </>
              )}
            </section>
          </>
        )}
      </Loaded>
      {reminding && <RemindDialog house={reminding} onClose={() => setReminding(null)} />}
    </Page>
  );
};
