import type { ArrearsRow } from 'shared-types/staffAccount';
import { t } from '../../locales/zh-CN/account';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import type { Column } from '../../ui/Table';

const Oldest = ({ row }: { row: ArrearsRow }) =>
  row.daysOverdue > 0 ? (
    <Chip name="overdue">{t.daysOverdue(row.daysOverdue)}</Chip>
  ) : (
    <span className="t2">{row.oldestDueOn ? `${t.day(row.oldestDueOn)}，${t.notYet}` : t.notYet}</span>
  );

export const arrearsColumns = (onRemind: (row: ArrearsRow) => void): Column<ArrearsRow>[] => [
  { id: 'house', head: t.columns.house, nowrap: true, cell: (row) => <b className="w5">{row.houseLabel}</b> },
  {
    id: 'due',
    head: t.columns.due,
    nowrap: true,
    cell: (row) => (
      <span>
        <Money fen={row.dueFen} due /> <span className="t2 num">{t.bills(row.bills)}</span>
      </span>
    ),
  },
  {
    id: 'overdue',
    head: t.columns.overdue,
    nowrap: true,
    cell: (row) => (row.overdueFen > 0 ? <Money fen={row.overdueFen} /> : '—'),
  },
  { id: 'oldest', head: t.columns.oldest, nowrap: true, cell: (row) => <Oldest row={row} /> },
  {
    id: 'stage',
    head: t.columns.stage,
    nowrap: true,
    cell: (row) =>
      row.stageDays === null ? <span className="t2">{t.noStage}</span> : <span>{t.stage(row.stageDays)}</span>,
  },
  {
    id: 'bound',
    head: t.columns.bound,
    nowrap: true,
    cell: (row) => (row.bound ? t.bound : <Chip name="unbound">{t.unbound}</Chip>),
  },
  {
    id: 'act',
    head: t.columns.act,
    nowrap: true,
    cell: (row) => (
      <button
        type="button"
        className="btn ghost sm"
        disabled={!row.bound}
        title={row.bound ? undefined : t.remindUnbound}
        aria-label={`${row.bound ? t.remind : t.phone} ${row.houseLabel}`}
        onClick={(event) => {
          event.stopPropagation();
          onRemind(row);
        }}
      >
        {row.bound ? t.remind : t.phone}
      </button>
    ),
  },
];
