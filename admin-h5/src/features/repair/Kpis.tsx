import { Link } from 'react-router';
import { readRepairBoard } from 'shared-types/staffRepair';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/repair';

const figures = [
  { key: 'open', to: '/requests' },
  { key: 'waiting', to: '/requests?status=submitted' },
  { key: 'overdue', to: '/requests?sort=due', danger: true },
  { key: 'emergencies', to: '/requests?urgency=emergency', danger: true },
  { key: 'finishedToday', to: '/requests?status=done' },
  { key: 'toModerate', to: '/requests?moderation=review' },
] as const;

/** Figures of today; each opens to its rows. */
export const Kpis = () => {
  const board = useRead(readRepairBoard);
  return (
    <div className="kpis">
      {figures.map((figure) => {
        const value = board.data?.[figure.key];
        return (
          <Link key={figure.key} to={figure.to}>
            <span>{t.kpi[figure.key]}</span>
            <b className={'danger' in figure && value ? 'td' : ''}>{value ?? '—'}</b>
          </Link>
        );
      })}
    </div>
  );
};
