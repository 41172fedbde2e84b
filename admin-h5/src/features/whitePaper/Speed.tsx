import type { PaperDuration, WhitePaperView } from 'shared-types/whitePaper';
import { t } from '../../locales/zh-CN/whitePaper';
import { type Column, Table } from '../../ui/Table';
import { Line, type Pick } from './parts';

const nameOf = ({ urgency, span }: PaperDuration): string => `${t.urgencies[urgency]} ${t.spans[span]}`;

const columnsFor = (onPick: Pick): Column<PaperDuration>[] => [
  { id: 'what', head: t.durationColumns.what, nowrap: true, cell: (one) => <b className="w5">{nameOf(one)}</b> },
  { id: 'median', head: t.durationColumns.median, nowrap: true, cell: (one) => t.duration(one.medianMinutes) },
  { id: 'p90', head: t.durationColumns.p90, nowrap: true, cell: (one) => t.duration(one.p90Minutes) },
  {
    id: 'kept',
    head: t.durationColumns.kept,
    nowrap: true,
    cell: (one) => (
      <span className="row g2 wrap">
        <span className="num">{t.keptOf(one.kept, one.promised)}</span>
        {one.promised > one.kept && (
          <button
            type="button"
            className="btn ghost sm"
            onClick={() => onPick({ key: one.lateKey, name: `${nameOf(one)}：${t.late(one.promised - one.kept)}` })}
          >
            {t.late(one.promised - one.kept)}
          </button>
        )}
      </span>
    ),
  },
];

/** How fast, beside what was promised; and where the time went. */
export const Speed = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => (
  <>
    <section className="card pad col g2">
      <h2>{t.durations}</h2>
      <Table
        label={t.durations}
        rows={paper.durations}
        columns={columnsFor(onPick)}
        rowKey={({ lateKey }) => lateKey}
      />
    </section>
    <section className="card pad col g2">
      <h2>{t.steps}</h2>
      <p className="t2">{t.stepsWhat}</p>
      <ul className="plain">
        {paper.steps.map(({ key, step, count, shareBp, medianMinutes, totalMinutes }) => (
          <Line
            key={key}
            name={t.stepNames[step]}
            note={t.stepOf(count, t.duration(medianMinutes), t.duration(totalMinutes))}
            shareBp={shareBp}
            value=""
            onOpen={count > 0 ? () => onPick({ key, name: t.stepNames[step] }) : undefined}
          />
        ))}
      </ul>
    </section>
  </>
);
