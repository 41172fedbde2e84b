import fc from 'fast-check';
import { formatFen, moneyParts, parseYuan, plainYuan } from 'shared-types/money';
import { allocate, allocateEvenly, scale, share } from './money.js';

const fen = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((list) => list.some((weight) => weight > 0));
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

describe('scale', () => {
  it.each([
    { title: 'area × price', input: [8950, 280, 100] as const, result: 25_060 },
    { title: 'half rounds away from zero', input: [1, 1, 2] as const, result: 1 },
    { title: 'half rounds away from zero below it', input: [-1, 1, 2] as const, result: -1 },
    { title: 'just under half rounds down', input: [49, 1, 100] as const, result: 0 },
    { title: 'a product beyond 2^53', input: [9_000_000_000, 9_000_000, 90_000_000] as const, result: 900_000_000 },
  ])('$title', ({ input: [value, above, below], result }) => expect(scale(value, above, below)).toBe(result));

  it('refuses fractions and what is no positive denominator', () => {
    expect(() => scale(1.5, 1, 1)).toThrow('safe integer');
    expect(() => scale(1, 1, 0)).toThrow('positive');
    expect(() => scale(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow('safe');
  });

  it('takes a share in basis points', () => expect(share(10_000, 60)).toBe(60));
});

describe('allocate', () => {
  it('gives the rest to the one who is named', () => {
    expect(allocate(100, [1, 1, 1], 2)).toEqual([33, 33, 34]);
    expect(allocate(-100, [1, 1, 1], 0)).toEqual([-34, -33, -33]);
  });

  it('conserves every fen', () =>
    fc.assert(
      fc.property(fen, weights, fc.nat(), (total, list, pick) => {
        expect(sum(allocate(total, list, pick % list.length))).toBe(total);
      }),
      { numRuns: 1000 },
    ));

  it('refuses no weight, negative weights and nobody for the rest', () => {
    expect(() => allocate(1, [0, 0], 0)).toThrow('positive');
    expect(() => allocate(1, [2, -1], 0)).toThrow('positive');
    expect(() => allocate(1, [1], 1)).toThrow('receiver');
  });
});

describe('allocateEvenly', () => {
  it('gives the largest remainders first, the earlier of equal ones', () => {
    expect(allocateEvenly(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocateEvenly(10, [3, 3, 1])).toEqual([4, 4, 2]);
    expect(allocateEvenly(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });

  it('refuses no weight and negative weights', () => {
    expect(() => allocateEvenly(1, [0, 0])).toThrow('weights must be positive');
    expect(() => allocateEvenly(1, [])).toThrow('weights must be positive');
    expect(() => allocateEvenly(1, [3, -1])).toThrow('weights must be positive');
  });

  it('has nothing below zero of nothing', () => expect(allocateEvenly(0, [2, 1])).toEqual([0, 0]));

  it('conserves every fen and keeps everybody within one fen of the exact share', () =>
    fc.assert(
      fc.property(fen, weights, (total, list) => {
        const parts = allocateEvenly(total, list);
        expect(sum(parts)).toBe(total);
        const all = sum(list);
        for (const [index, part] of parts.entries())
          expect(Math.abs(part - (total * (list[index] ?? 0)) / all)).toBeLessThan(1 + 1e-6);
      }),
      { numRuns: 1000 },
    ));
});

describe('amounts as text', () => {
  it.each([
    [123_456, '¥1,234.56', '1234.56'],
    [-1500, '−¥15.00', '-15.00'],
    [0, '¥0.00', '0.00'],
    [7, '¥0.07', '0.07'],
    [100_000_000, '¥1,000,000.00', '1000000.00'],
  ])('%d', (value, shown, plain) => {
    expect(formatFen(value)).toBe(shown);
    expect(plainYuan(value)).toBe(plain);
  });

  it('splits an amount for setting', () =>
    expect(moneyParts(-49_994)).toEqual({ sign: '−', whole: '499', cents: '94' }));

  it.each([
    ['1,234.5', 123_450],
    ['¥12', 1200],
    ['0.07', 7],
    ['-3.20', -320],
    [' 1 234.00 ', 123_400],
    ['1.234', null],
    ['12,34', null],
    ['1e3', null],
    ['', null],
    ['一百', null],
  ])('reads %s', (text, value) => expect(parseYuan(text)).toBe(value));

  it('reads what it wrote', () =>
    fc.assert(
      fc.property(fen, (value) => expect(parseYuan(plainYuan(value))).toBe(value)),
      { numRuns: 1000 },
    ));
});
