import {
  AlarmCondition,
  type AlarmPolicy,
  AlarmRule,
  type AlarmSeverity,
  alarmSeverities,
} from 'shared-types/alarmPolicy';
import { z } from 'shared-types/schemas';

/** A condition as it is typed: every number is a text until it is done. */
export interface ConditionForm {
  kind: AlarmCondition['kind'];
  metric: string;
  side: 'above' | 'below';
  direction: 'rise' | 'fall';
  limit: string;
  clear: string;
  minutes: string;
  days: string;
  /** Per cent. */
  confidence: string;
}

export interface RuleForm extends Omit<AlarmRule, 'conditions' | 'forSeconds'> {
  conditions: ConditionForm[];
  forSeconds: string;
}

const blank: ConditionForm = {
  ...{ kind: 'threshold', metric: 'vibration', side: 'above', direction: 'rise' },
  ...{ limit: '', clear: '', minutes: '', days: '30', confidence: '90' },
};
export const blankCondition = (): ConditionForm => ({ ...blank });

const toConditionForm = (condition: AlarmCondition): ConditionForm => {
  if (condition.kind === 'silence') return { ...blank, kind: 'silence', minutes: String(condition.minutes) };
  const { metric, limit } = condition;
  const common = { ...blank, kind: condition.kind, metric, limit: String(limit) };
  if (condition.kind === 'threshold') return { ...common, side: condition.side, clear: String(condition.clear) };
  if (condition.kind === 'rate') {
    const { direction, withinMinutes, clear } = condition;
    return { ...common, direction, minutes: String(withinMinutes), clear: String(clear) };
  }
  const { side, withinDays, leastConfidenceBp } = condition;
  return { ...common, side, days: String(withinDays), confidence: String(leastConfidenceBp / 100) };
};

export const toRuleForm = (rule: AlarmRule): RuleForm => ({
  ...rule,
  conditions: rule.conditions.map(toConditionForm),
  forSeconds: String(rule.forSeconds),
});

/** A rule that nobody has written yet; its id says when it was begun. */
export const freshRule = (at: Date): RuleForm => ({
  ...{ id: `rule-${at.getTime().toString(36)}`, name: '', active: true, kinds: [], deviceId: null, match: 'all' },
  ...{ conditions: [blankCondition()], forSeconds: '0', severity: 'serious', department: 'engineering', order: null },
});

const decimal = (text: string): number =>
  /^[-−]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text.trim().replace('−', '-')) : Number.NaN;
const whole = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

const toCondition = (form: ConditionForm): unknown => {
  const { kind, metric, side, direction } = form;
  const [limit, clear] = [decimal(form.limit), decimal(form.clear)];
  if (kind === 'silence') return { kind, minutes: whole(form.minutes) };
  if (kind === 'threshold') return { kind, metric, side, limit, clear };
  if (kind === 'rate') return { kind, metric, direction, withinMinutes: whole(form.minutes), limit, clear };
  const leastConfidenceBp = Math.round(decimal(form.confidence) * 100);
  return { kind, metric, side, limit, withinDays: whole(form.days), leastConfidenceBp };
};

/** Which inputs of a condition are wrong as they stand. */
export const badInputs = (form: ConditionForm): ReadonlySet<string> => {
  const parsed = z.safeParse(AlarmCondition, toCondition(form));
  const inputs: Record<string, string> = {
    withinMinutes: 'minutes',
    withinDays: 'days',
    leastConfidenceBp: 'confidence',
  };
  if (!parsed.success)
    return new Set(parsed.error.issues.map(({ path }) => inputs[String(path[0])] ?? String(path[0])));
  const { data } = parsed;
  const beyond =
    (data.kind === 'threshold' && (data.side === 'above' ? data.clear > data.limit : data.clear < data.limit)) ||
    (data.kind === 'rate' && data.clear >= data.limit);
  return new Set(beyond ? ['clear'] : []);
};

/** The rule, or null while something is missing or wrong. */
export const fromRuleForm = (form: RuleForm): AlarmRule | null => {
  if (form.conditions.some((condition) => badInputs(condition).size > 0)) return null;
  if (form.kinds.length === 0 && !form.deviceId) return null;
  const parsed = z.safeParse(AlarmRule, {
    ...form,
    conditions: form.conditions.map(toCondition),
    forSeconds: whole(form.forSeconds),
  });
  return parsed.success ? parsed.data : null;
};

export type DeadlineField = keyof AlarmPolicy['deadlines']['serious'];
export const deadlineFields = [
  'acknowledgeMinutes',
  'handleMinutes',
  'againMinutes',
] as const satisfies DeadlineField[];
export type DeadlineTexts = Record<AlarmSeverity, Record<DeadlineField, string>>;

const mostMinutes: Record<DeadlineField, number> = {
  acknowledgeMinutes: 10_080,
  handleMinutes: 43_200,
  againMinutes: 10_080,
};
export const isBadDeadline = (field: DeadlineField, text: string): boolean =>
  !(whole(text) >= 1 && whole(text) <= mostMinutes[field]);

const each = <T>(make: (severity: AlarmSeverity, field: DeadlineField) => T) =>
  Object.fromEntries(
    alarmSeverities.map((severity) => [
      severity,
      Object.fromEntries(deadlineFields.map((field) => [field, make(severity, field)])),
    ]),
  ) as Record<AlarmSeverity, Record<DeadlineField, T>>;

export const toDeadlineTexts = ({ deadlines }: AlarmPolicy): DeadlineTexts =>
  each((severity, field) => String(deadlines[severity][field]));

/** Null while one of them is no number of minutes. */
export const fromDeadlineTexts = (texts: DeadlineTexts): AlarmPolicy['deadlines'] | null => {
  const bad = alarmSeverities.some((severity) =>
    deadlineFields.some((field) => isBadDeadline(field, texts[severity][field])),
  );
  return bad ? null : each((severity, field) => whole(texts[severity][field]));
};
