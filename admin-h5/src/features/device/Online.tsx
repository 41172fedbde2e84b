import type { DeviceRow } from 'shared-types/staffDevice';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/device';
import { Chip } from '../../ui/Chip';

/** Whether a device speaks to us now, and when it last did. */
export const Online = ({ device }: { device: Pick<DeviceRow, 'online' | 'lastSeenAt'> }) => {
  const now = useNow();
  if (device.online === null) return <span className="t3">{t.noNetwork}</span>;
  return (
    <span className="col">
      <Chip name={device.online ? 'valid' : 'offline'}>{device.online ? t.onlineNow : t.offlineNow}</Chip>
      <span className="t2 num">{device.lastSeenAt ? t.lastSeen(dayTime(device.lastSeenAt, now)) : t.neverSeen}</span>
    </span>
  );
};
