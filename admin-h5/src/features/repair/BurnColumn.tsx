import type { CSSProperties } from 'react';
import type { StaffRepairSummary } from 'shared-types/staffRepair';
import { t } from '../../locales/zh-CN/board';
import { Shape, type StatusName } from '../../ui/Chip';
import { BoardCard } from './BoardCard';
import type { Burn } from './shape';

const { burn: w } = t;
const heads: Record<
  Burn,
  { title: string; shape: StatusName; tone: string; colour: string; from: string; to: string }
> = {
  overdue: {
    title: w.overdue,
    shape: 'overdue',
    tone: 'td',
    colour: 'var(--danger-fill)',
    from: w.overdueFrom,
    to: w.overdueTo,
  },
  hour: {
    title: w.hour,
    shape: 'review',
    tone: 'tm',
    colour: 'var(--money-fill)',
    from: w.hourFrom,
    to: w.hourTo,
  },
  later: { title: w.later, shape: 'assigned', tone: '', colour: 'var(--brand)', from: w.laterFrom, to: w.laterTo },
  owner: { title: w.owner, shape: 'asking', tone: '', colour: 'var(--ink-3)', from: w.ownerFrom, to: w.ownerTo },
};

/** From so many cards on a calm column is drawn in slim ones. */
const slimFrom = 5;

export interface Burning {
  repair: StaffRepairSummary;
  at: number;
}

interface BurnColumnProps {
  burn: Burn;
  cards: readonly Burning[];
  selectedId: string;
  onOpen: (id: string) => void;
}

/** A column and its fuse: each request a dot where its deadline lies. */
export const BurnColumn = ({ burn, cards, selectedId, onOpen }: BurnColumnProps) => {
  const head = heads[burn];
  const slim = burn === 'later' && cards.length >= slimFrom;
  return (
    <section className="burn" style={{ '--bc': head.colour } as CSSProperties} aria-label={head.title}>
      <header>
        <h2 className={head.tone}>
          <Shape name={head.shape} size={16} />
          {head.title}
          <em>{cards.length}</em>
        </h2>
        <div className="fuse" aria-hidden="true">
          {cards.map(({ repair, at }) => (
            <i
              key={repair.id}
              className={repair.urgency === 'emergency' ? 'me' : ''}
              style={{ left: `${at * 100}%` }}
            />
          ))}
        </div>
        <div className="fz num">
          <span>{head.from}</span>
          <span>{head.to}</span>
        </div>
      </header>
      {cards.length === 0 && <p className="t3 none">{w.none[burn]}</p>}
      {cards.map(({ repair }) => (
        <BoardCard
          key={repair.id}
          repair={repair}
          selected={repair.id === selectedId}
          slim={slim}
          onOpen={() => onOpen(repair.id)}
        />
      ))}
    </section>
  );
};
