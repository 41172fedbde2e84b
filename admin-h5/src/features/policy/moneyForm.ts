import { parseYuan, plainYuan } from 'shared-types/money';
import { MoneyPolicy } from 'shared-types/moneyPolicy';
import { parseDecimal, plainDecimal } from '../../lib/decimal';
import type { t } from '../../locales/zh-CN/moneyPolicy';
import { type Bad, badsOf } from './policyForm';

export type MoneyPath = keyof typeof t.labels;
export type MoneyGroup = keyof typeof t.groups;
export type NumberUnit = 'dayOfMonth' | 'hour' | 'days' | 'fen' | 'minutes' | 'hours' | 'times' | 'share';

/** How each value is typed; the stages have an editor of their own. */
export const moneyUnits: Record<MoneyPath, NumberUnit | 'clock' | 'yes' | 'stages'> = {
  'billing.runDay': 'dayOfMonth',
  'billing.runHour': 'hour',
  'billing.publishAutomatically': 'yes',
  'billing.dueDay': 'dayOfMonth',
  'billing.voidWithinDays': 'days',
  'reminders.stagesDays': 'stages',
  'reminders.quietFrom': 'clock',
  'reminders.quietTo': 'clock',
  'reminders.leastFen': 'fen',
  'payment.openMinutes': 'minutes',
  'payment.consentHours': 'hours',
  'refund.managerAboveFen': 'fen',
  'spending.approveAboveFen': 'fen',
  'reconciliation.fetchHour': 'hour',
  'reconciliation.remindHours': 'hours',
  'report.day': 'dayOfMonth',
  'report.hour': 'hour',
  'autoDebit.on': 'yes',
  'autoDebit.day': 'dayOfMonth',
  'autoDebit.hour': 'hour',
  'autoDebit.noticeDays': 'days',
  'autoDebit.retries': 'times',
  'autoDebit.retryAfterDays': 'days',
  'autoDebit.limitFen': 'fen',
  'invoice.automatic': 'yes',
  'invoice.taxRateBp': 'share',
};

export const moneyPaths = Object.keys(moneyUnits) as MoneyPath[];
const percentDigits = 2;

/** The rules of money as they are typed: texts, switches and the days of reminders. */
export interface MoneyForm {
  texts: Partial<Record<MoneyPath, string>>;
  on: Partial<Record<MoneyPath, boolean>>;
  stages: number[];
}

const partsOf = (path: MoneyPath): [string, string] => {
  const [group = '', name = ''] = path.split('.');
  return [group, name];
};

const typed = (unit: NumberUnit | 'clock', value: unknown): string => {
  if (unit === 'fen') return plainYuan(Number(value));
  return unit === 'share' ? plainDecimal(Number(value), percentDigits) : String(value);
};

export const toMoneyForm = (policy: MoneyPolicy): MoneyForm => {
  const form: MoneyForm = { texts: {}, on: {}, stages: policy.reminders.stagesDays };
  for (const path of moneyPaths) {
    const [group, name] = partsOf(path);
    const value = (policy as unknown as Record<string, Record<string, unknown>>)[group]?.[name];
    const unit = moneyUnits[path];
    if (unit === 'yes') form.on[path] = value === true;
    else if (unit !== 'stages') form.texts[path] = typed(unit, value);
  }
  return form;
};

const read = (unit: NumberUnit | 'clock', text: string): string | number => {
  if (unit === 'clock') return text.trim();
  if (unit === 'fen') return parseYuan(text) ?? Number.NaN;
  return parseDecimal(text, unit === 'share' ? percentDigits : 0) ?? Number.NaN;
};

/** The policy that was typed, or what is wrong by field. */
export const fromMoneyForm = (form: MoneyForm): { policy: MoneyPolicy | null; bad: Record<string, Bad> } => {
  const tree: Record<string, Record<string, unknown>> = {};
  const unread: Record<string, Bad> = {};
  for (const path of moneyPaths) {
    const [group, name] = partsOf(path);
    const unit = moneyUnits[path];
    const branch = tree[group] ?? {};
    tree[group] = branch;
    if (unit === 'yes') branch[name] = form.on[path] === true;
    else if (unit === 'stages') branch[name] = form.stages;
    else {
      branch[name] = read(unit, form.texts[path] ?? '');
      if (Number.isNaN(branch[name]))
        unread[path] = { kind: unit === 'share' ? 'percent' : unit === 'fen' ? 'yuan' : 'number' };
    }
  }
  const parsed = MoneyPolicy.safeParse(tree);
  if (parsed.success) return { policy: parsed.data, bad: {} };
  return { policy: null, bad: { ...badsOf(parsed.error.issues as Parameters<typeof badsOf>[0]), ...unread } };
};

/** With one more reminder, from early to late. */
export const withStage = (stages: readonly number[], days: number): number[] =>
  [...new Set([...stages, days])].sort((a, b) => a - b);
