import fc from 'fast-check';
import { sharePool } from './pool.rules.js';

const house = (id: string, weight: number) => ({ id, label: `${id}号`, weight });
const fenOf = (shared: ReturnType<typeof sharePool>): Record<string, number> =>
  Object.fromEntries([...(shared?.shares ?? [])].map(([id, { fen }]) => [id, fen]));

describe('a shared sum', () => {
  it('gives the rest by largest remainders, the earlier house first', () => {
    const shared = sharePool(100, [house('a', 1), house('b', 1), house('c', 1)], null);
    expect(fenOf(shared)).toEqual({ a: 34, b: 33, c: 33 });
    expect(shared).toMatchObject({ totalFen: 100, weight: 3, houses: 3, restTo: null });
    expect(shared?.shares.get('a')).toEqual({ fen: 34, weight: 1, rest: 1 });
    expect(shared?.shares.get('b')).toEqual({ fen: 33, weight: 1, rest: 0 });
  });

  it('gives all of the rest to the named house, and says how much', () => {
    const shared = sharePool(100, [house('a', 1), house('b', 1), house('c', 1)], 'b');
    expect(fenOf(shared)).toEqual({ a: 33, b: 34, c: 33 });
    expect(shared?.restTo).toEqual({ label: 'b号', fen: 1 });
    const even = sharePool(99, [house('a', 1), house('b', 1), house('c', 1)], 'b');
    expect(even?.restTo).toEqual({ label: 'b号', fen: 0 });
  });

  it('shares by area; who has no area bears nothing and receives no rest', () => {
    const shared = sharePool(1000, [house('a', 8950), house('b', 0), house('c', 12_010)], 'b');
    // 1000 × 8950 ÷ 20960 = 427.00…; 1000 × 12010 ÷ 20960 = 572.99…
    expect(fenOf(shared)).toEqual({ a: 427, c: 573 });
    expect(shared?.restTo).toBeNull();
    expect(shared?.houses).toBe(2);
  });

  it('is nobody’s when nobody has a weight', () => {
    expect(sharePool(100, [house('a', 0)], null)).toBeNull();
    expect(sharePool(100, [], null)).toBeNull();
  });

  it('loses and makes no fen', () => {
    const houses = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), houses, fc.nat(59), (total, weights, receiver) => {
        const list = weights.map((weight, index) => house(String(index), weight));
        for (const restTo of [null, String(receiver)]) {
          const shared = sharePool(total, list, restTo);
          if (!shared) {
            expect(weights.every((weight) => weight === 0)).toBe(true);
            continue;
          }
          const shares = [...shared.shares.values()];
          expect(shares.reduce((sum, { fen }) => sum + fen, 0)).toBe(total);
          const rests = shares.reduce((sum, { rest }) => sum + rest, 0);
          expect(rests).toBeLessThan(shares.length);
          if (shared.restTo) expect(shared.restTo.fen).toBe(rests);
          else expect(shares.every(({ rest }) => rest === 0 || rest === 1)).toBe(true);
        }
      }),
    );
  });
});
