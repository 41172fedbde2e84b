import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatFen } from 'shared-types/money';
import { type HouseAccountView, readHouseAccount } from 'shared-types/staffAccount';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Coupons } from './Coupons';
import { Deposits } from './Deposits';
import { ExplainDialog } from './ExplainDialog';
import { Movements } from './Movements';
import { RemindDialog } from './RemindDialog';

const Balance = ({ account }: { account: HouseAccountView }) => (
  <section className="card pad col g2" aria-label={t.balance}>
    <h2 className="fs-m">{t.balance}</h2>
    <span className="money-big">
      <Money fen={account.balanceFen} />
    </span>
    <span className="t2">{account.autoOffset ? t.autoOn : t.autoOff}</span>
  </section>
);

type Owed = NonNullable<HouseAccountView['arrears']>;

const Reminders = ({ reminders }: { reminders: Owed['reminders'] }) => {
  const now = useNow();
  return (
    <details>
      <summary className="t2">{reminders.length === 0 ? t.noReminders : `${t.reminders} ${reminders.length}`}</summary>
      <ol className="plain col g1">
        {reminders.map((one) => (
          <li key={one.id} className="row between g3">
            <span>
              {one.words}
              {one.by && <span className="t2">{` · ${one.by}`}</span>}
            </span>
            <span className="t2 num">{`${dayTime(one.at, now)} · ${t.reminderDue(formatFen(one.dueFen))}`}</span>
          </li>
        ))}
      </ol>
    </details>
  );
};

const Debt = ({ account, owed }: { account: HouseAccountView; owed: Owed }) => {
  const [asking, setAsking] = useState(false);
  return (
    <section className="card pad col g2" aria-label={t.due}>
      <h2 className="fs-m">{t.due}</h2>
      <span className="money-big">
        {owed.dueFen > 0 ? <Money fen={owed.dueFen} due /> : <span className="t2">{t.nothingDue}</span>}
      </span>
      {owed.dueFen > 0 && (
        <span className="t2 num">
          {owed.oldestDueOn && t.oldest(owed.oldestDueOn, owed.bills)}
          {owed.overdueFen > 0 && <b className="td w5">{`，${t.overdueOf(formatFen(owed.overdueFen))}`}</b>}
        </span>
      )}
      <Reminders reminders={owed.reminders} />
      <div className="row g2 wrap">
        <Link className="btn ghost sm" to={`/bills?houseId=${account.houseId}`}>
          {t.toBills}
        </Link>
        {account.actions.includes('remind') && (
          <button type="button" className="btn sec sm" onClick={() => setAsking(true)}>
            {t.remind}
          </button>
        )}
      </div>
      {asking && (
        <RemindDialog
          house={{ houseId: account.houseId, houseLabel: account.houseLabel, dueFen: owed.dueFen }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
};

/** The money of one house: what it has with us, what it owes, its coupons and deposits. */
export const AccountPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readHouseAccount, { params: { id } });
  const [explaining, setExplaining] = useState(false);
  return (
    <Page
      title={query.data ? t.accountOf(query.data.houseLabel) : t.account}
      tools={<ChargeRooms />}
      back={`/bills?houseId=${id}`}
    >
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={140} />}>
        {(account) => (
          <>
            <div className="row">
              <button type="button" className="btn ghost sm right" onClick={() => setExplaining(true)}>
                {t.explain}
              </button>
            </div>
            <div className="tiles halves">
              {account.arrears && <Debt account={account} owed={account.arrears} />}
              <Balance account={account} />
            </div>
            <div className="tiles halves">
              <Deposits account={account} />
              <Coupons account={account} />
            </div>
            <Movements houseId={id} />
          </>
        )}
      </Loaded>
      {explaining && <ExplainDialog houseId={id} onClose={() => setExplaining(false)} />}
    </Page>
  );
};
