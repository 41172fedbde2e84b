import fc from 'fast-check';
import { isTaxNumber, plainTaxNumber } from 'shared-types/taxNumber';

/** Published by the companies themselves. */
const known = ['91440300708461136T', '91330100799655058B', '91110000802100433B', '91330000720082446H'];

test.each(known)('%s is a tax number', (number) => {
  expect(isTaxNumber(number)).toBe(true);
});

test('one wrong character is always found', () => {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.nat(17), fc.constantFrom(...alphabet), (number, at, other) => {
      const changed = number.slice(0, at) + other + number.slice(at + 1);
      expect(isTaxNumber(changed)).toBe(changed === number);
    }),
  );
});

test('other lengths and letters are none', () => {
  for (const wrong of ['', '9144030070846113', '91440300708461136TT', '9I440300708461136T', '91440300708461136t'])
    expect(isTaxNumber(wrong)).toBe(false);
});

test('is compared in capitals, without spaces', () => {
  expect(plainTaxNumber(' 9144 0300 7084 6113 6t ')).toBe('91440300708461136T');
});
