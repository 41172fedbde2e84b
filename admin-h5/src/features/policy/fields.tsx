import { type ReactNode, useId } from 'react';
import { t } from '../../locales/zh-CN/policy';
import { badWords, minutesWords } from './badWords';
import type { Bad, CountPath, DurationPath, PolicyForm, SharePath, Unit } from './policyForm';
import { units } from './policyForm';

export interface Edit {
  form: PolicyForm;
  set: (part: Partial<PolicyForm>) => void;
  bad: Record<string, Bad>;
}

interface LineProps {
  label: string;
  bad: string | undefined;
  children: (ids: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode;
}

/** One rule: what it is on the left, how much on the right. */
export const Line = ({ label, bad, children }: LineProps) => {
  const id = useId();
  return (
    <div className="pf">
      <label htmlFor={id}>{label}</label>
      <span className="amount">
        {children({ id, 'aria-invalid': bad !== undefined, 'aria-describedby': bad ? `${id}-bad` : undefined })}
      </span>
      {bad && (
        <span id={`${id}-bad`} className="bad" role="alert">
          {bad}
        </span>
      )}
    </div>
  );
};

export const DurationField = ({ path, edit }: { path: DurationPath; edit: Edit }) => {
  const value = edit.form.durations[path];
  const change = (part: Partial<typeof value>) =>
    edit.set({ durations: { ...edit.form.durations, [path]: { ...value, ...part } } });
  return (
    <Line label={t.durations[path]} bad={badWords(edit.bad[path], minutesWords)}>
      {(ids) => (
        <>
          <input
            className="inp"
            inputMode="numeric"
            maxLength={6}
            {...ids}
            value={value.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
          <select
            className="inp"
            aria-label={t.unitOf(t.durations[path])}
            value={value.unit}
            onChange={(event) => change({ unit: event.target.value as Unit })}
          >
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {t.units[unit]}
              </option>
            ))}
          </select>
        </>
      )}
    </Line>
  );
};

export const CountField = ({ path, edit }: { path: CountPath; edit: Edit }) => (
  <Line label={t.counts[path]} bad={badWords(edit.bad[path], (bound) => `${bound} ${t.countUnits[path]}`.trim())}>
    {(ids) => (
      <>
        <input
          className="inp"
          inputMode="numeric"
          maxLength={4}
          {...ids}
          value={edit.form.counts[path]}
          onChange={(event) => edit.set({ counts: { ...edit.form.counts, [path]: event.target.value } })}
        />
        <span className="t2">{t.countUnits[path]}</span>
      </>
    )}
  </Line>
);

export const ShareField = ({ path, edit }: { path: SharePath; edit: Edit }) => (
  <Line label={t.shares[path]} bad={badWords(edit.bad[path], (bound) => `${bound / 100}%`)}>
    {(ids) => (
      <>
        <input
          className="inp"
          inputMode="decimal"
          maxLength={6}
          {...ids}
          value={edit.form.shares[path]}
          onChange={(event) => edit.set({ shares: { ...edit.form.shares, [path]: event.target.value } })}
        />
        <span className="t2">%</span>
      </>
    )}
  </Line>
);

/** A weight: pushed or typed; beside it what it is worth once all are scaled to 100. */
export const WeightField = ({ path, edit, share }: { path: CountPath; edit: Edit; share: number }) => {
  const value = edit.form.counts[path];
  const change = (next: string) => edit.set({ counts: { ...edit.form.counts, [path]: next } });
  return (
    <Line label={t.counts[path]} bad={badWords(edit.bad[path])}>
      {(ids) => (
        <>
          <input
            type="range"
            min={0}
            max={100}
            aria-label={t.counts[path]}
            value={Number(value) || 0}
            onChange={(event) => change(event.target.value)}
          />
          <input
            className="inp"
            inputMode="numeric"
            maxLength={3}
            {...ids}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
          <span className="t2 num nowrap share" style={{ width: 64 }}>
            {t.weightShare(share)}
          </span>
        </>
      )}
    </Line>
  );
};
