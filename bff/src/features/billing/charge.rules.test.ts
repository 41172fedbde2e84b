import fc from 'fast-check';
import type { FeeDiscount, FeeRule, FeeScope } from 'shared-types/fee';
import { type HouseFacts, inArrears, inScope, reckon } from './charge.rules.js';
import type { BillableHouse } from './facts.js';
import { sharePool } from './pool.rules.js';

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
const everybody: FeeScope = { buildingIds: [], houseKinds: [], usages: [] };
const nothing: HouseFacts = { reading: () => null, spaces: [], pool: null };
const monthly = { everyMonths: 1 as const, firstMonth: 1 };
const area: FeeRule = { kind: 'area', price: 28_000, ...monthly };

const reckoned = (
  rule: FeeRule,
  more: {
    house?: Partial<BillableHouse>;
    known?: Partial<HouseFacts>;
    discounts?: FeeDiscount[];
    scope?: Partial<FeeScope>;
    period?: string;
  } = {},
) =>
  reckon(
    { rule, scope: { ...everybody, ...more.scope }, discounts: more.discounts ?? [] },
    { ...house, ...more.house },
    more.period ?? '2026-11',
    { ...nothing, ...more.known },
  );

describe('a fee by area', () => {
  it('is area × price × months, rounded once', () => {
    expect(reckoned(area)).toEqual({
      ok: true,
      charge: { amountFen: 25_060, months: 1, facts: { k: 'area', b: 25_060, a: 8950, p: 28_000, m: 1 } },
    });
    // 89.57 m² × 2.8350 yuan × 3 = 761.79285 yuan
    const quarter: FeeRule = { kind: 'area', price: 28_350, everyMonths: 3, firstMonth: 11 };
    expect(reckoned(quarter, { house: { areaHundredths: 8957 } })).toMatchObject({
      charge: { amountFen: 76_179, months: 3 },
    });
  });
  it.each([null, 0])('of a house with area %s is told', (areaHundredths) => {
    expect(reckoned(area, { house: { areaHundredths } })).toEqual({ ok: false, reason: 'no-area' });
  });
  it('waits for the month in which its cycle begins', () => {
    const quarter: FeeRule = { kind: 'area', price: 28_000, everyMonths: 3, firstMonth: 1 };
    expect(reckoned(quarter)).toEqual({ ok: false, reason: 'not-this-month' });
    expect(reckoned(quarter, { period: '2026-10' })).toMatchObject({ ok: true });
  });
  it('of zero is nothing', () => {
    expect(reckoned({ kind: 'area', price: 0, ...monthly })).toEqual({ ok: false, reason: 'nothing' });
  });
});

