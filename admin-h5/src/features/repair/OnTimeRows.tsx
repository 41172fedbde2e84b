import { Link } from 'react-router';
import { atWall } from 'shared-types/time';
import { dateWords, percentWords } from '../../lib/words';
import { t } from '../../locales/zh-CN/board';
import { keptPercent } from '../../ui/chartMath';
import { Dialog } from '../../ui/Dialog';

interface Day {
  day: string;
  kept: number;
  missed: number;
}

/** The rows behind the share: each day with what was kept and what was missed, as a bar from 0 and as figures. */
export const OnTimeRows = ({ days, onClose }: { days: readonly Day[]; onClose: () => void }) => {
  const most = Math.max(1, ...days.map((day) => day.kept + day.missed));
  return (
    <Dialog
      title={t.onTime.title}
      onClose={onClose}
      foot={
        <Link className="btn sec" to="/escalations">
          {t.onTime.toMissed}
        </Link>
      }
    >
      <p className="t2">{t.onTime.what}</p>
      <table aria-label={t.onTime.title}>
        <thead>
          <tr>
            <th scope="col">{t.onTime.day}</th>
            <th scope="col">{t.onTime.kept}</th>
            <th scope="col">{t.onTime.missed}</th>
            <th scope="col">{t.onTime.share}</th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={day.day}>
              <td style={{ width: '46%' }}>
                {dateWords(atWall(day.day, 12))}
                <span className="meter" style={{ width: `${((day.kept + day.missed) / most) * 100}%` }}>
                  <i className="s1" style={{ flexGrow: day.kept }} />
                  <i className="sd" style={{ flexGrow: day.missed }} />
                </span>
              </td>
              <td>{day.kept}</td>
              <td className={day.missed ? 'td' : ''}>{day.missed}</td>
              <td>{percentWords(keptPercent(day))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
};
