import { useNavigate } from 'react-router';
import { listStaffReports, type StaffReportRow } from 'shared-types/disclosure';
import { dayName } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/disclosure';
import { Chip, type StatusName } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const marks: Record<StaffReportRow['state'], StatusName> = {
  running: 'working',
  due: 'review',
  late: 'overdue',
  published: 'verified',
};

const When = ({ row }: { row: StaffReportRow }) => {
  const now = useNow();
  return (
    <span className="t2 num">
      {row.publishedAt ? t.publishedOn(dayName(row.publishedAt, now)) : t.dueOn(dayName(row.dueAt, now))}
    </span>
  );
};

const columns: Column<StaffReportRow>[] = [
  { id: 'month', head: t.columns.month, nowrap: true, cell: (r) => <b className="w5 num">{t.monthWords(r.period)}</b> },
  {
    id: 'state',
    head: t.columns.state,
    nowrap: true,
    cell: (r) => <Chip name={marks[r.state]}>{t.states[r.state]}</Chip>,
  },
  { id: 'when', head: t.columns.when, nowrap: true, cell: (r) => <When row={r} /> },
  { id: 'income', head: t.columns.income, nowrap: true, end: true, cell: (r) => <Money fen={r.incomeFen} /> },
  { id: 'expense', head: t.columns.expense, nowrap: true, end: true, cell: (r) => <Money fen={r.expenseFen} /> },
  { id: 'surplus', head: t.columns.surplus, nowrap: true, end: true, cell: (r) => <Money fen={r.surplusFen} /> },
];

/** 财务月报: every month of the books, and whether its report is published. */
export const ReportsPage = () => {
  const go = useNavigate();
  const query = usePages(listStaffReports);
  return (
    <Page title={t.title} tools={<BookRooms />}>
      <p className="t2">{t.what}</p>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.none}</Empty>
            ) : (
              <>
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={columns}
                  rowKey={(report) => report.period}
                  onRow={(report) => void go(report.id ? `/reports/${report.id}` : `/reports/preview/${report.period}`)}
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
