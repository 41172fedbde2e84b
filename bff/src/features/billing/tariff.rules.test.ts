import fc from 'fast-check';
import { reckonTiers } from './tariff.rules.js';

const steps = [
  { upTo: 15_000, price: 28_000 },
  { upTo: 25_000, price: 42_000 },
  { upTo: null, price: 84_000 },
];

describe('the use of a month by tiers', () => {
  it.each([
    ['nothing', 0, 0, []],
    ['part of the first tier', 12_345, 3457, [[0, 15_000, 28_000, 12_345, 3457]]],
    ['exactly the first tier', 15_000, 4200, [[0, 15_000, 28_000, 15_000, 4200]]],
    [
      'one thousandth above the first tier',
      15_001,
      4200,
      [
        [0, 15_000, 28_000, 15_000, 4200],
        [15_000, 25_000, 42_000, 1, 0],
      ],
    ],
    [
      'all three tiers',
      30_000,
      4200 + 4200 + 4200,
      [
        [0, 15_000, 28_000, 15_000, 4200],
        [15_000, 25_000, 42_000, 10_000, 4200],
        [25_000, null, 84_000, 5000, 4200],
      ],
    ],
  ])('%s', (_title, used, totalFen, tiers) => {
    expect(reckonTiers(used, steps)).toEqual({ totalFen, tiers });
  });

  it('rounds the whole once, half up', () => {
    // 0.5 units at 0.01 yuan are half a fen.
    expect(reckonTiers(500, [{ upTo: null, price: 100 }]).totalFen).toBe(1);
    expect(reckonTiers(499, [{ upTo: null, price: 100 }]).totalFen).toBe(0);
    // Two tiers of 0.6 fen each are 1 fen together, not two.
    const two = reckonTiers(1200, [
      { upTo: 600, price: 100 },
      { upTo: null, price: 100 },
    ]);
    expect(two).toEqual({
      totalFen: 1,
      tiers: [
        [0, 600, 100, 600, 1],
        [600, null, 100, 600, 0],
      ],
    });
  });

  it('keeps every thousandth and every fen, within half a fen of the exact price', () => {
    const price = fc.integer({ min: 0, max: 1_000_000 });
    const tiers = fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 5 }),
        fc.array(price, { minLength: 6, maxLength: 6 }),
      )
      .map(([ends, prices]) => [
        ...ends.sort((a, b) => a - b).map((upTo, index) => ({ upTo, price: prices[index] ?? 0 })),
        { upTo: null, price: prices[5] ?? 0 },
      ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), tiers, (used, list) => {
        const { totalFen, tiers: parts } = reckonTiers(used, list);
        expect(parts.reduce((sum, [, , , part]) => sum + part, 0)).toBe(used);
        expect(parts.reduce((sum, [, , , , fen]) => sum + fen, 0)).toBe(totalFen);
        let exact = 0n;
        for (const [, , unit, part] of parts) exact += BigInt(unit) * BigInt(part);
        const off = BigInt(totalFen) * 200_000n - exact * 2n;
        expect(off > -100_000n && off <= 100_000n).toBe(true);
      }),
    );
  });

  it('splits use and prices that are beyond safe integers when multiplied', () => {
    const { totalFen, tiers } = reckonTiers(1_000_000_000_000, [
      { upTo: 400_000_000_000, price: 50_000_000 },
      { upTo: null, price: 50_000_000 },
    ]);
    expect(totalFen).toBe(500_000_000_000_000);
    expect(tiers.map((tier) => tier[4])).toEqual([200_000_000_000_000, 300_000_000_000_000]);
  });
});
