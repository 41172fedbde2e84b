import type { FeeDiscount } from 'shared-types/fee';
import { share } from '../../kernel/money.js';
import type { BillableHouse, GivenDiscount } from './facts.js';
import { daysBetween, firstDay } from './period.rules.js';

const fits = (discount: FeeDiscount, house: BillableHouse, period: string): boolean => {
  const { occupancies, usages, houseIds, vacantDays } = discount;
  if (occupancies.length > 0 && !occupancies.includes(house.occupancy)) return false;
  if (usages.length > 0 && !usages.includes(house.usage ?? '')) return false;
  if (houseIds.length > 0 && !houseIds.includes(house.id)) return false;
  if (vacantDays === null) return true;
  if (house.occupancy !== 'vacant' || house.vacantSince === null) return false;
  return daysBetween(house.vacantSince, firstDay(period)) >= vacantDays;
};

/** The largest discount that fits; of equal ones the first. Discounts do not add up. */
export const discountOf = (
  discounts: readonly FeeDiscount[],
  house: BillableHouse,
  period: string,
  baseFen: number,
): GivenDiscount | null => {
  let best: FeeDiscount | null = null;
  for (const discount of discounts)
    if (fits(discount, house, period) && discount.offBp > (best?.offBp ?? 0)) best = discount;
  return best && { n: best.name, bp: best.offBp, f: share(baseFen, best.offBp) };
};
