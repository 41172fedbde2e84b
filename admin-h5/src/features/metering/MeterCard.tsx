import { readDeviceMeter } from 'shared-types/metering';
import type { DeviceView } from 'shared-types/staffDevice';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/metering';
import { Chip } from '../../ui/Chip';

const amount = (thousandths: number): string =>
  (thousandths / 1000).toLocaleString('en-US', { maximumFractionDigits: thousandths < 10_000 ? 2 : 1 });

interface Day {
  day: string;
  used: number;
  estimated: boolean;
}

/** The days side by side; the axis starts at 0. */
const Days = ({ days, unit }: { days: readonly Day[]; unit: string }) => {
  const most = Math.max(1, ...days.map(({ used }) => used));
  return (
    <div className="row g1" style={{ height: 72, alignItems: 'flex-end' }} role="img" aria-label={t.days}>
      {days.map(({ day, used, estimated }) => (
        <span
          key={day}
          className="grow"
          title={t.daySaid(day, `${amount(used)} ${unit}`)}
          style={{
            height: `${(used / most) * 100}%`,
            minHeight: 1,
            maxWidth: 24,
            background: 'var(--brand)',
            opacity: estimated ? 0.42 : 1,
            borderRadius: '3px 3px 0 0',
          }}
        />
      ))}
    </div>
  );
};

/** What a meter counted and what that gave away; nothing for other devices. */
export const MeterCard = ({ device }: { device: DeviceView }) => {
  const now = useNow();
  const isMeter = device.kind === 'water-meter' || device.kind === 'power-meter';
  const query = useRead(readDeviceMeter, { params: { id: device.id } }, { enabled: isMeter });
  const meter = query.data?.meter;
  if (!isMeter || !meter) return null;
  const { unit } = meter;
  return (
    <section className="card pad col g3">
      <h2>{t.title}</h2>
      <div className="row g4 wrap">
        <div className="col">
          <span className="t2">{t.today}</span>
          <b className="fs-l num">{`${amount(meter.today)} ${unit}`}</b>
        </div>
        <div className="col">
          <span className="t2">{t.month}</span>
          <b className="fs-l num">{`${amount(meter.month)} ${unit}`}</b>
        </div>
        <div className="col">
          <span className="t2">{t.counter}</span>
          <b className="fs-l num">{amount(meter.counter)}</b>
        </div>
      </div>
      {meter.days.length > 0 && <Days days={meter.days} unit={unit} />}
      <p className="t2">
        {t.days}
        {meter.days.some(({ estimated }) => estimated) && ` · ${t.estimated}`}
      </p>
      <b className="w5">{t.findings}</b>
      {meter.findings.length === 0 && <p className="t2">{t.noFindings}</p>}
      {meter.findings.map((finding) => (
        <div key={finding.id} className="row between g2 wrap">
          <span className="col">
            {finding.words}
            <span className="t2 num">
              {t.since(dayTime(finding.since, now), finding.until && dayTime(finding.until, now))}
            </span>
          </span>
          <Chip name={finding.until ? 'done' : 'overdue'}>{finding.until ? t.over : t.open}</Chip>
        </div>
      ))}
    </section>
  );
};
