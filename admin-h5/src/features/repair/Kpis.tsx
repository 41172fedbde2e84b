import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { ResponseOf } from 'shared-types/contract';
import type { Department } from 'shared-types/permissions';
import { readRepairBoard } from 'shared-types/staffRepair';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { percentWords } from '../../lib/words';
import { t } from '../../locales/zh-CN/board';
import { keptPercent } from '../../ui/chartMath';
import { Sparkline } from '../../ui/Sparkline';
import { OnTimeRows } from './OnTimeRows';

type Board = ResponseOf<typeof readRepairBoard>;

const longest = (minutes: number): string => {
  if (minutes < 100) return t.kpi.longest(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t.kpi.longestHours(hours) : t.kpi.longestDays(Math.round(hours / 24));
};

const Workers = ({ workers }: { workers: Board['workers'] }) => (
  <>
    <span>{t.kpi.workers}</span>
    <b>
      {workers.onShift}{' '}
      <small>
        {workers.rostered > 0 ? t.kpi.workersOf(workers.rostered, workers.idle) : t.kpi.workersIdle(workers.idle)}
      </small>
    </b>
  </>
);

const Figure = ({ to, label, children }: { to: string; label: string; children: ReactNode }) => (
  <Link to={to}>
    <span>{label}</span>
    <b>{children}</b>
  </Link>
);

const OnTime = ({ onTime, onOpen }: { onTime: Board['onTime'] | undefined; onOpen: () => void }) => (
  <button type="button" onClick={onOpen}>
    <span>{t.kpi.onTime}</span>
    <b>
      {percentWords(onTime?.percent ?? null)}{' '}
      {onTime?.percent === null ? (
        <small>{t.kpi.noneDue}</small>
      ) : (
        onTime && <Sparkline values={onTime.days.map(keptPercent)} most={100} />
      )}
    </b>
  </button>
);

/** What is in hand and how well promises are kept; every figure opens to its rows. */
export const Kpis = ({ department }: { department?: Department | undefined }) => {
  const board = useRead(readRepairBoard, department ? { query: { department } } : {});
  const { may } = useMe();
  const [open, setOpen] = useState(false);
  const { data } = board;
  const of = department ? `&department=${department}` : '';
  return (
    <div className="kpis">
      <Figure to={`/requests?sort=due${of}`} label={t.kpi.open}>
        {data?.open ?? '—'}
      </Figure>
      <Figure to={`/requests?needs=escalated&sort=due${of}`} label={t.kpi.overdue}>
        <span className={data?.overdue ? 'td' : 'ti'}>{data?.overdue ?? '—'}</span>{' '}
        {typeof data?.longestOverMinutes === 'number' && <small>{longest(data.longestOverMinutes)}</small>}
      </Figure>
      <Figure to={`/requests?status=done${of}`} label={t.kpi.finishedToday}>
        {data?.finishedToday ?? '—'}
      </Figure>
      <OnTime onTime={data?.onTime} onOpen={() => setOpen(true)} />
      {data &&
        (may('staff.read') ? (
          <Link to="/team/shifts">
            <Workers workers={data.workers} />
          </Link>
        ) : (
          <div>
            <Workers workers={data.workers} />
          </div>
        ))}
      {open && data && <OnTimeRows days={data.onTime.days} onClose={() => setOpen(false)} />}
    </div>
  );
};
