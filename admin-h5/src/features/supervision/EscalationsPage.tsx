import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { departments } from 'shared-types/permissions';
import { escalationLevels } from 'shared-types/staffRepair';
import { type EscalationView, listEscalations } from 'shared-types/supervision';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/supervision';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { FollowDialog } from '../../ui/FollowDialog';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { Duty } from './Duty';

const names = ['scope', 'department', 'level'] as const;

const followWords = ({ follower, closedAt }: EscalationView): string => {
  if (closedAt) return follower ? t.wasFollowedBy(follower) : t.nobodyFollowed;
  return follower ? t.followedBy(follower) : t.nobody;
};

const Escalation = ({ one, onFollow }: { one: EscalationView; onFollow: () => void }) => {
  const now = useNow();
  return (
    <Duty
      request={one}
      promise={one.closedAt ? null : one.promise}
      marks={
        <>
          <Chip name={one.closedAt ? 'done' : 'overdue'}>{t.levels[one.level]}</Chip>
          <span className="t2">{common.departments[one.department]}</span>
        </>
      }
      actions={
        <>
          {one.mayFollow && (
            <button type="button" className="btn sec sm" aria-label={`${t.follow} ${one.title}`} onClick={onFollow}>
              {t.follow}
            </button>
          )}
          <Link className="btn ghost sm" to={`/requests/${one.repairId}`}>
            {t.open}
          </Link>
        </>
      }
    >
      <span className={one.closedAt ? 't2' : 'td'}>{one.words || t.cause[one.cause]}</span>
      <span className="t2 num">
        {t.since(dueTime(one.since, now))}，{followWords(one)}
        {one.closedAt && `，${t.endedAt(dueTime(one.closedAt, now))}`}
      </span>
      {one.nextStepAt && !one.closedAt && (
        <span className="tm num">{(one.follower ? t.nextStepFollowed : t.nextStep)(dueTime(one.nextStepAt, now))}</span>
      )}
    </Duty>
  );
};

/** Overdue first, the longest on top; then the nearest deadline. */
const byDue = (a: EscalationView, b: EscalationView): number =>
  Date.parse(a.promise?.dueAt ?? a.since) - Date.parse(b.promise?.dueAt ?? b.since);

/** 督办: what missed a promise, until it is closed. */
export const EscalationsPage = () => {
  const [filters, set] = useFilters(names);
  const [following, setFollowing] = useState<string | null>(null);
  const query = usePages(listEscalations, { query: filled(filters) as QueryInputOf<typeof listEscalations> });
  const ended = filters.scope === 'ended';
  const items = useMemo(() => (ended ? query.items : [...query.items].sort(byDue)), [ended, query.items]);
  return (
    <Page title={t.escalations} live>
      <div className="filters">
        <ScopeTabs
          label={t.escalations}
          scopes={t.scopes}
          value={filters.scope || 'open'}
          onValue={(scope) => set({ scope: scope === 'open' ? '' : scope })}
        />
        <Filter
          label={t.department}
          value={filters.department}
          onValue={(v) => set({ department: v })}
          choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
        />
        <Filter
          label={t.level}
          value={filters.level}
          onValue={(v) => set({ level: v })}
          choices={escalationLevels.map((l) => ({ value: l, label: t.levels[l] }))}
        />
      </div>
      <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards count={4} height={112} />}>
        {() =>
          items.length === 0 ? (
            <Empty>{ended ? t.emptyEnded : t.emptyOpen}</Empty>
          ) : (
            <div className="col g2">
              {items.map((one) => (
                <Escalation key={one.id} one={one} onFollow={() => setFollowing(one.id)} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
      {following && <FollowDialog escalationId={following} onClose={() => setFollowing(null)} />}
    </Page>
  );
};
