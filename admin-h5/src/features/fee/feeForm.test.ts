import type { FeeView } from 'shared-types/fee';
import { fromForm, newDiscount, newForm, toForm, waysOf, withKind } from './feeForm';

const area = { ...newForm('2026-11'), name: ' 物业费 ', price: '2.835' };

test('a price of four decimals becomes whole ten-thousandths of a yuan', () => {
  expect(fromForm(area)).toEqual({
    bad: {},
    fee: {
      name: '物业费',
      kind: 'property',
      icon: 'home',
      rule: { kind: 'area', price: 28_350, everyMonths: 1, firstMonth: 1 },
      scope: { buildingIds: [], houseKinds: [], usages: [] },
      discounts: [],
      late: null,
      validFrom: '2026-11',
      validTo: null,
    },
  });
});

test('every fault is told at once, by its field', () => {
  const form = {
    ...withKind(newForm('2026-11'), 'water'),
    tiers: [
      { upTo: '15', price: '3.45' },
      { upTo: '10', price: 'x' },
      { upTo: '', price: '6.9' },
    ],
    discounts: [newDiscount()],
    late: { perDay: '0', cap: '10', grace: '400' },
    validTo: '2026-10',
  };
  expect(fromForm(form)).toEqual({
    fee: null,
    bad: {
      name: 'needed',
      validTo: 'order',
      'tiers.1.price': 'price',
      'tiers.1.upTo': 'use',
      'discounts.0.name': 'needed',
      'discounts.0.condition': 'condition',
      'discounts.0.off': 'percent',
      'late.perDay': 'perDay',
      'late.grace': 'days',
    },
  });
});

test('another kind brings its own way, meter and picture; a way that fits stays', () => {
  expect(withKind(area, 'power')).toMatchObject({ kind: 'power', icon: 'power', how: 'metered', meter: 'power' });
  expect(withKind({ ...area, how: 'per-house' }, 'parking').how).toBe('per-house');
  expect(waysOf({ kind: 'gas', how: 'area' })).toEqual(['metered', 'per-house', 'area']);
});

test.each<FeeView['rule']>([
  { kind: 'area', price: 28_000, everyMonths: 3, firstMonth: 2 },
  { kind: 'per-house', monthFen: 1_500, everyMonths: 1, firstMonth: 1 },
  {
    kind: 'metered',
    meter: 'hot-water',
    tiers: [
      { upTo: 15_500, price: 34_500 },
      { upTo: null, price: 69_000 },
    ],
  },
  { kind: 'pool', by: 'house', level: 'building', restTo: '01JDABCDEFGHJKMNPQRSTVWX01' },
  { kind: 'parking', ownedFen: 8_000, leasedFen: 30_000, everyMonths: 12, firstMonth: 1 },
  { kind: 'one-off', usualFen: null },
])('a fee that is opened and saved unchanged is the same: %o', (rule) => {
  const fields = {
    name: '一项',
    kind: 'property' as const,
    icon: 'other' as const,
    rule,
    scope: { buildingIds: [], houseKinds: ['shop' as const], usages: ['商业', '办公'] },
    discounts: [
      { name: '空置优惠', offBp: 3_050, occupancies: ['vacant' as const], vacantDays: 90, usages: [], houseIds: [] },
    ],
    late: { bpPerDay: 5, capBp: 1_000, graceDays: 10 },
    validFrom: '2026-01',
    validTo: '2026-12',
  };
  const view: FeeView = { id: 'fee', code: 'one', version: 2, inUse: false, words: [], actions: [], ...fields };
  expect(fromForm(toForm(view))).toEqual({ fee: fields, bad: {} });
});
