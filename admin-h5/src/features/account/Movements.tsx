import { formatFen } from 'shared-types/money';
import { listHouseMovements } from 'shared-types/staffAccount';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Money } from '../../ui/Money';
import { Loaded, More, Skeleton } from '../../ui/States';

/** How the balance of a house came to be what it is, newest first. */
export const Movements = ({ houseId }: { houseId: string }) => {
  const now = useNow();
  const query = usePages(listHouseMovements, { params: { id: houseId } });
  return (
    <section className="card pad col g2" aria-label={t.movements}>
      <h2 className="fs-m">{t.movements}</h2>
      <Loaded query={query} skeleton={<Skeleton rows={3} />}>
        {() =>
          query.items.length === 0 ? (
            <p className="t2">{t.noMovements}</p>
          ) : (
            <>
              {query.items.map((one) => (
                <div key={one.id} className="row between g3 slip-line">
                  <span className="col">
                    {one.words}
                    <span className="t2 num">{dayTime(one.at, now)}</span>
                  </span>
                  <span className="col right">
                    <Money fen={one.amountFen} signed />
                    <span className="t2 num">{t.left(formatFen(one.balanceFen))}</span>
                  </span>
                </div>
              ))}
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </section>
  );
};
