import { useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { followUpStages, listStaffFollowUps, type StaffFollowUpRow } from 'shared-types/followUp';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/followUp';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { DueWords, StageChip } from './marks';

const names = ['scope', 'stage'] as const;

const Row = ({ one, onOpen }: { one: StaffFollowUpRow; onOpen: () => void }) => {
  const now = useNow();
  return (
    <article className="card pad row between g3 wrap" aria-label={one.title}>
      <div className="col g1" style={{ minWidth: 0 }}>
        <span className="row g2 wrap">
          <StageChip one={one} />
          <b className="tm">{t.stars(one.stars)}</b>
          <span className="t3 num">{one.number}</span>
        </span>
        <b className="fs-m w6">{one.title}</b>
        <span className="t2 num">
          {one.placeLabel} · {t.rated(dueTime(one.ratedAt, now))}
        </span>
        {one.words && <span>“{one.words}”</span>}
        <DueWords one={one} />
      </div>
      <button type="button" className="btn sec sm" aria-label={`${t.open} ${one.title}`} onClick={onOpen}>
        {t.open}
      </button>
    </article>
  );
};

/** 差评跟进: what was rated badly, by what is due first (C9). */
export const FollowUpsPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const query = usePages(listStaffFollowUps, { query: filled(filters) as QueryInputOf<typeof listStaffFollowUps> });
  return (
    <Page title={t.title} live>
      <p className="t2">{t.what}</p>
      <div className="filters">
        <ScopeTabs
          label={t.title}
          scopes={t.scopes}
          value={filters.scope || 'open'}
          onValue={(scope) => set({ scope: scope === 'open' ? '' : scope, stage: '' })}
        />
        <Filter
          label={t.stage}
          value={filters.stage}
          onValue={(stage) => set({ stage })}
          choices={followUpStages.map((stage) => ({ value: stage, label: t.stages[stage] }))}
        />
      </div>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={112} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{filters.scope === 'ended' ? t.emptyEnded : t.emptyOpen}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((one) => (
                <Row key={one.id} one={one} onOpen={() => void go(`/follow-ups/${one.id}`)} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
};
