import { useNavigate } from 'react-router';
import type { ResponseOf } from 'shared-types/contract';
import { formatFen } from 'shared-types/money';
import { readCashSheet } from 'shared-types/staffPayment';
import { clockTime, toDay } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { Money } from '../../ui/Money';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

type Collector = ResponseOf<typeof readCashSheet>['collectors'][number];
type Row = Collector['rows'][number];

const names = ['day'] as const;

const columns: Column<Row>[] = [
  { id: 'time', head: t.sheetColumns.time, nowrap: true, cell: (r) => <span className="num">{clockTime(r.at)}</span> },
  { id: 'number', head: t.sheetColumns.number, nowrap: true, cell: (r) => <span className="num">{r.number}</span> },
  { id: 'house', head: t.sheetColumns.house, cell: (r) => r.houseLabel },
  { id: 'method', head: t.sheetColumns.method, nowrap: true, cell: (r) => t.methods[r.method] },
  { id: 'reference', head: t.sheetColumns.reference, cell: (r) => r.reference ?? '—' },
  { id: 'amount', head: t.sheetColumns.amount, nowrap: true, cell: (r) => <Money fen={r.amountFen} /> },
];

const Taken = ({ collector }: { collector: Collector }) => {
  const go = useNavigate();
  return (
    <section className="card pad col g3">
      <div className="row between g3 wrap">
        <h2>{collector.name}</h2>
        <span className="t2">
          {t.sheetSum} <Money fen={collector.sumFen} />
        </span>
      </div>
      <div className="row g4 wrap">
        {collector.methods.map((one) => (
          <span key={one.method} className="col">
            <span className="t2 num">
              {t.methods[one.method]} · {t.sheetCount(one.count)}
            </span>
            <Money fen={one.sumFen} />
            {one.reversedFen > 0 && <span className="t2 num">{t.sheetReversed(formatFen(one.reversedFen))}</span>}
          </span>
        ))}
      </div>
      <Table
        label={collector.name}
        rows={collector.rows}
        columns={columns}
        rowKey={(row) => `${row.paymentId}${row.amountFen}`}
        onRow={(row) => void go(`/payments/${row.paymentId}`)}
      />
    </section>
  );
};

/** What was taken by hand on a day, collector by collector, to hand over and to print. */
export const CashSheet = () => {
  const now = useNow();
  const [filters, set] = useFilters(names);
  const day = filters.day || toDay(now);
  const query = useRead(readCashSheet, { query: { day } });
  return (
    <div className="col g3">
      <div className="row g3 wrap">
        <h2 className="grow">
          {t.sheet} <span className="t2 num">{day}</span>
        </h2>
        <input
          className="inp no-print"
          type="date"
          aria-label={t.sheetDay}
          value={day}
          onChange={(event) => set({ day: event.target.value })}
        />
        <button type="button" className="btn ghost sm no-print" onClick={() => print()}>
          {t.print}
        </button>
      </div>
      <Loaded query={query} skeleton={<SkeletonCards count={1} height={160} />}>
        {({ collectors }) =>
          collectors.length === 0 ? (
            <Empty>{t.sheetNone}</Empty>
          ) : (
            collectors.map((collector) => <Taken key={collector.collectorId} collector={collector} />)
          )
        }
      </Loaded>
    </div>
  );
};
