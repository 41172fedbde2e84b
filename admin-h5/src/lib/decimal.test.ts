import fc from 'fast-check';
import { parseDecimal, plainDecimal } from './decimal';

test.each([
  ['2.8', 4, 28_000],
  ['2.835', 4, 28_350],
  ['0.05', 2, 5],
  ['128', 3, 128_000],
  [' 12.345 ', 3, 12_345],
  ['7', 0, 7],
  ['', 2, null],
  ['1.234', 2, null],
  ['-1', 2, null],
  ['1,5', 2, null],
  ['7.5', 0, null],
])('%s with %d decimals is %s', (text, digits, value) => {
  expect(parseDecimal(text, digits)).toBe(value);
});

test.each([
  [28_350, 4, '2.835'],
  [5, 2, '0.05'],
  [12_000, 3, '12'],
  [0, 2, '0'],
])('%d of %d decimals is written %s', (value, digits, text) => {
  expect(plainDecimal(value, digits)).toBe(text);
});

test('what is written is read as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 4 }), (value, digits) => {
      expect(parseDecimal(plainDecimal(value, digits), digits)).toBe(value);
    }),
  );
});
