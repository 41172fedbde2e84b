import type { FeeKind } from 'shared-types/billing';
import type { FeeDiscount, FeeRule } from 'shared-types/fee';
import { inArrears } from './charge.rules.js';
import { addMonths, beginsCycle } from './period.rules.js';

/** The month that the run of a month bills: the one before for what is only known afterwards. */
export const periodOf = (rule: FeeRule, month: string): string => (inArrears(rule) ? addMonths(month, -1) : month);

interface Dated {
  rule: FeeRule;
  validFrom: string;
  validTo: string | null;
}

export const inForce = (fee: Pick<Dated, 'validFrom' | 'validTo'>, period: string): boolean =>
  fee.validFrom <= period && (fee.validTo === null || period <= fee.validTo);

/** The fees that the run of a month bills: in force in the month that is billed, and at the begin of their cycle. */
export const feesOfMonth = <F extends Dated>(fees: readonly F[], month: string): F[] =>
  fees.filter((fee) => {
    const { rule } = fee;
    const period = periodOf(rule, month);
    if (rule.kind === 'one-off' || !inForce(fee, period)) return false;
    return !('everyMonths' in rule) || beginsCycle(period, rule.everyMonths, rule.firstMonth);
  });

export type FeeFlaw = 'tiers-order' | 'last-tier' | 'kind' | 'dates' | 'discount';

interface Written extends Dated {
  kind: FeeKind;
  discounts: readonly FeeDiscount[];
}

const meterKinds: Partial<Record<FeeKind, true>> = { water: true, power: true, gas: true };

const kindFits = ({ kind, rule }: Written): boolean => {
  if (rule.kind === 'one-off') return kind === 'one-off';
  if (rule.kind === 'metered') return meterKinds[kind] === true;
  if (rule.kind === 'parking') return kind === 'parking';
  return kind !== 'one-off';
};

const conditions = ({ occupancies, usages, houseIds, vacantDays }: FeeDiscount): number =>
  occupancies.length + usages.length + houseIds.length + (vacantDays === null ? 0 : 1);

/** What is wrong with a fee as it was written, by field; empty: nothing. */
export const flawsOf = (fee: Written): Partial<Record<'rule' | 'kind' | 'validTo' | 'discounts', FeeFlaw>> => {
  const flaws: ReturnType<typeof flawsOf> = {};
  const { rule, validFrom, validTo, discounts } = fee;
  if (rule.kind === 'metered') {
    const ends = rule.tiers.map(({ upTo }) => upTo);
    if (ends.at(-1) !== null) flaws.rule = 'last-tier';
    else if (ends.slice(0, -1).some((end, index) => end === null || end <= (index === 0 ? 0 : (ends[index - 1] ?? 0))))
      flaws.rule = 'tiers-order';
  }
  if (!kindFits(fee)) flaws.kind = 'kind';
  if (validTo !== null && validTo < validFrom) flaws.validTo = 'dates';
  if (discounts.some((discount) => conditions(discount) === 0)) flaws.discounts = 'discount';
  return flaws;
};
