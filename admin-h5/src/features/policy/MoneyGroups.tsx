import { plainYuan } from 'shared-types/money';
import { t } from '../../locales/zh-CN/moneyPolicy';
import { badWords } from './badWords';
import { Line } from './fields';
import { type MoneyForm, type MoneyGroup, type MoneyPath, moneyPaths, moneyUnits } from './moneyForm';
import type { Bad } from './policyForm';
import { StagesField } from './StagesField';

export interface MoneyEdit {
  form: MoneyForm;
  set: (part: Partial<MoneyForm>) => void;
  bad: Record<string, Bad>;
  /** What the server said of a field, in words. */
  said: Record<string, string>;
}

const boundWords = (path: MoneyPath) => {
  const unit = moneyUnits[path];
  if (unit === 'fen') return (bound: number) => `${plainYuan(bound)} ${t.units.fen}`;
  if (unit === 'share') return (bound: number) => `${bound / 100}%`;
  return (bound: number) => `${bound}`;
};

const saidOf = (edit: MoneyEdit, path: MoneyPath): string | undefined =>
  badWords(edit.bad[path], boundWords(path)) ??
  edit.said[path] ??
  Object.entries(edit.said).find(([field]) => field.startsWith(`${path}.`))?.[1];

const Value = ({ path, edit }: { path: MoneyPath; edit: MoneyEdit }) => {
  const { form, set } = edit;
  const unit = moneyUnits[path];
  const bad = saidOf(edit, path);
  if (unit === 'stages') return <StagesField stages={form.stages} bad={bad} onStages={(stages) => set({ stages })} />;
  if (unit === 'yes')
    return (
      <label className="check">
        <input
          type="checkbox"
          checked={form.on[path] ?? false}
          onChange={(event) => set({ on: { ...form.on, [path]: event.target.checked } })}
        />
        {t.labels[path]}
      </label>
    );
  const change = (text: string) => set({ texts: { ...form.texts, [path]: text } });
  return (
    <Line label={t.labels[path]} bad={bad}>
      {(ids) => (
        <>
          <input
            className={`inp ${unit === 'fen' ? 'yuan' : ''} ${unit === 'clock' ? 'clock' : ''}`}
            {...(unit === 'clock' ? { type: 'time' } : { inputMode: 'decimal' as const, maxLength: 14 })}
            {...ids}
            value={form.texts[path] ?? ''}
            onChange={(event) => change(event.target.value)}
          />
          {t.units[unit] && <span className="t2">{t.units[unit]}</span>}
        </>
      )}
    </Line>
  );
};

/** Every number of the rules of money, in groups. */
export const MoneyGroups = ({ edit }: { edit: MoneyEdit }) => (
  <>
    {(Object.keys(t.groups) as MoneyGroup[]).map((group) => (
      <section key={group} className="card pad" aria-label={t.groups[group]}>
        <h2 className="fs-m">{t.groups[group]}</h2>
        <p className="t3">{t.groupHints[group]}</p>
        {moneyPaths
          .filter((path) => path.startsWith(`${group}.`))
          .map((path) => (
            <Value key={path} path={path} edit={edit} />
          ))}
      </section>
    ))}
  </>
);
