import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { listBills, type StaffBillRow } from 'shared-types/staffBilling';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { BillFilters, billFilterNames } from './BillFilters';
import { BillRooms } from './BillRooms';
import { billMark } from './billMarks';
import { OneOffDialog } from './OneOffDialog';

const Mark = ({ bill }: { bill: StaffBillRow }) => {
  const { name, word } = billMark(bill);
  return <Chip name={name}>{word}</Chip>;
};

const columns: Column<StaffBillRow>[] = [
  { id: 'house', head: t.columns.house, nowrap: true, cell: (b) => <b className="w5">{b.houseLabel}</b> },
  {
    id: 'bill',
    head: t.columns.bill,
    cell: (b) => (
      <span className="col">
        {b.title}
        <span className="t2">{b.words[0]}</span>
      </span>
    ),
  },
  { id: 'amount', head: t.columns.amount, nowrap: true, cell: (b) => <Money fen={b.amountFen + b.lateFeeFen} /> },
  {
    id: 'left',
    head: t.columns.left,
    nowrap: true,
    cell: (b) => (b.outstandingFen > 0 ? <Money fen={b.outstandingFen} due /> : '—'),
  },
  { id: 'status', head: t.columns.status, nowrap: true, cell: (b) => <Mark bill={b} /> },
];

/** Every bill, by house, month, fee and state. */
export const BillsPage = () => {
  const go = useNavigate();
  const { may } = useMe();
  const [filters, set] = useFilters(billFilterNames);
  const query = usePages(listBills, { query: filled(filters) as QueryInputOf<typeof listBills> });
  const [making, setMaking] = useState(false);
  const label = filters.houseId ? query.items[0]?.houseLabel : undefined;
  return (
    <Page title={t.bills_} tools={<ChargeRooms />} live>
      <div className="row between g3 wrap">
        <BillRooms />
        <span className="row g2 wrap">
          {filters.houseId && (
            <Link className="btn ghost sm" to={`/bills/houses/${filters.houseId}`}>
              {t.account}
            </Link>
          )}
          {may('bill.correct') && (
            <button type="button" className="btn sec sm" onClick={() => setMaking(true)}>
              {t.oneOff.open}
            </button>
          )}
        </span>
      </div>
      <BillFilters filters={filters} set={set} houseLabel={label} />
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.noBills}</Empty>
            ) : (
              <>
                <Table
                  label={t.bills_}
                  rows={query.items}
                  columns={columns}
                  rowKey={(bill) => bill.id}
                  onRow={(bill) => void go(`/bills/${bill.id}`)}
                />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
      {making && (
        <OneOffDialog
          house={label ? { id: filters.houseId, label } : null}
          onClose={() => setMaking(false)}
          onDone={(bill) => void go(`/bills/${bill.id}`)}
        />
      )}
    </Page>
  );
};
