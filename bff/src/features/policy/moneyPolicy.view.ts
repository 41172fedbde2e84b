import type { MoneyPolicy } from 'shared-types/moneyPolicy';
import { moneyFaultTexts, moneyLeaves, moneySayings } from '../../locales/moneyPolicy.js';
import { type MoneyFaultAt, moneyDifferences } from './moneyPolicy.rules.js';
import type { ChangeInWords } from './policy.view.js';

/** What changes from one money policy to another, in the words of staff. */
export const moneyChangesOf = (before: MoneyPolicy, after: MoneyPolicy): ChangeInWords[] =>
  moneyDifferences(before, after).map((difference) => {
    const { label, unit } = moneyLeaves[difference.path];
    const say = (value: unknown): string => moneySayings[unit](value as never);
    return { path: difference.path, label, before: say(difference.before), after: say(difference.after) };
  });

/** Bad field -> what is wrong with it. */
export const moneyFaultFields = (faults: readonly MoneyFaultAt[]): Record<string, string> =>
  Object.fromEntries(faults.map(({ path, fault }) => [`policy.${path}`, moneyFaultTexts[fault]]));
