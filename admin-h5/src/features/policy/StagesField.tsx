import { useState } from 'react';
import { t } from '../../locales/zh-CN/moneyPolicy';
import { Icon } from '../../ui/icons';
import { withStage } from './moneyForm';

const mostStages = 8;
const most = { before: 28, after: 365 };
type Side = keyof typeof most;

interface StagesFieldProps {
  stages: number[];
  bad: string | undefined;
  onStages: (stages: number[]) => void;
}

/** The days on which people are reminded, as sentences that can be taken away and added. */
export const StagesField = ({ stages, bad, onStages }: StagesFieldProps) => {
  const [side, setSide] = useState<Side>('after');
  const [days, setDays] = useState('');
  const n = /^\d{1,3}$/.test(days) ? Number(days) : Number.NaN;
  const good = n <= most[side] && stages.length < mostStages;
  const add = () => {
    if (!good) return;
    onStages(withStage(stages, side === 'before' ? -n : n));
    setDays('');
  };
  const label = t.labels['reminders.stagesDays'];
  return (
    <fieldset className="field" aria-label={label}>
      <span>{label}</span>
      <div className="opt">
        {stages.length === 0 && <p className="t2">{t.noStages}</p>}
        {stages.map((stage) => (
          <button
            key={stage}
            type="button"
            className="on"
            title={t.removeStage(t.stage(stage))}
            aria-label={t.removeStage(t.stage(stage))}
            onClick={() => onStages(stages.filter((one) => one !== stage))}
          >
            {t.stage(stage)}
            <Icon name="close" size={14} />
          </button>
        ))}
      </div>
      <div className="pf stage-add">
        <select
          className="inp"
          aria-label={t.stageSide}
          value={side}
          onChange={(event) => setSide(event.target.value as Side)}
        >
          {(['before', 'after'] as const).map((one) => (
            <option key={one} value={one}>
              {t.sides[one]}
            </option>
          ))}
        </select>
        <input
          className="inp"
          inputMode="numeric"
          maxLength={3}
          aria-label={t.stageDays}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <span className="t2">{t.units.days}</span>
        <button type="button" className="btn sec sm" disabled={!good} onClick={add}>
          {t.addStage}
        </button>
      </div>
      {bad && (
        <span className="bad" role="alert">
          {bad}
        </span>
      )}
    </fieldset>
  );
};
