import { Link } from 'react-router';
import { formatFen } from 'shared-types/money';
import { readHouseAccount } from 'shared-types/staffAccount';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/house';
import { Money } from '../../ui/Money';
import { Loaded, Skeleton } from '../../ui/States';

/** What a house owes and has with us, in two lines; more of it stands in its account. */
export const HouseMoney = ({ id }: { id: string }) => {
  const { may } = useMe();
  const query = useRead(readHouseAccount, { params: { id } }, { enabled: may('bill.read') });
  // Whoever may not read bills is not told that there are none.
  if (!may('bill.read')) return null;
  return (
    <section className="hair col g2">
      <div className="row between g2">
        <b className="fs-m">{t.money}</b>
        <Link className="tb" to={`/bills/houses/${id}`}>
          {t.toMoney}
        </Link>
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={1} />}>
        {({ arrears, balanceFen }) => (
          <>
            {arrears && (
              <span className="row g2 wrap">
                {arrears.dueFen > 0 ? <Money fen={arrears.dueFen} due /> : t.nothingDue}
                {arrears.overdueFen > 0 && <span className="td">{t.overdueOf(formatFen(arrears.overdueFen))}</span>}
              </span>
            )}
            {balanceFen > 0 && <span className="t2 num">{t.prepaid(formatFen(balanceFen))}</span>}
          </>
        )}
      </Loaded>
    </section>
  );
};
