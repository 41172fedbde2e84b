import { Link } from 'react-router';
import { type AlarmSummary, acknowledgeAlarm, alarmSources, listAlarms, readAlarm } from 'shared-types/alarm';
import { alarmSeverities } from 'shared-types/alarmPolicy';
import type { QueryInputOf } from 'shared-types/contract';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, usePages } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/alarm';
import { Filter } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ring } from '../../ui/Ring';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { AlarmMarks } from './AlarmMarks';
import { spanOf } from './marks';

const names = ['scope', 'severity', 'source'] as const;

const Alarm = ({ alarm }: { alarm: AlarmSummary }) => {
  const now = useNow();
  const { may } = useMe();
  const go = useCommand(acknowledgeAlarm, { refreshes: [listAlarms, readAlarm], done: t.acknowledged });
  const span = spanOf(alarm);
  return (
    <article className={`card pad duty ${span ? '' : 'ringless'}`} aria-label={alarm.title}>
      {span && <Ring span={span} size={56} />}
      <div className="row g3" style={{ minWidth: 0, alignItems: 'flex-start' }}>
        <div className="col g1 grow" style={{ minWidth: 0 }}>
          <div className="row g2 wrap">
            <AlarmMarks alarm={alarm} />
          </div>
          <Link className="fs-m w6" to={`/alarms/${alarm.id}`}>
            {alarm.title}
          </Link>
          <span className="t2">{[alarm.placeLabel, alarm.deviceName].filter(Boolean).join(' · ')}</span>
          {alarm.detail && <span className={alarm.status === 'closed' ? 't2' : 'ti'}>{alarm.detail}</span>}
          <span className="t3 num">
            {dueTime(alarm.lastAt, now)}
            {alarm.count > 1 && `，${t.said(alarm.count)}`}
            {alarm.normalAt && `，${t.normal(dueTime(alarm.normalAt, now))}`}
            {alarm.status !== 'closed' && `，${alarm.holder ? t.holder(alarm.holder) : t.nobody}`}
          </span>
        </div>
        {alarm.thumbUrl && <img className="photo wide" src={alarm.thumbUrl} alt={t.pictures} loading="lazy" />}
      </div>
      <div className="acts">
        {alarm.status === 'open' && may('alarm.handle') && (
          <button
            type="button"
            className="btn sec sm"
            aria-label={`${t.acknowledge} ${alarm.title}`}
            disabled={go.isPending}
            onClick={() => go.mutate({ params: { id: alarm.id } })}
          >
            {t.acknowledge}
          </button>
        )}
      </div>
    </article>
  );
};

type Counts = { open: number; unacknowledged: number; emergency: number; escalated: number };

const Figures = ({ counts }: { counts: Counts }) => (
  <dl className="alarm-figures card" aria-label={t.title}>
    {(Object.keys(t.counts) as (keyof Counts)[]).map((name) => (
      <div key={name}>
        <dt className="t2">{t.counts[name]}</dt>
        <dd className={`num ${name !== 'open' && counts[name] > 0 ? 'td' : ''}`}>{counts[name]}</dd>
      </div>
    ))}
  </dl>
);

/** 报警: one line a fault, the heaviest first; live. */
export const AlarmsPage = () => {
  const [filters, set] = useFilters(names);
  const query = usePages(listAlarms, { query: filled(filters) as QueryInputOf<typeof listAlarms> });
  const ended = filters.scope === 'ended';
  const narrowed = filters.severity !== '' || filters.source !== '';
  const { may } = useMe();
  return (
    <Page title={t.title} live>
      {query.first && <Figures counts={query.first.counts} />}
      <div className="filters">
        <ScopeTabs
          label={t.title}
          scopes={t.scopes}
          value={filters.scope || 'open'}
          onValue={(scope) => set({ scope: scope === 'open' ? '' : scope })}
        />
        <Filter
          label={t.severity}
          value={filters.severity}
          onValue={(severity) => set({ severity })}
          choices={alarmSeverities.map((value) => ({ value, label: t.severities[value] }))}
        />
        <Filter
          label={t.source}
          value={filters.source}
          onValue={(source) => set({ source })}
          choices={alarmSources.map((value) => ({ value, label: t.sources[value] }))}
        />
        {may('policy.read') && (
          <Link className="btn ghost sm" to="/policy/alarms">
            {t.toRules}
          </Link>
        )}
      </div>
      <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards count={4} height={112} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{narrowed ? t.emptyFiltered : ended ? t.emptyEnded : t.emptyOpen}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((alarm) => (
                <Alarm key={alarm.id} alarm={alarm} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
};
