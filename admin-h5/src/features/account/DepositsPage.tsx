import { useNavigate } from 'react-router';
import { couponStatuses, type DepositView, depositStatuses } from 'shared-types/account';
import type { QueryInputOf, ResponseOf } from 'shared-types/contract';
import { listCoupons, listDeposits } from 'shared-types/staffAccount';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Filter } from '../../ui/Field';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { CouponMark } from './Coupons';
import { DepositMark } from './Deposits';

const names = ['view', 'status'] as const;
const d = t.depositColumns;
const c = t.couponColumns;

const depositColumns = (now: Date): Column<DepositView>[] => [
  { id: 'number', head: d.number, nowrap: true, cell: (one) => <b className="w5 num">{one.number}</b> },
  { id: 'house', head: d.house, nowrap: true, cell: (one) => one.houseLabel },
  { id: 'kind', head: d.kind, cell: (one) => one.kindName },
  { id: 'amount', head: d.amount, nowrap: true, cell: (one) => <Money fen={one.amountFen} /> },
  {
    id: 'taken',
    head: d.taken,
    nowrap: true,
    cell: (one) => (
      <span className="t2 num">{`${dayTime(one.takenAt, now)}，${one.takenBy}，${t.methods[one.method]}`}</span>
    ),
  },
  { id: 'status', head: d.status, nowrap: true, cell: (one) => <DepositMark deposit={one} /> },
];

const DepositList = ({ status }: { status: string }) => {
  const now = useNow();
  const go = useNavigate();
  const query = usePages(listDeposits, { query: filled({ status }) as QueryInputOf<typeof listDeposits> });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
      {() => (
        <>
          <p className="row g2">
            <span className="t2">{t.held}</span>
            <Money fen={query.first?.heldFen ?? 0} />
          </p>
          {query.items.length === 0 ? (
            <Empty>{t.noneThere}</Empty>
          ) : (
            <>
              <Table
                label={t.deposits}
                rows={query.items}
                columns={depositColumns(now)}
                rowKey={(one) => one.id}
                onRow={(one) => void go(`/deposits/${one.id}`)}
              />
              <More query={query} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
};

type CouponRow = ResponseOf<typeof listCoupons>['items'][number];

const couponColumns: Column<CouponRow>[] = [
  { id: 'house', head: c.house, nowrap: true, cell: (one) => <b className="w5">{one.houseLabel}</b> },
  { id: 'coupon', head: c.coupon, nowrap: true, cell: (one) => t.couponFor(one.feeName) },
  { id: 'amount', head: c.amount, nowrap: true, cell: (one) => <Money fen={one.amountFen} /> },
  { id: 'until', head: c.until, nowrap: true, cell: (one) => <span className="num">{one.validUntil}</span> },
  { id: 'reason', head: c.reason, cell: (one) => one.reason },
  { id: 'status', head: c.status, nowrap: true, cell: (one) => <CouponMark coupon={one} /> },
];

const CouponList = ({ status }: { status: string }) => {
  const go = useNavigate();
  const query = usePages(listCoupons, { query: filled({ status }) as QueryInputOf<typeof listCoupons> });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
      {() =>
        query.items.length === 0 ? (
          <Empty>{t.noneThere}</Empty>
        ) : (
          <>
            <Table
              label={t.coupons}
              rows={query.items}
              columns={couponColumns}
              rowKey={(one) => one.id}
              onRow={(one) => void go(`/bills/houses/${one.houseId}`)}
            />
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
};

/** 押金和券: what is held for owners, and what was promised to them. */
export const DepositsPage = () => {
  const [filters, set] = useFilters(names);
  const view = filters.view === 'coupons' ? 'coupons' : 'deposits';
  const choices =
    view === 'coupons'
      ? couponStatuses.map((value) => ({ value, label: t.couponStatus[value] }))
      : depositStatuses.map((value) => ({ value, label: t.depositStatuses[value] }));
  const status = choices.some(({ value }) => value === filters.status) ? filters.status : '';
  return (
    <Page title={t.ledger} tools={<ChargeRooms />}>
      <div className="filters">
        <ScopeTabs
          label={t.ledger}
          scopes={t.views}
          value={view}
          onValue={(next) => set({ view: next === 'coupons' ? 'coupons' : '', status: '' })}
        />
        <Filter label={t.status} value={status} onValue={(next) => set({ status: next })} choices={choices} />
      </div>
      <section className="card pad col g3">
        {view === 'coupons' ? <CouponList status={status} /> : <DepositList status={status} />}
      </section>
    </Page>
  );
};
