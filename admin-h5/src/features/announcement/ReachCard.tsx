import type { Reach } from 'shared-types/staffAnnouncement';
import { t } from '../../locales/zh-CN/announcement';
import './announcement.css';

type Line = Reach['byRole'][number];

/** A bar of those who read among those whom it reaches, or of this group among all. */
const Lines = ({
  label,
  lines,
  whole,
  read,
}: {
  label: string;
  lines: readonly Line[];
  whole: number;
  read: boolean;
}) =>
  lines.length === 0 ? null : (
    <fieldset className="col g1" aria-label={label}>
      <span className="t2">{label}</span>
      {lines.map((line) => {
        const part = read ? line.read / Math.max(1, line.reached) : line.reached / Math.max(1, whole);
        return (
          <div key={line.id} className="reach-line">
            <span>{line.name}</span>
            <span className="reach-bar" aria-hidden="true">
              <i style={{ width: `${Math.round(part * 100)}%` }} />
            </span>
            <span className="num t2">
              {read ? t.reach.readOf(line.read, line.reached) : t.reach.count(line.reached)}
            </span>
          </div>
        );
      })}
    </fieldset>
  );

/** How many it reaches and why so few; once it is published, how many of them have read it. */
export const ReachLines = ({ reach, read }: { reach: Reach; read: boolean }) => (
  <div className="col g3">
    <div>
      <b className="fs-l num">{read ? t.readShare(reach.read, reach.reached) : t.reach.people(reach.reached)}</b>
      {reach.houses > 0 && <div className="t2 num">{t.reach.houses(reach.housesReached, reach.houses)}</div>}
    </div>
    {reach.remarks.map((words) => (
      <p key={words} className="tm">
        {words}
      </p>
    ))}
    <Lines label={t.reach.byRole} lines={reach.byRole} whole={reach.reached} read={read} />
    <Lines label={t.reach.byBuilding} lines={reach.byBuilding} whole={reach.reached} read={read} />
  </div>
);
