import type { FeeKind } from 'shared-types/billing';
import type { FeeDiscount, FeeRule } from 'shared-types/fee';
import { feesOfMonth, flawsOf, inForce, periodOf } from './fee.rules.js';

const area: FeeRule = { kind: 'area', price: 28_000, everyMonths: 1, firstMonth: 1 };
const water: FeeRule = { kind: 'metered', meter: 'water', tiers: [{ upTo: null, price: 34_500 }] };
const fee = (more: { rule?: FeeRule; validFrom?: string; validTo?: string | null } = {}) => ({
  rule: area,
  validFrom: '2026-03',
  validTo: null,
  ...more,
});

describe('months of a fee', () => {
  it('bills fixed fees for the run’s month and metered ones for the month before', () => {
    expect(periodOf(area, '2027-01')).toBe('2027-01');
    expect(periodOf(water, '2027-01')).toBe('2026-12');
    expect(periodOf({ kind: 'pool', by: 'house', level: 'community', restTo: null }, '2027-01')).toBe('2026-12');
  });
  it.each([
    ['2026-02', '2026-03', null, false],
    ['2026-03', '2026-03', null, true],
    ['2026-05', '2026-03', '2026-05', true],
    ['2026-06', '2026-03', '2026-05', false],
  ])('%s of %s to %s', (period, validFrom, validTo, holds) => {
    expect(inForce({ validFrom, validTo }, period)).toBe(holds);
  });
  it('chooses what a run bills', () => {
    const quarterly = fee({ rule: { ...area, everyMonths: 3 } });
    const once = fee({ rule: { kind: 'one-off', usualFen: null } });
    const metered = fee({ rule: water });
    const all = [fee(), quarterly, once, metered];
    expect(feesOfMonth(all, '2026-04')).toEqual([all[0], quarterly, metered]);
    expect(feesOfMonth(all, '2026-03')).toEqual([all[0]]);
    expect(feesOfMonth(all, '2026-02')).toEqual([]);
  });
});

describe('what is wrong with a fee', () => {
  const discount: FeeDiscount = {
    name: '优惠',
    offBp: 1000,
    occupancies: [],
    vacantDays: null,
    usages: [],
    houseIds: [],
  };
  const written = (more: {
    rule?: FeeRule;
    kind?: FeeKind;
    discounts?: FeeDiscount[];
    validFrom?: string;
    validTo?: string | null;
  }) => flawsOf({ ...fee(), kind: 'property', discounts: [], ...more });
  const tiers = (...ends: (number | null)[]): { kind: FeeKind; rule: FeeRule } => ({
    kind: 'water',
    rule: { kind: 'metered', meter: 'water', tiers: ends.map((upTo) => ({ upTo, price: 1 })) },
  });

  it.each([
    ['nothing', {}, {}],
    ['tiers that rise', tiers(10, 20, null), {}],
    ['one tier', tiers(null), {}],
    ['tiers that fall', tiers(20, 10, null), { rule: 'tiers-order' }],
    ['tiers alike', tiers(10, 10, null), { rule: 'tiers-order' }],
    ['a first tier of nothing', tiers(0, null), { rule: 'tiers-order' }],
    ['an open tier in the middle', tiers(10, null, null), { rule: 'tiers-order' }],
    ['no open last tier', tiers(10, 20), { rule: 'last-tier' }],
    ['metered property', { rule: water }, { kind: 'kind' }],
    ['metered power', { rule: water, kind: 'power' as const }, {}],
    ['metered gas', { rule: water, kind: 'gas' as const }, {}],
    ['one-off by area', { kind: 'one-off' as const }, { kind: 'kind' }],
    ['a one-off that is none', { rule: { kind: 'one-off' as const, usualFen: null } }, { kind: 'kind' }],
    ['a one-off', { kind: 'one-off' as const, rule: { kind: 'one-off' as const, usualFen: null } }, {}],
    [
      'parking of another kind',
      { rule: { kind: 'parking' as const, ownedFen: 1, leasedFen: 1, everyMonths: 1 as const, firstMonth: 1 } },
      { kind: 'kind' },
    ],
    [
      'parking',
      {
        kind: 'parking' as const,
        rule: { kind: 'parking' as const, ownedFen: 1, leasedFen: 1, everyMonths: 1 as const, firstMonth: 1 },
      },
      {},
    ],
    ['ends before it begins', { validTo: '2026-02' }, { validTo: 'dates' }],
    ['ends in its first month', { validTo: '2026-03' }, {}],
    ['a discount for everybody', { discounts: [discount] }, { discounts: 'discount' }],
    ['a discount for the vacant', { discounts: [{ ...discount, vacantDays: 0 }] }, {}],
    ['a discount for some uses', { discounts: [{ ...discount, usages: ['商业'] }] }, {}],
    ['a discount for some houses', { discounts: [{ ...discount, houseIds: ['H1'] }] }, {}],
    ['a discount for tenants', { discounts: [{ ...discount, occupancies: ['let' as const] }] }, {}],
  ])('%s', (_title, more, flaws) => {
    expect(written(more)).toEqual(flaws);
  });
});
