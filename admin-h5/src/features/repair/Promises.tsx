import type { StaffRepairView } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/handling';
import { Chip, type StatusName } from '../../ui/Chip';

type Promised = StaffRepairView['promises'][number];

const chips: Record<Promised['state'], StatusName> = {
  open: 'review',
  kept: 'done',
  missed: 'overdue',
  dropped: 'void',
};

/** Every deadline of the request: kept, missed or open, with its times. */
export const Promises = ({
  promises,
  kinds = t.promiseKinds,
}: {
  promises: readonly Promised[];
  kinds?: Record<Promised['kind'], string>;
}) => {
  const now = useNow();
  return (
    <section className="card pad col g2" aria-label={t.promises}>
      <b className="fs-m">{t.promises}</b>
      {promises.length === 0 && <p className="t2">{t.noPromises}</p>}
      {promises.map((one) => {
        const late = one.state === 'open' && one.kind !== 'confirm' && Date.parse(one.dueAt) < now.getTime();
        return (
          <div key={`${one.kind}${one.dueAt}`} className="vow">
            <Chip name={late ? 'overdue' : chips[one.state]}>{kinds[one.kind]}</Chip>
            <span className="t2 num">
              {t.promiseBy(dueTime(one.dueAt, now))}
              {one.metAt && `，${t.promiseMet(dueTime(one.metAt, now))}`}
            </span>
            <span className={one.state === 'missed' || late ? 'td' : 't2'}>
              {late ? t.openLate : t.promiseStates[one.state]}
            </span>
          </div>
        );
      })}
    </section>
  );
};
