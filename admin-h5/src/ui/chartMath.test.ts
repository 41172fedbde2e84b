import fc from 'fast-check';
import { barHeight, keptPercent, sparkline } from './chartMath';

const size = { width: 76, height: 22, pad: 2 };

test('the axis starts at 0: half of the whole lies in the middle', () => {
  expect(sparkline([0, 50, 100], size, 100)).toEqual({ path: 'M2 20L38 11L74 2', end: { x: 74, y: 2 } });
});

test('a day of which nothing is known is left out, and keeps its place', () => {
  expect(sparkline([100, null, 0], size, 100).path).toBe('M2 2L74 20');
});

test('one day is a dot without a line', () => {
  expect(sparkline([null, 50], size, 100)).toEqual({ path: '', end: { x: 74, y: 11 } });
  expect(sparkline([], size, 100)).toEqual({ path: '', end: null });
});

test('nothing due is not the same as nothing kept', () => {
  expect(keptPercent({ kept: 0, missed: 0 })).toBeNull();
  expect(keptPercent({ kept: 0, missed: 3 })).toBe(0);
  expect(keptPercent({ kept: 3, missed: 1 })).toBe(75);
});

test('bars are in proportion and never leave their box', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (a, b) => {
      const most = Math.max(a, b);
      const [high, low] = [barHeight(Math.max(a, b), most, 40), barHeight(Math.min(a, b), most, 40)];
      expect(high).toBeLessThanOrEqual(40);
      expect(low).toBeLessThanOrEqual(high);
      expect(low === 0).toBe(Math.min(a, b) === 0);
    }),
    { numRuns: 1_000 },
  );
});
