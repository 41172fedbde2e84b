import fc from 'fast-check';
import { nearestTo, reachOf, type Spot } from './distance.rules.js';

const spot = (id: string, mapX: number | null = null, mapY: number | null = null): Spot => ({
  id,
  name: id,
  mapX,
  mapY,
});
const rows = ['1', '2', '3', '4', '5', '6'].map((id) => spot(id));
const map = [spot('1', 0, 0), spot('2', 300, 400), spot('3', 0, 100), spot('4', 100, 0)];

describe('the way between buildings', () => {
  test('is the line of sight and three tenths more', () => {
    expect(reachOf(map, '1', '2')).toEqual({ metres: 650, measured: true, from: 'building' });
  });

  test('is nothing within one building', () => {
    expect(reachOf(rows, '3', '3')).toEqual({ metres: 0, measured: true, from: 'here' });
  });

  test('is estimated from rows of four, sixty metres apart, when nobody measured', () => {
    expect(reachOf(rows, '1', '4')).toEqual({ metres: 234, measured: false, from: 'building' });
    expect(reachOf(rows, '1', '5')).toEqual({ metres: 78, measured: false, from: 'building' });
  });

  test('is estimated as a whole when one of the two is not measured: map and rows have different origins', () => {
    const mixed = [spot('1', 5000, 5000), spot('2'), spot('3', 5000, 5060)];
    expect(reachOf(mixed, '1', '2')).toEqual({ metres: 78, measured: false, from: 'building' });
    expect(reachOf(mixed, '1', '3')).toEqual({ metres: 78, measured: true, from: 'building' });
  });

  test('begins in the middle of the community when nobody knows where somebody is', () => {
    // The middle of (0,0) (300,400) (0,100) (100,0) is (100,125).
    expect(reachOf(map, null, '4')).toEqual({ metres: 163, measured: false, from: 'centre' });
    expect(reachOf(map, 'gone', '4').from).toBe('centre');
    expect(reachOf(map, '4', null)).toEqual({ metres: 163, measured: false, from: 'building' });
  });

  test('half a measure is none', () => {
    for (const half of [spot('2', 300, null), spot('2', null, 400)])
      expect(reachOf([spot('1', 0, 0), half], '1', '2')).toEqual({ metres: 78, measured: false, from: 'building' });
  });

  test('of equally near buildings the smaller id comes first, however they stand in the ledger', () => {
    const square = [spot('m', 0, 0), spot('b', 100, 0), spot('a', 0, 100), spot('c', -100, 0), spot('d', 0, 50)];
    expect(nearestTo(square, 'm', 3)).toEqual(['m', 'd', 'a', 'b']);
    expect(nearestTo(square.toReversed(), 'm', 4)).toEqual(['m', 'd', 'a', 'b', 'c']);
  });

  test('from the middle, one building without a measure spoils no other: the middle is that of the measured ones', () => {
    const mixed = [spot('1', 1000, 1000), spot('2'), spot('3', 1000, 1200)];
    // The middle is (1000, 1100).
    expect(reachOf(mixed, null, '1')).toEqual({ metres: 130, measured: false, from: 'centre' });
  });

  test('is finite without any building', () => {
    expect(reachOf([], null, null).metres).toBe(0);
    expect(reachOf([], 'x', 'y').metres).toBe(0);
  });

  test('is the same both ways, never negative, and the building itself is the nearest', () => {
    const place = fc.option(fc.integer({ min: -2000, max: 2000 }), { nil: null });
    const spots = fc
      .array(fc.tuple(place, place), { minLength: 2, maxLength: 12 })
      .map((list) => list.map(([x, y], index) => spot(`b${index}`, x, y)));
    fc.assert(
      fc.property(spots, fc.nat(11), fc.nat(11), (list, i, j) => {
        const [a, b] = [`b${i % list.length}`, `b${j % list.length}`];
        expect(reachOf(list, a, b).metres).toBe(reachOf(list, b, a).metres);
        expect(reachOf(list, a, b).metres).toBeGreaterThanOrEqual(0);
        const near = nearestTo(list, a, 3);
        expect(near[0]).toBe(a);
        expect(near.length).toBe(Math.min(4, list.length));
        const ways = near.slice(1).map((id) => reachOf(list, id, a).metres);
        expect(ways).toEqual([...ways].sort((x, y) => x - y));
      }),
      { numRuns: 1000 },
    );
  });
});
