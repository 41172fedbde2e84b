import { useNow } from '../../lib/clock';
import { dueTime, spokenNumber } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/order';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/icons';
import { Ring } from '../../ui/Ring';
import { orderChip } from './orderChip';
import type { OrderOnScreen } from './steps';

/** The promise, the place, and the two things a worker asks for: the phone and the owner's words. */
export const OrderHead = ({ order, onWords }: { order: OrderOnScreen; onWords: () => void }) => {
  const { promise } = order;
  const now = useNow();
  const running = promise && order.status !== 'finished' && order.status !== 'cancelled';
  const full = order.contact.phone !== null && !order.contact.phone.includes('*');
  const due = running && !order.pause ? `，${t.due(dueTime(promise.dueAt, now), common.dueBy[promise.kind])}` : '';
  return (
    <section className="card" style={{ padding: 14 }}>
      <div className="row g3">
        {running && <Ring span={promise} size={72} />}
        <div className="grow">
          <div className="row g2 wrap">
            {order.urgency === 'emergency' && <Chip name="urgent" />}
            <Chip name={orderChip(order.status)}>{t.statuses[order.status]}</Chip>
            <span className="t3 num">{spokenNumber(order.number)}</span>
          </div>
          <b className="fs-l">{order.title}</b>
          {order.task !== order.title && <div className="w5">{t.task(order.task)}</div>}
          <div className="t2 num">{`${order.placeLabel}${due}`}</div>
          {order.preferredTime && <div className="t2">{t.preferred(order.preferredTime)}</div>}
        </div>
      </div>
      <div className="row g2" style={{ marginTop: 12 }}>
        {full ? (
          <a
            className="btn sec grow"
            style={{ padding: 0 }}
            href={`tel:${order.contact.phone}`}
            aria-label={`${t.call} ${order.contact.name ?? ''}`}
          >
            <Icon name="phone" />
            {t.call}
          </a>
        ) : (
          <span className="row grow t2" style={{ justifyContent: 'center', minHeight: 44 }}>
            {order.contact.phone ? t.noPhone : t.noContact}
          </span>
        )}
        <button type="button" className="btn sec grow" style={{ padding: 0 }} onClick={onWords}>
          <Icon name="mic" />
          {t.words}
        </button>
      </div>
    </section>
  );
};
