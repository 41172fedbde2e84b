import { useState } from 'react';
import { Link } from 'react-router';
import type { ResponseOf } from 'shared-types/contract';
import type { readBoardDay } from 'shared-types/staffRepair';
import { clockTime, wall } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/board';
import { barHeight } from '../../ui/chartMath';
import { Dialog } from '../../ui/Dialog';

type Day = ResponseOf<typeof readBoardDay>;

const slot = 33;
const base = 40;
const width = 24 * slot + 4;
const labelled = new Set([0, 3, 6, 9, 12, 15, 18, 21]);
const sum = (hours: Day['hours'], of: 'reported' | 'finished') => hours.reduce((all, hour) => all + hour[of], 0);

const Bars = ({ hours, now }: { hours: Day['hours']; now: Date }) => {
  const most = Math.max(1, ...hours.flatMap((hour) => [hour.reported, hour.finished]));
  const w = wall(now);
  const x = 4 + (w.hour + w.minute / 60) * slot;
  return (
    <svg viewBox={`0 0 ${width} 60`} aria-hidden="true" preserveAspectRatio="none">
      <path d={`M0 ${base + 0.5}H${width}`} className="axis" />
      {hours.map((hour, i) => {
        const left = 4 + i * slot;
        const reported = barHeight(hour.reported, most, 34);
        const finished = barHeight(hour.finished, most, 34);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place in the day
          <g key={i}>
            <rect x={left} y={base - reported} width="10" height={reported} rx="2" className="new" />
            <rect x={left + 12} y={base - finished} width="10" height={finished} rx="2" className="fin" />
          </g>
        );
      })}
      <path d={`M${x} 2V46`} className="now" />
    </svg>
  );
};

const Rows = ({ hours, onClose }: { hours: Day['hours']; onClose: () => void }) => {
  const told = hours.map((hour, i) => ({ ...hour, i })).filter((hour) => hour.reported + hour.finished > 0);
  return (
    <Dialog title={t.rhythm.title} onClose={onClose}>
      {told.length === 0 ? (
        <p className="t2">{t.rhythm.none}</p>
      ) : (
        <table aria-label={t.rhythm.title}>
          <thead>
            <tr>
              <th scope="col">{t.rhythm.from}</th>
              <th scope="col">{t.rhythm.reported}</th>
              <th scope="col">{t.rhythm.finished}</th>
            </tr>
          </thead>
          <tbody>
            {told.map((hour) => (
              <tr key={hour.i}>
                <td>{t.rhythm.hour(hour.i)}</td>
                <td>{hour.reported}</td>
                <td>{hour.finished}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
};

/** 今天的节奏: what came in and what was finished, by the hour. */
export const Rhythm = ({ hours }: { hours: Day['hours'] }) => {
  const now = useNow();
  const [open, setOpen] = useState(false);
  const w = wall(now);
  const [reported, finished] = [sum(hours, 'reported'), sum(hours, 'finished')];
  return (
    <section className="card beat" aria-label={t.rhythm.title}>
      <div>
        <b className="fs-m nowrap">{t.rhythm.title}</b>
        <div className="lgd num">
          <span>
            <i className="lg s0" />
            {t.rhythm.reported} {reported}
          </span>
          <span>
            <i className="lg s1" />
            {t.rhythm.finished} {finished}
          </span>
        </div>
      </div>
      <div className="bars">
        <Bars hours={hours} now={now} />
        {hours.map((_, i) =>
          labelled.has(i) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place in the day
            <i key={i} className="tk" style={{ left: `${((4 + i * slot) / width) * 100}%` }}>
              {t.rhythm.hour(i)}
            </i>
          ) : null,
        )}
        <i className="tk on" style={{ left: `${((8 + (w.hour + w.minute / 60) * slot) / width) * 100}%` }}>
          {t.rhythm.now}
        </i>
        <button
          type="button"
          className="over"
          aria-label={`${t.rhythm.label(reported, finished)}，${t.rhythm.rows}`}
          onClick={() => setOpen(true)}
        />
      </div>
      {open && <Rows hours={hours} onClose={() => setOpen(false)} />}
    </section>
  );
};

/** 刚刚: the last things that happened; each opens its request. */
export const Latest = ({ latest }: { latest: Day['latest'] }) => (
  <section className="ticker num" aria-label={t.latest}>
    <b>{t.latest}</b>
    {latest.length === 0 && <span>{t.nothingYet}</span>}
    <ul>
      {latest.map((one) => (
        <li key={`${one.repairId}${one.at}${one.text}`}>
          <Link to={`/requests/${one.repairId}`}>
            {clockTime(one.at)} {one.text}
          </Link>
        </li>
      ))}
    </ul>
  </section>
);
