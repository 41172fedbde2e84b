import { Link, useNavigate } from 'react-router';
import { listVisits, type StaffVisitRow } from 'shared-types/staffHomeVisit';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/homeVisit';
import { Chip } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { Call, DueWords, VisitChip } from './marks';

const names = ['scope'] as const;
type Scope = keyof typeof t.scopes;

const Row = ({ one }: { one: StaffVisitRow }) => {
  const go = useNavigate();
  return (
    <article className="card pad col g2" aria-label={one.houseLabel}>
      <span className="row g2 wrap">
        <VisitChip one={one} />
        <b className="num">{one.whenWords}</b>
      </span>
      <b className="fs-m w6">{one.houseLabel}</b>
      <span className="t2">
        {one.purposeName}
        {one.contactName && ` · ${t.who(one.contactName)}`}
        {one.phoneMasked && <span className="num"> {one.phoneMasked}</span>}
      </span>
      {one.note && <span>“{one.note}”</span>}
      <span className="row g3 wrap">
        <span className={one.staffName ? 't2' : 'tm'}>{one.staffName ? t.staff(one.staffName) : t.nobody}</span>
        <DueWords fen={one.dueFen} />
      </span>
      <div className="row g2 wrap">
        <Call one={one} />
        <button
          type="button"
          className="btn sec sm"
          aria-label={t.openOne(one.houseLabel)}
          onClick={() => void go(`/home-visits/${one.id}`)}
        >
          {t.open}
        </button>
      </div>
    </article>
  );
};

/** 上门服务: one's own first, on the phone; all of them at the desk (F3). */
export const HomeVisitsPage = () => {
  const { may } = useMe();
  const [filters, set] = useFilters(names);
  const first: Scope = may('homevisit.work') ? 'mine' : 'open';
  const scope = (Object.keys(t.scopes) as Scope[]).find((one) => one === filters.scope) ?? first;
  const query = usePages(listVisits, { query: { scope } });
  const { mine: _mine, ...others } = t.scopes;
  const scopes: Partial<Record<Scope, string>> = may('homevisit.work') ? t.scopes : others;
  return (
    <Page title={t.title} live>
      <p className="t2">{t.what}</p>
      <div className="row g3 wrap between">
        <ScopeTabs
          label={t.title}
          scopes={scopes as Record<Scope, string>}
          value={scope}
          onValue={(next) => set({ scope: next === first ? '' : next })}
        />
        <Link className="btn pri sm" to="/home-visits/new">
          {t.book}
        </Link>
      </div>
      {(query.first?.unassigned ?? 0) > 0 && (
        <span>
          <Chip name="due">{t.unassigned(query.first?.unassigned ?? 0)}</Chip>
        </span>
      )}
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={160} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.empty[scope]}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((one) => (
                <Row key={one.id} one={one} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
};
