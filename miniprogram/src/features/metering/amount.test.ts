import { amountOf } from './amount';

it.each([
  [0, '0'],
  [5, '0.01'],
  [350, '0.35'],
  [1250, '1.25'],
  [12_340, '12.3'],
  [12_000, '12'],
  [345_600, '346'],
  [1_234_567, '1,235'],
])('%i thousandths are %s', (thousandths, words) => {
  expect(amountOf(thousandths)).toBe(words);
});
