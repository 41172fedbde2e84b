import { t } from '../../locales/zh-CN/policy';
import { type Bad, toDuration } from './policyForm';

export const minutesWords = (minutes: number): string => {
  const { amount, unit } = toDuration(minutes);
  return `${amount} ${t.units[unit]}`;
};

/** What is wrong with a field, in words; `say` names a bound in the field's own unit. */
export const badWords = (bad: Bad | undefined, say: (bound: number) => string = String): string | undefined => {
  if (!bad) return undefined;
  if (bad.kind === 'least') return t.bad.least(say(bad.bound));
  if (bad.kind === 'most') return t.bad.most(say(bad.bound));
  return t.bad[bad.kind];
};
