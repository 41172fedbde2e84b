import { billingTexts as t } from '../../locales/billing.js';
import type { FeeEntity } from './billing.entity.js';

const tierWords = (rule: Extract<FeeEntity['rule'], { kind: 'metered' }>): string => {
  const unit = t.unit(rule.meter);
  let from = 0;
  return rule.tiers
    .map(({ upTo, price }) => {
      const span = t.tierSpan(t.decimal(from, 3), upTo === null ? null : t.decimal(upTo, 3), unit);
      from = upTo ?? from;
      return rule.tiers.length === 1 ? t.unitPrice(unit, price) : `${span} ${t.unitPrice(unit, price)}`;
    })
    .join('；');
};

const ruleWords = ({ rule }: Pick<FeeEntity, 'rule'>, restLabel: string | null): string => {
  switch (rule.kind) {
    case 'area':
      return t.ruleArea(rule.price, rule.everyMonths);
    case 'per-house':
      return t.rulePerHouse(rule.monthFen, rule.everyMonths);
    case 'metered':
      return t.ruleMetered(t.meter(rule.meter), tierWords(rule));
    case 'pool':
      return t.rulePool(rule.level, rule.by, restLabel);
    case 'parking':
      return t.ruleParking(rule.ownedFen, rule.leasedFen, rule.everyMonths);
    case 'one-off':
      return t.ruleOneOff(rule.usualFen);
  }
};

/** What a fee says, a sentence a line: how it is reckoned, for whom, discounts, late fee. */
export const feeWords = (
  fee: Pick<FeeEntity, 'rule' | 'scope' | 'discounts' | 'late'>,
  names: { buildings: ReadonlyMap<string, string>; restLabel: string | null },
): string[] => {
  const { scope, discounts, late } = fee;
  const where = [
    ...scope.buildingIds.map((id) => names.buildings.get(id) ?? ''),
    ...scope.houseKinds.map((kind) => t.houseKind(kind)),
    ...scope.usages,
  ].filter((word) => word !== '');
  return [
    ruleWords(fee, names.restLabel),
    ...(where.length > 0 ? [t.scope(where)] : []),
    ...discounts.map(({ name, offBp, vacantDays }) => t.discountRule(name, offBp, vacantDays)),
    ...(late ? [t.lateRule(late.bpPerDay, late.graceDays, late.capBp)] : []),
  ];
};
