import { type CSSProperties, useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { listRepairs, type StaffRepairSummary } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useIsPhone } from '../../lib/media';
import { useRead } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/repair';
import { Chip, Shape, type StatusName } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { Ring } from '../../ui/Ring';
import { chipOf, chipWords } from '../../ui/repairStatus';
import { ringState } from '../../ui/ringMath';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Kpis } from './Kpis';
import { RepairPanel } from './RepairPanel';
import { type Burn, burnOf, burnOrder, byPressure, workerOf } from './shape';

const names = ['id'] as const;
const mostCards = 100;

const heads: Record<
  Burn,
  { title: string; shape: StatusName; tone: string; colour: string; from: string; to: string }
> = {
  overdue: {
    title: t.burn.overdue,
    shape: 'overdue',
    tone: 'td',
    colour: 'var(--danger-fill)',
    from: t.burn.overdueFrom,
    to: t.burn.overdueTo,
  },
  hour: {
    title: t.burn.hour,
    shape: 'review',
    tone: 'tm',
    colour: 'var(--money-fill)',
    from: t.burn.hourFrom,
    to: t.burn.hourTo,
  },
  later: {
    title: t.burn.later,
    shape: 'assigned',
    tone: '',
    colour: 'var(--brand)',
    from: t.burn.laterFrom,
    to: t.burn.laterTo,
  },
  owner: {
    title: t.burn.owner,
    shape: 'asking',
    tone: '',
    colour: 'var(--ink-3)',
    from: t.burn.ownerFrom,
    to: t.burn.ownerTo,
  },
};

const Card = ({
  repair,
  selected,
  onOpen,
  now,
}: {
  repair: StaffRepairSummary;
  selected: boolean;
  onOpen: () => void;
  now: Date;
}) => {
  const worker = workerOf(repair.orders);
  const state = repair.promise && repair.status !== 'done' ? ringState(repair.promise, now) : null;
  return (
    <button type="button" className={`card oc ${selected ? 'sel' : ''}`} aria-pressed={selected} onClick={onOpen}>
      <span className="h">
        {repair.promise && state ? <Ring span={repair.promise} /> : <Shape name={chipOf(repair.status)} size={28} />}
        <span className="grow">
          <span className="tt" style={{ display: 'block' }}>
            {repair.title}
          </span>
          <span className="t2 el num" style={{ display: 'block' }}>
            {repair.placeLabel}
          </span>
        </span>
      </span>
      <span className="ft">
        {state?.overdue ? (
          <Chip name="overdue">{common.overShort(state.words.replace(/^已超/, ''))}</Chip>
        ) : repair.urgency === 'emergency' ? (
          <Chip name="urgent" />
        ) : (
          <Chip name={chipOf(repair.status)}>{chipWords(repair.status)}</Chip>
        )}
        <span className="right el">{worker ?? t.nobody}</span>
      </span>
    </button>
  );
};

/** What burns now? Overdue first, then the nearest deadline; live. */
export const BoardPage = () => {
  const [{ id }, set] = useFilters(names);
  const now = useNow();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { self, may } = useMe();
  const query = useRead(listRepairs, { query: { status: 'open', sort: 'due', limit: mostCards } });
  const columns = useMemo(() => {
    const sorted = [...(query.data?.items ?? [])]
      .sort(byPressure)
      .map((repair) => ({ repair, ...burnOf(repair, now) }));
    return burnOrder.map((burn) => ({ burn, cards: sorted.filter((card) => card.burn === burn) }));
  }, [query.data, now]);
  const open = (repairId: string) => (phone ? navigate(`/requests/${repairId}`) : set({ id: repairId }));
  const close = () => set({ id: '' });

  return (
    <Page
      title={t.board(self?.community.name ?? '')}
      live
      side={id && !phone ? <RepairPanel id={id} /> : undefined}
      sideTitle={t.story}
      onSideClose={close}
    >
      <Kpis />
      {may('request.create') && (
        <div className="row g2">
          <Link className="btn sec sm" to="/requests/new">
            {t.report}
          </Link>
          <Link className="btn ghost sm" to="/requests">
            {t.toList}
          </Link>
          {query.data?.nextCursor && <span className="t2">{t.capped(mostCards)}</span>}
        </div>
      )}
      <Loaded query={query} skeleton={<SkeletonCards count={4} />}>
        {() => (
          <div className="burns">
            {columns.map(({ burn, cards }) => (
              <section
                key={burn}
                className="burn"
                style={{ '--bc': heads[burn].colour } as CSSProperties}
                aria-label={heads[burn].title}
              >
                <header>
                  <h2 className={heads[burn].tone}>
                    <Shape name={heads[burn].shape} size={16} />
                    {heads[burn].title}
                    <em>{cards.length}</em>
                  </h2>
                  <div className="fuse" aria-hidden="true">
                    {cards.map((card) => (
                      <i
                        key={card.repair.id}
                        className={card.repair.urgency === 'emergency' ? 'me' : ''}
                        style={{ left: `${card.at * 100}%` }}
                      />
                    ))}
                  </div>
                  <div className="fz">
                    <span>{heads[burn].from}</span>
                    <span>{heads[burn].to}</span>
                  </div>
                </header>
                {cards.length === 0 && (
                  <p className="t3" style={{ padding: '4px 4px' }}>
                    {t.burn.none[burn]}
                  </p>
                )}
                {cards.map(({ repair }) => (
                  <Card
                    key={repair.id}
                    repair={repair}
                    selected={repair.id === id}
                    onOpen={() => open(repair.id)}
                    now={now}
                  />
                ))}
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
};