describe('other fees', () => {
  it('per house', () => {
    expect(reckoned({ kind: 'per-house', monthFen: 800, everyMonths: 6, firstMonth: 11 })).toEqual({
      ok: true,
      charge: { amountFen: 4800, months: 6, facts: { k: 'house', b: 4800, p: 800, m: 6 } },
    });
  });

  const water: FeeRule = { kind: 'metered', meter: 'water', tiers: [{ upTo: null, price: 34_500 }] };
  const reading = { value: 1_039_500, openingValue: 1_024_000, used: 15_500, newMeterStart: null, estimated: false };
  it('by meter', () => {
    const asked: string[] = [];
    const known = {
      reading: (meter: string) => {
        asked.push(meter);
        return reading;
      },
    };
    expect(reckoned(water, { known })).toEqual({
      ok: true,
      charge: {
        amountFen: 5348,
        months: 1,
        facts: {
          k: 'meter',
          b: 5348,
          t: 'water',
          o: 1_024_000,
          c: 1_039_500,
          u: 15_500,
          s: [[0, null, 34_500, 15_500, 5348]],
        },
      },
    });
    expect(asked).toEqual(['water']);
  });
  it.each([
    ['an estimate says so', { estimated: true }, { e: 1 }],
    ['a new meter says so', { newMeterStart: 0 }, { n: 0 }],
  ])('by meter: %s', (_title, more, facts) => {
    expect(reckoned(water, { known: { reading: () => ({ ...reading, ...more }) } })).toMatchObject({
      charge: { facts },
    });
  });
  it.each([
    ['no reading', null, 'no-reading'],
    ['a first reading', { ...reading, openingValue: null, used: null }, 'first-reading'],
    ['no use', { ...reading, used: 0 }, 'no-use'],
  ])('by meter: %s', (_title, found, reason) => {
    expect(reckoned(water, { known: { reading: () => found } })).toEqual({ ok: false, reason });
  });

  const pool: FeeRule = { kind: 'pool', by: 'area', level: 'community', restTo: null };
  const sharing = (restTo: string | null) => {
    const houses = [
      { id: 'H0', label: '1栋101', weight: 10_000 },
      { id: 'H1', label: '3栋2单元1102', weight: 8950 },
    ];
    const shared = sharePool(1001, houses, restTo);
    if (!shared) throw new Error('nobody shares');
    return shared;
  };
  it('by a share, with who bears the rest', () => {
    // 1001 × 8950 ÷ 18950 = 472.76…; by largest remainder this house gets the fen.
    expect(reckoned(pool, { known: { pool: { at: null, shared: sharing(null) } } })).toEqual({
      ok: true,
      charge: {
        amountFen: 473,
        months: 1,
        facts: { k: 'pool', b: 473, by: 'area', total: 1001, w: 8950, all: 18_950, n: 2, r: 1 },
      },
    });
    expect(reckoned(pool, { known: { pool: { at: '3栋', shared: sharing('H0') } } })).toMatchObject({
      charge: { amountFen: 472, facts: { at: '3栋', to: ['1栋101', 1] } },
    });
  });
  it.each([
    ['no sum was entered', null, 'no-pool'],
    ['the sum is shared already', 'billed' as const, 'pool-billed'],
  ])('by a share: %s', (_title, found, reason) => {
    expect(reckoned(pool, { known: { pool: found } })).toEqual({ ok: false, reason });
  });
  it('by a share: the house has no part in it', () => {
    const known = { pool: { at: null, shared: sharing(null) } };
    expect(reckoned(pool, { house: { id: 'H9' }, known })).toEqual({ ok: false, reason: 'no-area' });
  });

  const parking: FeeRule = { kind: 'parking', ownedFen: 8000, leasedFen: 25_000, everyMonths: 1, firstMonth: 1 };
  it('by parking space, each at its price', () => {
    const spaces = [
      { number: 'A-17', tenure: 'owned' as const },
      { number: 'B-02', tenure: 'leased' as const },
    ];
    expect(reckoned({ ...parking, everyMonths: 3, firstMonth: 2 }, { known: { spaces } })).toEqual({
      ok: true,
      charge: {
        amountFen: 99_000,
        months: 3,
        facts: {
          k: 'parking',
          b: 99_000,
          s: [
            ['A-17', 8000],
            ['B-02', 25_000],
          ],
          m: 3,
        },
      },
    });
  });
  it('by parking space: none, or one of unknown tenure', () => {
    expect(reckoned(parking)).toEqual({ ok: false, reason: 'no-space' });
    const spaces = [
      { number: 'A-17', tenure: 'owned' as const },
      { number: 'B-02', tenure: 'unknown' as const },
    ];
    expect(reckoned(parking, { known: { spaces } })).toEqual({ ok: false, reason: 'tenure-unknown' });
  });
  it('one-off fees are in no run', () => {
    expect(reckoned({ kind: 'one-off', usualFen: 5000 })).toEqual({ ok: false, reason: 'out-of-scope' });
  });
  it('knows which are billed after their month', () => {
    expect([area, water, pool, parking].map(inArrears)).toEqual([false, true, true, false]);
  });
});

describe('scope', () => {
  it.each([
    ['no limit', {}, true],
    ['its building', { buildingIds: ['B0', 'B1'] }, true],
    ['another building', { buildingIds: ['B0'] }, false],
    ['its kind', { houseKinds: ['house' as const] }, true],
    ['another kind', { houseKinds: ['shop' as const] }, false],
    ['its use', { usages: ['商业', '住宅'] }, true],
    ['another use', { usages: ['商业'] }, false],
  ])('%s', (_title, scope, inside) => {
    expect(inScope({ ...everybody, ...scope }, house)).toBe(inside);
    expect(reckoned(area, { scope }).ok).toBe(inside);
  });
  it('of a house without a use', () => {
    expect(inScope({ ...everybody, usages: ['住宅'] }, { ...house, usage: null })).toBe(false);
  });
});

describe('discounts', () => {
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

  it('are taken off the amount and told', () => {
    expect(reckoned(area, { discounts: [discount({ name: '空置优惠', vacantDays: 90 })], house: vacant })).toEqual({
      ok: true,
      charge: {
        amountFen: 17_542,
        months: 1,
        facts: {
          k: 'area',
          b: 25_060,
          a: 8950,
          p: 28_000,
          m: 1,
          d: { n: '空置优惠', bp: 3000, f: 7518 },
        },
      },
    });
  });
  it('of 100 % leave no bill', () => {
    expect(reckoned(area, { discounts: [discount({ offBp: 10_000, houseIds: ['H1'] })] })).toEqual({
      ok: false,
      reason: 'free',
    });
  });
  it('never make or lose a fen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 1, max: 9999 }),
        (size, price, offBp) => {
          const found = reckoned(
            { kind: 'area', price, ...monthly },
            {
              house: { areaHundredths: size },
              discounts: [discount({ offBp, houseIds: ['H1'] })],
            },
          );
          if (!found.ok) return;
          const { amountFen, facts } = found.charge;
          expect(amountFen + (facts.d?.f ?? 0)).toBe(facts.b);
          expect(amountFen).toBeGreaterThan(0);
          // Within half a fen of the exact share.
          expect(Math.abs(amountFen * 10_000 - facts.b * (10_000 - offBp))).toBeLessThanOrEqual(5000);
        },
      ),
    );
  });
});
