import { Link } from 'react-router';
import { type AlarmSummary, listAlarms } from 'shared-types/alarm';
import type { DeviceView } from 'shared-types/staffDevice';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/alarm';
import { AlarmMarks } from './AlarmMarks';

const Row = ({ alarm }: { alarm: AlarmSummary }) => {
  const now = useNow();
  return (
    <li className="col g1">
      <div className="row g2 wrap">
        <AlarmMarks alarm={alarm} />
      </div>
      <Link className="w6" to={`/alarms/${alarm.id}`}>
        {alarm.title}
      </Link>
      <span className="t2 num">
        {dueTime(alarm.lastAt, now)}
        {alarm.count > 1 && `，${t.said(alarm.count)}`}
      </span>
    </li>
  );
};

/** The last alarms of a device on its page, those that nobody has closed first; nothing for whoever may not see alarms. */
export const DeviceAlarms = ({ device }: { device: DeviceView }) => {
  const { may } = useMe();
  const ofScope = (scope: 'open' | 'ended') => ({ query: { scope, deviceId: device.id, limit: 5 } });
  const enabled = may('alarm.read');
  const open = useRead(listAlarms, ofScope('open'), { enabled });
  const ended = useRead(listAlarms, ofScope('ended'), { enabled });
  if (!open.data || !ended.data) return null;
  const items = [...open.data.items, ...ended.data.items].slice(0, 5);
  return (
    <section className="card pad col g3" aria-label={t.title}>
      <h2>{t.title}</h2>
      {items.length === 0 && <p className="t2">{t.neverOfDevice}</p>}
      {items.length > 0 && (
        <ul className="plain col g3">
          {items.map((alarm) => (
            <Row key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
    </section>
  );
};
