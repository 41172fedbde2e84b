import { useState } from 'react';
import type { StaffRepairView } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { dueTime } from '../../lib/words';
import { t as dispatch } from '../../locales/zh-CN/dispatch';
import { t as words } from '../../locales/zh-CN/handling';
import { t } from '../../locales/zh-CN/repair';
import { Chip, type StatusName } from '../../ui/Chip';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/icons';
import { Candidates } from './Candidates';

type Order = StaffRepairView['orders'][number];

const chips: Record<Order['status'], StatusName> = {
  waiting: 'waiting',
  assigned: 'assigned',
  accepted: 'assigned',
  arrived: 'working',
  finished: 'done',
  cancelled: 'void',
};

const Times = ({ order }: { order: Order }) => {
  const now = useNow();
  const times = [
    order.assignedAt && words.assignedAt(dueTime(order.assignedAt, now)),
    order.acceptedAt && words.acceptedAt(dueTime(order.acceptedAt, now)),
    order.arrivedAt && words.arrivedAt(dueTime(order.arrivedAt, now)),
    order.finishedAt && words.finishedAt(dueTime(order.finishedAt, now)),
  ].filter(Boolean);
  return times.length > 0 ? <span className="fs-t t3 num">{times.join('，')}</span> : null;
};

const OrderCard = ({ order, onAssign }: { order: Order; onAssign: (() => void) | null }) => (
  <div className={order.main ? 'main' : ''}>
    <div className="row g2 wrap">
      <Chip name={chips[order.status]}>{t.orderStatuses[order.status]}</Chip>
      <span className="right t2">
        {order.department}
        {order.main && ` · ${words.main}`}
      </span>
    </div>
    <b className="w5">{order.task}</b>
    <span className={order.worker ? '' : 'td'}>{order.worker?.name ?? t.nobody}</span>
    <Times order={order} />
    {order.result && <p className="sunk pre">{`${t.result}：${order.result}`}</p>}
    {(order.worker?.phone || onAssign) && (
      <div className="row g2 wrap" style={{ marginTop: 'auto' }}>
        {order.worker?.phone && (
          <a
            className="btn sec sm"
            href={`tel:${order.worker.phone}`}
            aria-label={`${words.callWorkerShort} ${order.worker.name}`}
          >
            <Icon name="phone" size={18} />
            {words.callWorkerShort}
          </a>
        )}
        {onAssign && (
          <button
            type="button"
            className="btn ghost sm"
            aria-label={`${order.worker ? t.reassign : t.assign} ${order.task}`}
            onClick={onAssign}
          >
            {order.worker ? t.reassign : t.assign}
          </button>
        )}
      </div>
    )}
  </div>
);

/** Every department's part side by side; each may be given to somebody else. */
export const Orders = ({ repair }: { repair: StaffRepairView }) => {
  const [asked, setAsked] = useState<Order | null>(null);
  const mayAssign = repair.actions.includes('assign');
  // The answer to a complaint is with whoever takes the complaint.
  const open = (order: Order) =>
    !['finished', 'cancelled'].includes(order.status) && !(repair.kind === 'complaint' && order.main);
  return (
    <section className="card pad col g3" aria-label={t.orders}>
      <b className="fs-m">{t.orders}</b>
      {repair.orders.length === 0 && <p className="t2">{t.noOrders}</p>}
      {repair.orders.length > 0 && (
        <div className="joins">
          {repair.orders.map((order) => (
            <OrderCard
              key={order.id}
              order={order}
              onAssign={mayAssign && open(order) ? () => setAsked(order) : null}
            />
          ))}
        </div>
      )}
      {asked && (
        <Dialog title={dispatch.assignOrder(asked.task)} wide onClose={() => setAsked(null)}>
          <Candidates repair={repair} orderId={asked.id} onDone={() => setAsked(null)} />
        </Dialog>
      )}
    </section>
  );
};
