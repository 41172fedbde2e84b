import type { ResponseOf } from 'shared-types/contract';
import type { listReconciliations, ReconciliationView } from 'shared-types/reconciliation';
import { clockTime } from 'shared-types/time';
import { t } from '../../locales/zh-CN/reconciliation';
import { Chip, Shape } from '../../ui/Chip';
import { dayMarks, stepMarks } from './marks';

type Day = ResponseOf<typeof listReconciliations>['days'][number];

interface DaysProps {
  days: readonly Day[];
  day: string;
  onDay: (day: string) => void;
}

/** A fortnight, each day with its shape: even, differing, or not out yet. */
export const Days = ({ days, day, onDay }: DaysProps) => (
  <fieldset className="days" aria-label={t.days}>
    {days.map((one) => {
      const mark = one.state && dayMarks[one.state];
      const words = one.state ? t.dayStates[one.state] : t.nothing;
      return (
        <button
          key={one.day}
          type="button"
          className={one.day === day ? 'on' : ''}
          aria-pressed={one.day === day}
          aria-label={`${t.dayWords(one.day)}，${words}`}
          title={words}
          onClick={() => onDay(one.day)}
        >
          {Number(one.day.slice(8))}
          <span className={mark ? mark.tone : 't3'}>{mark ? <Shape name={mark.name} /> : '·'}</span>
        </button>
      );
    })}
  </fieldset>
);

/** From the statement to the closing of the day. */
export const Steps = ({ steps }: { steps: ReconciliationView['steps'] }) => (
  <ol className="steps4 t2 plain">
    {steps.map((one) => (
      <li key={one.step} aria-current={one.state === 'now' || one.state === 'problem' ? 'step' : undefined}>
        <Chip name={stepMarks[one.state]}>{one.words}</Chip>
        {one.at && <span className="num">{clockTime(one.at)}</span>}
      </li>
    ))}
  </ol>
);
