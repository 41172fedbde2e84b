import fc from 'fast-check';
import type { FeeDiscount } from 'shared-types/fee';
import { discountOf } from './discount.rules.js';
import type { BillableHouse } from './facts.js';

const house: BillableHouse = {
  id: 'H1',
  buildingId: 'B1',
  label: '3栋2单元1102',
  kind: 'house',
  areaHundredths: 8950,
  usage: '住宅',
  occupancy: 'self',
  vacantSince: null,
};
const discount = (more: Partial<FeeDiscount>): FeeDiscount => ({
  name: '优惠',
  offBp: 3000,
  occupancies: [],
  vacantDays: null,
  usages: [],
  houseIds: [],
  ...more,
});
const vacant = { occupancy: 'vacant' as const, vacantSince: '2026-08-03' };

describe('who gets a discount', () => {
  it.each([
    ['vacant for 90 days on the first of the month', { vacantDays: 90 }, vacant, true],
    ['one day less', { vacantDays: 91 }, vacant, false],
    ['vacant since nobody knows when', { vacantDays: 0 }, { ...vacant, vacantSince: null }, false],
    ['vacant only from the next month on', { vacantDays: 0 }, { ...vacant, vacantSince: '2026-11-02' }, false],
    ['vacant from the first of the month', { vacantDays: 0 }, { ...vacant, vacantSince: '2026-11-01' }, true],
    ['not vacant any more', { vacantDays: 0 }, { ...vacant, occupancy: 'self' as const }, false],
    ['let', { occupancies: ['vacant' as const, 'let' as const] }, { occupancy: 'let' as const }, true],
    ['not let', { occupancies: ['let' as const] }, {}, false],
    ['by use', { usages: ['商业', '住宅'] }, {}, true],
    ['by another use', { usages: ['商业'] }, {}, false],
    ['by use, of a house without one', { usages: ['商业'] }, { usage: null }, false],
    ['this house', { houseIds: ['H1'] }, {}, true],
    ['another house', { houseIds: ['H2'] }, {}, false],
    ['all conditions must hold', { houseIds: ['H1'], usages: ['商业'] }, {}, false],
  ])('%s', (_title, more, changed, given) => {
    const found = discountOf([discount(more)], { ...house, ...changed }, '2026-11', 25_060);
    expect(found).toEqual(given ? { n: '优惠', bp: 3000, f: 7518 } : null);
  });
});

it('is the largest, of equal ones the first; they do not add up', () => {
  const some = [
    discount({ name: '一', offBp: 1000 }),
    discount({ name: '二', offBp: 5000 }),
    discount({ name: '三', offBp: 5000 }),
    discount({ name: '四', offBp: 9000, houseIds: ['H2'] }),
  ];
  expect(discountOf(some, house, '2026-11', 25_060)).toEqual({ n: '二', bp: 5000, f: 12_530 });
  expect(discountOf([], house, '2026-11', 25_060)).toBeNull();
});

it('is within half a fen of the exact share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 10_000 }), (baseFen, offBp) => {
      const fen = discountOf([discount({ offBp })], house, '2026-11', baseFen)?.f ?? -1;
      expect(Math.abs(fen * 10_000 - baseFen * offBp)).toBeLessThanOrEqual(5000);
      expect(fen).toBeLessThanOrEqual(baseFen);
    }),
  );
});
