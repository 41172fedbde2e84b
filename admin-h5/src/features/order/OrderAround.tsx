import { useNow } from '../../lib/clock';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/order';
import { Chip } from '../../ui/Chip';
import { acceptWords } from './OrderCard';
import { orderChip } from './orderChip';
import { minutesToAccept } from './orderShape';
import { PauseOrder } from './PauseOrder';
import type { OrderOnScreen } from './steps';

/** What presses now: the answer that is waited for, the owner who urged, the clock that stands. */
export const OrderStrips = ({ order }: { order: OrderOnScreen }) => {
  const now = useNow();
  const accept = order.status === 'assigned' ? minutesToAccept(order.acceptBy, now) : null;
  return (
    <>
      {accept !== null && (
        <p className={`note ${accept > 0 ? 'money' : 'danger'}`} role="status">
          <b>{acceptWords(accept)}</b>
          <span>{t.acceptElse}</span>
        </p>
      )}
      {order.pause && (
        <p className="note money" role="status">
          <span>
            <b>{t.pausedUntil(dueTime(order.pause.until, now))}</b>，{order.pause.reason}
          </span>
        </p>
      )}
      {order.urged > 0 && <p className="note money">{t.urged(order.urged)}</p>}
    </>
  );
};

/** Why it came to this worker, and who else is at it. */
export const OrderAround = ({ order }: { order: OrderOnScreen }) => {
  const mayPause = order.actions.includes('pause');
  if (!order.dispatchWords && !order.dispatchNote && order.others.length === 0 && !mayPause) return null;
  return (
    <section className="card pad col g3">
      {order.dispatchNote && <p>{`${t.dispatchNote}：${order.dispatchNote}`}</p>}
      {order.dispatchWords && (
        <p className="t2">
          {t.why}
          {order.dispatchWords}
        </p>
      )}
      {order.others.length > 0 && (
        <div className="col g2">
          <b>{t.others}</b>
          {order.others.map((other) => (
            <div key={`${other.department}${other.task}`} className="row g2 wrap">
              <Chip name={orderChip(other.status)}>{t.otherStatuses[other.status]}</Chip>
              <span className="grow">
                {other.department}：{other.task}
              </span>
              <span className="t2">{other.workerName ?? t.nobodyYet}</span>
            </div>
          ))}
        </div>
      )}
      {mayPause && <PauseOrder id={order.id} />}
    </section>
  );
};
