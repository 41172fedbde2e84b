import fc from 'fast-check';
import { addWorkingMs, minuteOfDay, type WorkingHours, workingMsBetween } from './workingTime.js';

const office: WorkingHours = { fromMinute: 8 * 60, toMinute: 20 * 60, weekdays: [1, 2, 3, 4, 5] };
const minute = 60_000;
const hour = 60 * minute;

describe('working time', () => {
  test.each([
    { name: 'within the day', from: '2026-11-23T09:00:00+08:00', hours: 2, to: '2026-11-23T11:00:00+08:00' },
    { name: 'over the evening', from: '2026-11-23T19:00:00+08:00', hours: 2, to: '2026-11-24T09:00:00+08:00' },
    { name: 'from before the opening', from: '2026-11-23T05:30:00+08:00', hours: 1, to: '2026-11-23T09:00:00+08:00' },
    { name: 'over a weekend', from: '2026-11-27T19:30:00+08:00', hours: 1, to: '2026-11-30T08:30:00+08:00' },
    { name: 'from a Sunday', from: '2026-11-29T12:00:00+08:00', hours: 3, to: '2026-11-30T11:00:00+08:00' },
    { name: 'over the end of a month', from: '2026-12-31T19:00:00+08:00', hours: 2, to: '2027-01-01T09:00:00+08:00' },
    { name: 'to the very end of a day', from: '2026-11-23T08:00:00+08:00', hours: 12, to: '2026-11-23T20:00:00+08:00' },
    { name: 'over the leap day', from: '2028-02-28T19:00:00+08:00', hours: 13, to: '2028-02-29T20:00:00+08:00' },
  ])('$name', ({ from, hours, to }) => {
    expect(addWorkingMs(new Date(from), hours * hour, office).toISOString()).toBe(new Date(to).toISOString());
    expect(workingMsBetween(new Date(from), new Date(to), office)).toBe(hours * hour);
  });

  test('day and night is the plain difference', () => {
    const at = new Date('2026-11-23T23:50:00+08:00');
    expect(addWorkingMs(at, 30 * minute, null).toISOString()).toBe('2026-11-23T16:20:00.000Z');
  });

  test('a week without a working day is refused rather than searched for ever', () => {
    expect(() => addWorkingMs(new Date(0), hour, { fromMinute: 0, toMinute: 1440, weekdays: [] })).toThrow(
      'no working time',
    );
  });

  test('nothing lies between an instant and itself or an earlier one, by day or by night', () => {
    const [early, late] = [new Date('2026-11-23T09:00:00+08:00'), new Date('2026-11-23T11:00:00+08:00')];
    for (const hours of [office, null]) {
      expect(workingMsBetween(late, early, hours)).toBe(0);
      expect(workingMsBetween(late, late, hours)).toBe(0);
    }
  });

  test('a span without end is counted for four thousand days and no longer', () => {
    const always = { fromMinute: 0, toMinute: 1440, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const from = new Date('2026-11-23T00:00:00+08:00');
    expect(workingMsBetween(from, new Date('2126-11-23T00:00:00+08:00'), always)).toBe(4000 * 24 * hour);
  });

  test('a clock of the policy in minutes', () => {
    expect([minuteOfDay('00:00'), minuteOfDay('08:30'), minuteOfDay('24:00')]).toEqual([0, 510, 1440]);
  });
});

const instants = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') })
  .map((ms) => new Date(ms));
const spans = fc.integer({ min: 0, max: 40 * hour });
const someHours = fc
  .record({
    fromMinute: fc.integer({ min: 0, max: 1380 }),
    length: fc.integer({ min: 30, max: 1440 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  })
  .map(({ fromMinute, length, weekdays }) => ({
    fromMinute,
    toMinute: Math.min(1440, fromMinute + length),
    weekdays,
  }));
const anyHours: fc.Arbitrary<WorkingHours> = fc.oneof(fc.constant(null), someHours);

describe('properties', () => {
  const runs = { numRuns: 1000 };

  test('what was added is what lies between', () => {
    fc.assert(
      fc.property(instants, spans, anyHours, (from, ms, hours) => {
        expect(workingMsBetween(from, addWorkingMs(from, ms, hours), hours)).toBe(ms);
      }),
      runs,
    );
  });

  test('adding in two steps is adding at once, wherever the night falls', () => {
    fc.assert(
      fc.property(instants, spans, spans, anyHours, (from, first, second, hours) => {
        const inTwo = addWorkingMs(addWorkingMs(from, first, hours), second, hours);
        // The end of one day and the beginning of the next are the same amount of work.
        expect(workingMsBetween(from, inTwo, hours)).toBe(first + second);
      }),
      runs,
    );
  });

  test('more time is never earlier, and a deadline never lies before its beginning', () => {
    fc.assert(
      fc.property(instants, spans, spans, anyHours, (from, a, b, hours) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const early = addWorkingMs(from, less, hours).getTime();
        expect(early).toBeGreaterThanOrEqual(from.getTime());
        expect(addWorkingMs(from, more, hours).getTime()).toBeGreaterThanOrEqual(early);
      }),
      runs,
    );
  });
});
