import { useState } from 'react';
import { Link } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { departments } from 'shared-types/permissions';
import { readRepairBoard } from 'shared-types/staffRepair';
import { judgeSpotCheck, listSpotChecks, type SpotCheckView } from 'shared-types/supervision';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useCommand, usePages } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/supervision';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { Duty } from './Duty';

const names = ['scope', 'department'] as const;
type Verdict = 'passed' | 'failed';

const Verdict = ({ one }: { one: SpotCheckView }) => {
  const now = useNow();
  if (!one.verdict) return null;
  return (
    <>
      <Chip name={one.verdict === 'passed' ? 'verified' : 'diff'}>{t[one.verdict]}</Chip>
      {one.judgedBy && one.judgedAt && (
        <span className="t2 num">{t.verdictBy(one.judgedBy, dueTime(one.judgedAt, now))}</span>
      )}
    </>
  );
};

const Check = ({ one, onJudge }: { one: SpotCheckView; onJudge: (verdict: Verdict) => void }) => {
  const now = useNow();
  return (
    <Duty
      request={one}
      promise={one.verdict ? null : { startedAt: one.finishedAt, dueAt: one.dueAt }}
      marks={<Verdict one={one} />}
      actions={
        <>
          <Link className="btn ghost sm" to={`/requests/${one.repairId}`}>
            {t.toPhotos}
          </Link>
          {!one.verdict && (
            <>
              <button
                type="button"
                className="btn sec sm"
                aria-label={`${t.passed} ${one.title}`}
                onClick={() => onJudge('passed')}
              >
                {t.passed}
              </button>
              <button
                type="button"
                className="btn ghost sm"
                aria-label={`${t.failed} ${one.title}`}
                onClick={() => onJudge('failed')}
              >
                {t.failed}
              </button>
            </>
          )}
        </>
      }
    >
      <span>
        <b className="w5">{one.worker.name}</b>{' '}
        <span className="t2 num">
          {common.departments[one.department]}，{t.finished(dueTime(one.finishedAt, now))}，
          {one.stars === null ? t.noStars : t.stars(one.stars)}
        </span>
      </span>
      {one.result && <span className="t2 pre">{`${t.result}：${one.result}`}</span>}
      <span className="t3 num">
        {t.drawn}：{one.drawWords}
        {!one.verdict && `，${t.due(dueTime(one.dueAt, now))}`}
      </span>
      {one.note && <p className="sunk pre">{one.note}</p>}
    </Duty>
  );
};

const Judge = ({ one, verdict, onClose }: { one: SpotCheckView; verdict: Verdict; onClose: () => void }) => {
  const judge = useCommand(judgeSpotCheck, {
    refreshes: [listSpotChecks, readRepairBoard],
    done: t.judged,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={t.judgeTitle[verdict]}
      action={t[verdict]}
      label={verdict === 'failed' ? t.judgeNoteNeeded : t.judgeNote}
      danger={verdict === 'failed'}
      optional={verdict === 'passed'}
      busy={judge.isPending}
      maxLength={500}
      onClose={onClose}
      onConfirm={(note) => judge.mutate({ params: { id: one.id }, body: { verdict, ...(note ? { note } : {}) } })}
    >
      <p>{t.judgeWhat(one.worker.name)}</p>
    </ReasonDialog>
  );
};

/** 抽查: finished orders that the sample drew, for a supervisor's eyes. */
export const SpotChecksPage = () => {
  const [filters, set] = useFilters(names);
  const [asked, setAsked] = useState<{ one: SpotCheckView; verdict: Verdict } | null>(null);
  const query = usePages(listSpotChecks, { query: filled(filters) as QueryInputOf<typeof listSpotChecks> });
  const ended = filters.scope === 'ended';
  return (
    <Page title={t.checks} live>
      <div className="filters">
        <ScopeTabs
          label={t.checks}
          scopes={t.checkScopes}
          value={filters.scope || 'open'}
          onValue={(scope) => set({ scope: scope === 'open' ? '' : scope })}
        />
        <Filter
          label={t.department}
          value={filters.department}
          onValue={(v) => set({ department: v })}
          choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
        />
      </div>
      <p className="t2">{t.checksWhat}</p>
      <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards count={4} height={112} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{ended ? t.emptyJudged : t.emptyChecks}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((one) => (
                <Check key={one.id} one={one} onJudge={(verdict) => setAsked({ one, verdict })} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
      {asked && <Judge one={asked.one} verdict={asked.verdict} onClose={() => setAsked(null)} />}
    </Page>
  );
};
