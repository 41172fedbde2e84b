import { Link } from 'react-router';
import type { OrderSummary } from 'shared-types/workorder';
import { useNow } from '../../lib/clock';
import { dueTime } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/order';
import { Chip } from '../../ui/Chip';
import { Ring } from '../../ui/Ring';
import { orderChip } from './orderChip';
import { minutesToAccept } from './orderShape';

export const acceptWords = (minutes: number): string => (minutes > 0 ? t.acceptWithin(minutes) : t.acceptLate);

const dueWords = (order: OrderSummary, now: Date): string => {
  if (order.pause) return t.pausedUntil(dueTime(order.pause.until, now));
  if (order.promise) return t.due(dueTime(order.promise.dueAt, now), common.dueBy[order.promise.kind]);
  return order.preferredTime ?? '';
};

/** One order in the worker's list. */
export const OrderCard = ({ order, waiting }: { order: OrderSummary; waiting: boolean }) => {
  const now = useNow();
  const accept = order.status === 'assigned' ? minutesToAccept(order.acceptBy, now) : null;
  const urgent = order.urgency === 'emergency';
  return (
    <Link className="card oc" to={`/orders/${order.id}`}>
      <span className="h">
        {order.promise && order.status !== 'finished' && <Ring span={order.promise} />}
        <span className="grow">
          {urgent && <Chip name="urgent" pill />}
          <span className="tt">{order.title}</span>
          <span className="t2 el num">{order.placeLabel}</span>
          {order.task !== order.title && <span className="t2">{t.task(order.task)}</span>}
          {(accept !== null || order.urged > 0) && (
            <span className="marks">
              {accept !== null && <span className={accept > 0 ? 'tm' : 'td'}>{acceptWords(accept)}</span>}
              {order.urged > 0 && <span className="tm">{t.urged(order.urged)}</span>}
            </span>
          )}
        </span>
      </span>
      <span className="ft">
        {order.pause ? (
          <Chip name="asking">{t.pausedShort}</Chip>
        ) : (
          <Chip name={orderChip(order.status)}>{t.statuses[order.status]}</Chip>
        )}
        {waiting && <Chip name="offline" />}
        <span className="right el num">{dueWords(order, now)}</span>
      </span>
    </Link>
  );
};
