import type { DeviceKind } from 'shared-types/device';
import { readDeviceTelemetry } from 'shared-types/telemetry';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/telemetry';
import { Icon } from '../../ui/icons';
import { Loaded, Skeleton } from '../../ui/States';
import { metricOf, saidOf } from './metrics';

interface Device {
  id: string;
  kind: DeviceKind;
}

/** The values of a device as they stand, and what was refused of it. */
export const DeviceValues = ({ device }: { device: Device }) => {
  const now = useNow();
  const query = useRead(readDeviceTelemetry, { params: { id: device.id } });
  return (
    <section className="card pad col g3">
      <h2>{t.values}</h2>
      <Loaded query={query} skeleton={<Skeleton rows={2} height={40} />}>
        {({ latest, refused }) => (
          <>
            {latest.length === 0 && <p className="t2">{t.none}</p>}
            {latest.length > 0 && (
              <dl className="readouts">
                {latest.map(({ name, value, at }) => (
                  <div key={name}>
                    <dt className="t2">{t.nameOf(name)}</dt>
                    <dd className="fs-l w6 num">{saidOf(metricOf(device.kind, name), value)}</dd>
                    <dd className="t2 num">{t.at(dayTime(at, now))}</dd>
                  </div>
                ))}
              </dl>
            )}
            {refused.map(({ day, saying, count }) => (
              <p key={`${day}${saying}`} className="row g2 top-a">
                <Icon name="clock" size={18} />
                <span>{t.refused(day, saying, count)}</span>
              </p>
            ))}
          </>
        )}
      </Loaded>
    </section>
  );
};
