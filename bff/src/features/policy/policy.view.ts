import type { ChainRule, PolicyView, ServicePolicy } from 'shared-types/policy';
import { toInstant } from 'shared-types/time';
import {
  hoursText,
  minutesText,
  type PolicyUnit,
  policyFaultTexts,
  policyLeaves,
  policyTexts,
  shareText,
  weekdaysText,
  whenTexts,
} from '../../locales/policy.js';
import { departmentNames } from '../../locales/staff.js';
import { problemTypeName } from './catalogue.js';
import { type Difference, differencesOf, type FaultAt } from './policy.rules.js';
import type { VersionBrief } from './policy.store.js';

export interface ChangeInWords {
  path: string;
  label: string;
  before: string;
  after: string;
}

/** 电梯，说到异响、晃，一般 → 秩序部：到电梯口值守 */
const ruleText = (rule: ChainRule | null): string => {
  if (!rule) return policyTexts.noRule;
  const { problemTypeIds, words, urgency } = rule.on;
  const on = [
    problemTypeIds.map(problemTypeName).join('、'),
    words.length > 0 ? policyTexts.said(words) : policyTexts.anyWords,
    urgency === 'any' ? policyTexts.anyUrgency : policyTexts[urgency],
  ].join('，');
  const opens = rule.opens.map(({ department, task }) => `${departmentNames[department]}：${task}`).join('；');
  return `${on} → ${opens}${rule.active ? '' : policyTexts.switchedOff}`;
};

const sayings: Record<Exclude<PolicyUnit, 'rules'>, (value: never) => string> = {
  minutes: minutesText,
  share: shareText,
  days: (days: number) => `${days} 天`,
  times: (times: number) => `${times} 次`,
  orders: (orders: number) => `${orders} 单`,
  nights: (nights: number) => `${nights} 夜`,
  litres: (litres: number) => `${litres} 升`,
  houses: (houses: number) => `${houses} 户`,
  wattHours: (wattHours: number) => `${wattHours} 瓦时`,
  watts: (watts: number) => `${watts} 瓦`,
  stars: (stars: number) => `${stars} 星`,
  dayOfMonth: (day: number) => `每月 ${day} 号`,
  hour: (hour: number) => `${hour} 点`,
  workHours: (hours: number) => `${hours} 小时`,
  points: (points: number) => String(points),
  wholeHours: (hours: number) => policyTexts.hours(hours),
  weekdays: weekdaysText,
  yesNo: (yes: boolean) => (yes ? policyTexts.yes : policyTexts.no),
  hours: hoursText,
  when: (when: ServicePolicy['chain']['when']) => whenTexts[when],
};

const inWords = (difference: Difference): ChangeInWords => {
  const { path } = difference;
  if (difference.kind === 'rule') {
    const { before, after } = difference;
    const label = policyTexts.ruleLabel((after ?? before)?.name ?? '');
    return { path, label, before: ruleText(before), after: ruleText(after) };
  }
  const { label, unit } = policyLeaves[difference.path];
  const say = (value: unknown): string => (unit === 'rules' ? '' : sayings[unit](value as never));
  return { path, label, before: say(difference.before), after: say(difference.after) };
};

/** What changes from one policy to another, in the words of staff. */
export const changesOf = (before: ServicePolicy, after: ServicePolicy): ChangeInWords[] =>
  differencesOf(before, after).map(inWords);

/** Bad field -> what is wrong with it. */
export const faultFields = (faults: readonly FaultAt[]): Record<string, string> =>
  Object.fromEntries(faults.map(({ path, fault }) => [`policy.${path}`, policyFaultTexts[fault]]));

export const presentVersion = ({ version, at, byName, reason }: VersionBrief): PolicyView['history'][number] => ({
  version,
  at: toInstant(at),
  by: byName,
  reason,
});

/** The defaults, as a version among the others: in force since the community was there. */
export const firstVersion = (at: Date): VersionBrief => ({
  version: 0,
  at,
  byName: policyTexts.system,
  reason: policyTexts.defaults,
});
