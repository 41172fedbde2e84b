import fc from 'fast-check';
import { backwards, type Closing, parseValue, reckonUse } from './reading.rules.js';

const read = (period: string, value: number, more: Partial<Closing> = {}): Closing => ({
  period,
  value,
  newMeterStart: null,
  estimated: false,
  ...more,
});

describe('use between readings', () => {
  it('begins with the second one', () => {
    expect(reckonUse([read('2026-10', 1000), read('2026-11', 1250)])).toEqual([
      { openingValue: null, used: null },
      { openingValue: 1000, used: 250 },
    ]);
  });

  it('of a month that was left out comes with the next one', () => {
    expect(reckonUse([read('2026-08', 1000), read('2026-11', 1900)]).at(-1)).toEqual({ openingValue: 1000, used: 900 });
  });

  it('goes on at the start of a new meter', () => {
    const uses = reckonUse([read('2026-09', 1000), read('2026-10', 1200, { newMeterStart: 7 }), read('2026-11', 57)]);
    expect(uses.slice(1)).toEqual([
      { openingValue: 1000, used: 200 },
      { openingValue: 7, used: 50 },
    ]);
  });

  it('is not billed twice after an estimate that was too high', () => {
    const uses = reckonUse([
      read('2026-08', 1000),
      read('2026-09', 1300, { estimated: true }),
      read('2026-10', 1250),
      read('2026-11', 1400),
    ]);
    expect(uses.map(({ used }) => used)).toEqual([null, 300, 0, 100]);
  });

  it('adds up to what the meter moved, with whatever months are left out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 24 }), (steps) => {
        let value = 0;
        const readings = steps.map((step, index) => {
          value += step;
          return read(`20${10 + index}-01`, value);
        });
        const total = reckonUse(readings).reduce((sum, { used }) => sum + (used ?? 0), 0);
        expect(total).toBe(value - (steps[0] ?? 0));
      }),
    );
  });
});

describe('a meter that runs backwards', () => {
  it.each([
    ['rising', [read('2026-10', 1), read('2026-11', 1)], null],
    ['falling', [read('2026-10', 2), read('2026-11', 1)], '2026-11'],
    ['below an estimate', [read('2026-09', 1), read('2026-10', 9, { estimated: true }), read('2026-11', 5)], null],
    [
      'below the reading before the estimate',
      [read('2026-09', 6), read('2026-10', 9, { estimated: true }), read('2026-11', 5)],
      '2026-11',
    ],
    ['an estimate below a reading', [read('2026-10', 2), read('2026-11', 1, { estimated: true })], '2026-11'],
    [
      'an estimate below an estimate',
      [read('2026-09', 1), read('2026-10', 9, { estimated: true }), read('2026-11', 8, { estimated: true })],
      '2026-11',
    ],
    ['a new meter', [read('2026-10', 900, { newMeterStart: 0 }), read('2026-11', 12)], null],
    ['a new meter that starts above', [read('2026-10', 9, { newMeterStart: 50 }), read('2026-11', 12)], '2026-11'],
    [
      'an estimate on a new meter',
      [read('2026-10', 9, { newMeterStart: 50 }), read('2026-11', 49, { estimated: true })],
      '2026-11',
    ],
    ['nothing', [], null],
  ])('%s', (_title, readings, period) => {
    expect(backwards(readings)).toBe(period);
  });
});

describe('a value as people write it', () => {
  it.each([
    ['128', 128_000],
    [' 128.5 ', 128_500],
    ['1,024.125', 1_024_125],
    ['0.05', 50],
    ['1.2345', null],
    ['-3', null],
    ['', null],
    ['12吨', null],
    ['1234567890', null],
  ])('%s', (text, value) => {
    expect(parseValue(text)).toBe(value);
  });
});
