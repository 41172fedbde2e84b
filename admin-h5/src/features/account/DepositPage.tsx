import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { DepositView } from 'shared-types/account';
import { readDeposit } from 'shared-types/staffAccount';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { ReturnDeposit } from './DepositDialogs';
import { DepositMark, returnWords } from './Deposits';

const Receipt = ({ deposit }: { deposit: DepositView }) => {
  const now = useNow();
  const rows: [string, string | null][] = [
    [t.receiptNumber, deposit.number],
    [t.receiptHouse, deposit.houseLabel],
    [t.receiptMethod, t.methods[deposit.method]],
    [t.receiptBy, deposit.takenBy],
    [t.receiptAt, dayTime(deposit.takenAt, now)],
    [t.receiptNote, deposit.note],
  ];
  return (
    <section className="card pad col g3" aria-label={t.receipt}>
      <div className="row between g3">
        <h2 className="fs-l">{t.receipt}</h2>
        <DepositMark deposit={deposit} />
      </div>
      <dl className="kv">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => [
            <dt key={name}>{name}</dt>,
            <dd key={`${name}-value`} className="num">
              {value}
            </dd>,
          ])}
      </dl>
      <div className="row between g3 slip-sum">
        <span>{deposit.kindName}</span>
        <span className="money-big">
          <Money fen={deposit.amountFen} />
        </span>
      </div>
      {deposit.returned && (
        <div className="row between g3">
          <span className="t2">{returnWords(deposit, now)}</span>
          <Money fen={-deposit.returned.amountFen} />
        </div>
      )}
    </section>
  );
};

/** One deposit: its receipt, to print, and its way back. */
export const DepositPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readDeposit, { params: { id } });
  const [returning, setReturning] = useState(false);
  return (
    <Page title={query.data?.kindName ?? t.deposits} tools={<ChargeRooms />} back="/deposits">
      <Loaded query={query} skeleton={<SkeletonCards count={1} height={280} />}>
        {(deposit) => (
          <div className="col g3 narrow">
            <Receipt deposit={deposit} />
            <div className="row g2 wrap no-print">
              {deposit.actions.includes('return') && (
                <button type="button" className="btn sec" onClick={() => setReturning(true)}>
                  {t.returnIt}
                </button>
              )}
              <button type="button" className="btn ghost" onClick={() => print()}>
                <Icon name="print" size={18} />
                {t.print}
              </button>
              <Link className="btn ghost" to={`/bills/houses/${deposit.houseId}`}>
                {t.account}
              </Link>
            </div>
            {returning && <ReturnDeposit deposit={deposit} onClose={() => setReturning(false)} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
};
