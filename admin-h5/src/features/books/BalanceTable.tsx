import { Link } from 'react-router';
import { accountGroups, type TrialBalance, type TrialBalanceRow } from 'shared-types/ledger';
import { t } from '../../locales/zh-CN/books';
import { Money } from '../../ui/Money';
import type { Span } from './period';
import { endOf, Moved, Side } from './Side';

const Row = ({ row, span }: { row: TrialBalanceRow; span: Span }) => (
  <tr>
    <td>
      <Link
        to={`/books/entries?account=${row.account}&from=${span.from}&to=${span.to}`}
        title={t.openAccount(row.name)}
        className="row g2 wrap"
      >
        <b className="w5">{row.name}</b>
        <span className="t2 num">{row.account}</span>
      </Link>
    </td>
    <td className={endOf(row.openingFen)} data-head={t.heads.opening}>
      <Side fen={row.openingFen} />
    </td>
    <td className={endOf(row.debitFen)} data-head={t.heads.debit}>
      <Moved fen={row.debitFen} />
    </td>
    <td className={endOf(row.creditFen)} data-head={t.heads.credit}>
      <Moved fen={row.creditFen} />
    </td>
    <td className={endOf(row.closingFen)} data-head={t.heads.closing} title={row.words}>
      <Side fen={row.closingFen} />
    </td>
  </tr>
);

/** Every account that ever moved, by group, in the order of the chart; each leads to its entries. */
export const BalanceTable = ({ balance }: { balance: TrialBalance }) => (
  <div className="scroll-x">
    <table aria-label={t.balance} className="stack books">
      <thead>
        <tr>
          <th scope="col">{t.heads.account}</th>
          <th scope="col" className="end">
            {t.heads.opening}
          </th>
          <th scope="col" className="end">
            {t.heads.debit}
          </th>
          <th scope="col" className="end">
            {t.heads.credit}
          </th>
          <th scope="col" className="end">
            {t.heads.closing}
          </th>
        </tr>
      </thead>
      {accountGroups.map((group) => {
        const rows = balance.rows.filter((row) => row.group === group);
        if (rows.length === 0) return null;
        return (
          <tbody key={group}>
            <tr className="group">
              <th colSpan={5} scope="rowgroup">
                {t.groups[group]}
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.account} row={row} span={balance} />
            ))}
          </tbody>
        );
      })}
      <tbody>
        <tr className="sum">
          <td>
            <b className="w6">{t.sum}</b>
          </td>
          <td className="gap" />
          <td className="end" data-head={t.heads.debit}>
            <Money fen={balance.debitFen} />
          </td>
          <td className="end" data-head={t.heads.credit}>
            <Money fen={balance.creditFen} />
          </td>
          <td className="gap" />
        </tr>
      </tbody>
    </table>
  </div>
);
