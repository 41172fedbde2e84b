import fc from 'fast-check';
import { maskPhone, readPhones } from './phone.rules.js';

describe('telephone numbers of a cell', () => {
  it.each([
    ['19901007919', ['19901007919']],
    ['+8619901007919', ['19901007919']],
    ['0086 199 0100 7919', ['19901007919']],
    ['86-19901007919', ['19901007919']],
    ['199-0108-7109', ['19901087109']],
    ['199 0110 2947', ['19901102947']],
    ['１９９０１１０２９４７', ['19901102947']],
    ['19901166299 / 19901174218', ['19901166299', '19901174218']],
    ['19901372193 / 199 0138 0112', ['19901372193', '19901380112']],
    ['19901372193 19901380112', ['19901372193', '19901380112']],
    ['19901372193、19901380112；19901380113', ['19901372193', '19901380112', '19901380113']],
    ['19901372193\n19901380112', ['19901372193', '19901380112']],
    ['19901372193/19901372193', ['19901372193']],
    ['座机 0755-26550000', ['075526550000']],
    ['(0755)26550000', ['075526550000']],
    ['+86 755 2655 0000', ['075526550000']],
    ['010-62345678', ['01062345678']],
    ['26550000', ['26550000']],
    ['400-820-8820', ['4008208820']],
    ['+852 9123 4567', ['+85291234567']],
    ['手机：19901007919', ['19901007919']],
    ['', []],
    ['无', []],
    ['/', []],
  ])('%s', (cell, numbers) => {
    expect(readPhones(cell)).toMatchObject({ numbers, faults: [] });
  });

  it.each([
    ['1990000', { code: 'tooShort', digits: 7 }],
    ['199010079190', { code: 'tooLong', digits: 12 }],
    ['12901007919', { code: 'badNumber', digits: 11 }],
    ['1.99010E+10', { code: 'rounded' }],
    ['问物业', { code: 'noDigits' }],
  ])('refuses %s with its reason', (cell, fault) => {
    const phones = readPhones(cell);
    expect(phones.numbers).toEqual([]);
    expect(phones.faults).toEqual([expect.objectContaining({ ...fault, piece: cell })]);
  });

  it('keeps the good number beside a bad one', () => {
    expect(readPhones('19901007919 / 1990000')).toMatchObject({
      numbers: ['19901007919'],
      faults: [{ code: 'tooShort', piece: '1990000', digits: 7 }],
    });
  });

  it('tells whose number it is when a name stands before it, and says what it leaves out', () => {
    expect(readPhones('周明 19901015838 / 徐涛 19901015839').labels).toEqual(['周明', '徐涛']);
    expect(readPhones('19901015838（儿子）').faults).toEqual([{ code: 'words', piece: '儿子', digits: 0 }]);
    expect(readPhones('0755-26550000-801')).toMatchObject({
      numbers: ['075526550000'],
      faults: [{ code: 'extension' }],
    });
  });

  it('reads every mobile number however it is spaced, and what it read again as the same', () => {
    const digits = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('', ' ', '-'),
        fc.constantFrom('', '+86', '86 ', '0086-'),
        ([b, rest], gap, country) => {
          const phone = `1${b}${String(rest).padStart(9, '0')}`;
          const written = `${country}${phone.slice(0, 3)}${gap}${phone.slice(3, 7)}${gap}${phone.slice(7)}`;
          expect(readPhones(written)).toEqual({ numbers: [phone], labels: [''], faults: [] });
          expect(readPhones(readPhones(written).numbers.join(' / ')).numbers).toEqual([phone]);
        },
      ),
    );
  });

  it('answers any text without failing, in numbers that have only digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+- /()、转座机王eE.'), maxLength: 60 }), (cell) => {
        for (const found of readPhones(cell).numbers) expect(found).toMatch(/^\+?\d{7,16}$/);
      }),
    );
  });
});

describe('masks', () => {
  it.each([
    ['19901007919', '199****7919'],
    ['075526550000', '0755****0000'],
    ['01062345678', '010****5678'],
    ['26550000', '****0000'],
    ['+85291234567', '+85****4567'],
  ])('%s -> %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
