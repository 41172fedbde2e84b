import { Link } from 'react-router';
import type { DebitView } from 'shared-types/autodebit';
import { t } from '../../locales/zh-CN/autodebit';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { type Column, Table } from '../../ui/Table';
import { debitMarks } from './marks';

const c = t.debitColumns;

const columns: Column<DebitView>[] = [
  { id: 'day', head: c.day, nowrap: true, cell: (one) => <span className="num">{one.day}</span> },
  { id: 'house', head: c.house, nowrap: true, cell: (one) => <b className="w5">{one.houseLabel}</b> },
  { id: 'kind', head: c.kind, nowrap: true, cell: (one) => t.kinds[one.kind] },
  {
    id: 'amount',
    head: c.amount,
    nowrap: true,
    cell: (one) =>
      one.paymentId ? (
        <Link to={`/payments/${one.paymentId}`}>
          <Money fen={one.amountFen} />
        </Link>
      ) : (
        <Money fen={one.amountFen} />
      ),
  },
  {
    id: 'saying',
    head: c.saying,
    cell: (one) => (
      <span className="col">
        {one.saying}
        {one.attempts > 1 && <span className="t2">{t.attempts(one.attempts)}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    head: c.state,
    nowrap: true,
    cell: (one) => <Chip name={debitMarks[one.state]}>{t.debitStates[one.state]}</Chip>,
  },
];

/** What was or will be taken; the amount leads to its payment. */
export const DebitTable = ({ debits }: { debits: readonly DebitView[] }) => (
  <Table label={t.views.debits} rows={debits} columns={columns} rowKey={(one) => one.id} />
);
