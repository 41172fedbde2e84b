import { useState } from 'react';
import { Link } from 'react-router';
import type { DepositView } from 'shared-types/account';
import { formatFen } from 'shared-types/money';
import type { HouseAccountView } from 'shared-types/staffAccount';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/account';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { TakeDeposit } from './DepositDialogs';

export const DepositMark = ({ deposit }: { deposit: DepositView }) => (
  <Chip name={deposit.status === 'held' ? 'valid' : 'done'}>{t.depositStatuses[deposit.status]}</Chip>
);

/** Where the money of a deposit went, in a sentence. */
export const returnWords = ({ returned }: DepositView, now: Date): string | null =>
  returned &&
  [
    t.returnedWords(dayTime(returned.at, now), returned.by, t.methods[returned.method]),
    returned.deductedFen > 0 ? t.deducted(formatFen(returned.deductedFen), returned.reason) : '',
  ]
    .filter(Boolean)
    .join('；');

const Deposit = ({ deposit, opens }: { deposit: DepositView; opens: boolean }) => {
  const now = useNow();
  const inside = (
    <>
      <span className="col grow">
        <span className="row g2 wrap">
          {deposit.kindName}
          <DepositMark deposit={deposit} />
        </span>
        <span className="t2 num">{`${deposit.number} · ${dayTime(deposit.takenAt, now)}`}</span>
        {deposit.returned && <span className="t2">{returnWords(deposit, now)}</span>}
      </span>
      <Money fen={deposit.amountFen} />
    </>
  );
  return opens ? (
    <Link to={`/deposits/${deposit.id}`} className="row between g3 slip-line plain-link">
      {inside}
    </Link>
  ) : (
    <div className="row between g3 slip-line">{inside}</div>
  );
};

/** What is held for a house and comes back. */
export const Deposits = ({ account }: { account: HouseAccountView }) => {
  const { may } = useMe();
  const [taking, setTaking] = useState(false);
  return (
    <section className="card pad col g2" aria-label={t.deposits}>
      <div className="row between g3">
        <h2 className="fs-m">{t.deposits}</h2>
        {account.actions.includes('take-deposit') && (
          <button type="button" className="btn ghost sm" onClick={() => setTaking(true)}>
            {t.take}
          </button>
        )}
      </div>
      {account.deposits.length === 0 && <p className="t2">{t.noDeposits}</p>}
      <div>
        {account.deposits.map((deposit) => (
          <Deposit key={deposit.id} deposit={deposit} opens={may('payment.read')} />
        ))}
      </div>
      {taking && <TakeDeposit houseId={account.houseId} onClose={() => setTaking(false)} />}
    </section>
  );
};
