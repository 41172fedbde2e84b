import fc from 'fast-check';
import { isKnown, newcomerBp, qualityOf, type TrackRecord } from './quality.rules.js';

const fresh: TrackRecord = { starsCount: 0, starsSum: 0, finished: 0, reworks: 0, checksCount: 0, checksPassed: 0 };

describe('quality', () => {
  test('of a newcomer is that of 4.5 stars', () => {
    expect(newcomerBp).toBe(9000);
  });

  test.each<[string, Partial<TrackRecord>, number]>([
    // (22.5 + 25) / 10 = 4.75 of 5
    ['five times five stars', { starsCount: 5, starsSum: 25 }, 9500],
    // (22.5 + 1) / 6 / 5
    ['one star once', { starsCount: 1, starsSum: 1 }, 7833],
    // 9000 - 4000 × 2 / 40
    ['two of twenty done again', { finished: 20, reworks: 2 }, 8800],
    // 9000 - 3000 × 5 / 20
    ['half of ten checks failed', { checksCount: 10, checksPassed: 5 }, 8250],
    ['checks that were passed', { checksCount: 10, checksPassed: 10 }, 9000],
  ])('%s', (_title, record, expected) => {
    expect(qualityOf({ ...fresh, ...record })).toBe(expected);
  });

  test('stays within its bounds; a star more never hurts, a rework and a failed check never help', () => {
    const record = fc
      .record({
        starsCount: fc.nat(500),
        share: fc.double({ min: 1, max: 5, noNaN: true }),
        finished: fc.nat(2000),
        reworks: fc.nat(500),
        checksCount: fc.nat(300),
        passed: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ share, passed, ...rest }) => ({
        ...rest,
        starsSum: Math.round(rest.starsCount * share),
        checksPassed: Math.floor(rest.checksCount * passed),
      }));
    fc.assert(
      fc.property(record, (one) => {
        const bp = qualityOf(one);
        expect(Number.isInteger(bp) && bp >= 0 && bp <= 10_000).toBe(true);
        const counted = (more: Partial<TrackRecord>): number => qualityOf({ ...one, ...more });
        expect(counted({ starsCount: one.starsCount + 1, starsSum: one.starsSum + 5 })).toBeGreaterThanOrEqual(bp);
        expect(counted({ starsCount: one.starsCount + 1, starsSum: one.starsSum + 1 })).toBeLessThanOrEqual(bp);
        expect(counted({ reworks: one.reworks + 1 })).toBeLessThanOrEqual(bp);
        expect(counted({ checksCount: one.checksCount + 1 })).toBeLessThanOrEqual(bp);
        expect(
          counted({ checksCount: one.checksCount + 1, checksPassed: one.checksPassed + 1 }),
        ).toBeGreaterThanOrEqual(bp);
      }),
      { numRuns: 1000 },
    );
  });

  test('is known after the first rating, check or rework, not after the first order', () => {
    expect(isKnown({ ...fresh, finished: 3 })).toBe(false);
    for (const record of [{ starsCount: 1 }, { checksCount: 1 }, { reworks: 1 }])
      expect(isKnown({ ...fresh, ...record })).toBe(true);
  });
});
