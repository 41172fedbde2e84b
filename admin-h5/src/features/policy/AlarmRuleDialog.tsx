import { useState } from 'react';
import type { AlarmPolicyView, AlarmRule } from 'shared-types/alarmPolicy';
import { alarmDepartments, alarmSeverities } from 'shared-types/alarmPolicy';
import { deviceKinds } from 'shared-types/device';
import { t } from '../../locales/zh-CN/alarmPolicy';
import { Dialog } from '../../ui/Dialog';
import { Picks, SelectField, TextField } from '../../ui/Field';
import { badInputs, blankCondition, type ConditionForm, fromRuleForm, type RuleForm } from './alarmForm';

type Choices = AlarmPolicyView['choices'];

interface ConditionProps {
  condition: ConditionForm;
  choices: Choices;
  onCondition: (next: ConditionForm) => void;
}

/** A number of a condition; what is typed and no number says so beside it. */
const Figure = ({
  name,
  label,
  condition,
  onCondition,
}: Omit<ConditionProps, 'choices'> & {
  name: 'limit' | 'clear' | 'minutes' | 'days' | 'confidence';
  label: string;
}) => {
  const text = condition[name];
  const bad = text !== '' && badInputs(condition).has(name);
  return (
    <TextField
      label={label}
      value={text}
      inputMode="decimal"
      maxLength={12}
      error={bad ? t.bad.number : undefined}
      onValue={(value) => onCondition({ ...condition, [name]: value })}
    />
  );
};

const Condition = ({ condition, choices, onCondition }: ConditionProps) => {
  const { kind } = condition;
  const figure = { condition, onCondition };
  return (
    <>
      <SelectField
        label={t.conditionKind}
        value={kind}
        onValue={(value) => onCondition({ ...condition, kind: value as ConditionForm['kind'] })}
        choices={Object.entries(t.conditionKinds).map(([value, label]) => ({ value, label }))}
      />
      {kind !== 'silence' && (
        <SelectField
          label={t.metric}
          value={condition.metric}
          onValue={(metric) => onCondition({ ...condition, metric })}
          choices={choices.metrics.map(({ metric, name, unit }) => ({
            value: metric,
            label: `${name} ${unit}`.trim(),
          }))}
        />
      )}
      {(kind === 'threshold' || kind === 'trend') && (
        <SelectField
          label={t.side}
          value={condition.side}
          onValue={(side) => onCondition({ ...condition, side: side as 'above' })}
          choices={Object.entries(t.sides).map(([value, label]) => ({ value, label }))}
        />
      )}
      {kind === 'rate' && (
        <SelectField
          label={t.side}
          value={condition.direction}
          onValue={(direction) => onCondition({ ...condition, direction: direction as 'rise' })}
          choices={Object.entries(t.directions).map(([value, label]) => ({ value, label }))}
        />
      )}
      {kind === 'rate' && <Figure name="minutes" label={t.withinMinutes} {...figure} />}
      {kind === 'silence' && <Figure name="minutes" label={t.silentMinutes} {...figure} />}
      {kind !== 'silence' && <Figure name="limit" label={kind === 'rate' ? t.moved : t.limit} {...figure} />}
      {(kind === 'threshold' || kind === 'rate') && (
        <Figure name="clear" label={kind === 'rate' ? t.calm : t.clear} {...figure} />
      )}
      {kind === 'trend' && <Figure name="days" label={t.withinDays} {...figure} />}
      {kind === 'trend' && <Figure name="confidence" label={t.confidence} {...figure} />}
    </>
  );
};

const mostConditions = 6;

interface RuleDialogProps {
  start: RuleForm;
  choices: Choices;
  onDone: (rule: AlarmRule) => void;
  onClose: () => void;
}

/** One rule as a form. Nothing is in force until the whole policy is saved. */
export const AlarmRuleDialog = ({ start, choices, onDone, onClose }: RuleDialogProps) => {
  const [form, setForm] = useState(start);
  const set = (part: Partial<RuleForm>): void => setForm((old) => ({ ...old, ...part }));
  const rule = fromRuleForm(form);
  const type = choices.problemTypes.find(({ id }) => id === form.order?.problemTypeId);
  const conditions = (next: ConditionForm[]): void => set({ conditions: next });
  return (
    <Dialog
      title={t.editTitle}
      wide
      onClose={onClose}
      foot={
        <button type="button" className="btn pri grow" disabled={!rule} onClick={() => rule && onDone(rule)}>
          {t.done}
        </button>
      }
    >
      <TextField label={t.name} value={form.name} maxLength={40} onValue={(name) => set({ name })} />
      <label className="check">
        <input type="checkbox" checked={form.active} onChange={(event) => set({ active: event.target.checked })} />
        {t.active}
      </label>
      {form.deviceId ? (
        <p className="t2">{t.oneDevice}</p>
      ) : (
        <Picks
          label={t.kinds}
          picked={form.kinds}
          onPicked={(kinds) => set({ kinds: kinds as RuleForm['kinds'] })}
          choices={deviceKinds.map((value) => ({ value, label: t.kindNames[value] }))}
        />
      )}
      {form.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other name than their place
        <fieldset key={index} className="cond" aria-label={`${t.conditions} ${index + 1}`}>
          <Condition
            condition={condition}
            choices={choices}
            onCondition={(next) => conditions(form.conditions.map((one, at) => (at === index ? next : one)))}
          />
          {form.conditions.length > 1 && (
            <button
              type="button"
              className="btn ghost sm"
              onClick={() => conditions(form.conditions.filter((_, at) => at !== index))}
            >
              {t.removeCondition(index + 1)}
            </button>
          )}
        </fieldset>
      ))}
      <div className="row g2 wrap">
        {form.conditions.length < mostConditions && (
          <button
            type="button"
            className="btn ghost sm"
            onClick={() => conditions([...form.conditions, blankCondition()])}
          >
            {t.addCondition}
          </button>
        )}
      </div>
      <div className="cond">
        {form.conditions.length > 1 && (
          <SelectField
            label={t.match}
            value={form.match}
            onValue={(match) => set({ match: match as RuleForm['match'] })}
            choices={Object.entries(t.matches).map(([value, label]) => ({ value, label }))}
          />
        )}
        <TextField
          label={t.forSeconds}
          value={form.forSeconds}
          inputMode="numeric"
          maxLength={5}
          onValue={(forSeconds) => set({ forSeconds })}
        />
        <SelectField
          label={t.severity}
          value={form.severity}
          onValue={(severity) => set({ severity: severity as RuleForm['severity'] })}
          choices={alarmSeverities.map((value) => ({ value, label: t.severities[value] }))}
        />
        <SelectField
          label={t.department}
          value={form.department}
          onValue={(department) => set({ department: department as RuleForm['department'] })}
          choices={alarmDepartments.map((value) => ({ value, label: t.departments[value] }))}
        />
        <SelectField
          label={t.order}
          value={form.order?.problemTypeId ?? ''}
          onValue={(id) => set({ order: id ? { problemTypeId: id, emergency: '' } : null })}
          choices={[
            { value: '', label: t.noOrder },
            ...choices.problemTypes.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {form.order && type && type.emergencies.length > 0 && (
          <SelectField
            label={t.emergency}
            value={form.order.emergency}
            onValue={(emergency) => form.order && set({ order: { ...form.order, emergency } })}
            choices={[
              { value: '', label: t.notEmergency },
              ...type.emergencies.map((value) => ({ value, label: value })),
            ]}
          />
        )}
      </div>
    </Dialog>
  );
};
