import fc from 'fast-check';
import { dueOf, periodAfter, periodOf, periodsBetween, spanOf } from './period.js';

describe('months', () => {
  it('are the community’s', () => {
    expect(periodOf(new Date('2026-09-30T15:59:59.999Z'))).toBe('2026-09');
    expect(periodOf(new Date('2026-09-30T16:00:00.000Z'))).toBe('2026-10');
    expect(spanOf('2026-12')).toEqual({
      from: new Date('2026-11-30T16:00:00.000Z'),
      to: new Date('2026-12-31T16:00:00.000Z'),
    });
  });

  it('follow each other over the end of years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2098 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -24, max: 24 }),
        (year, month, by) => {
          const period = `${year}-${String(month).padStart(2, '0')}`;
          expect(periodAfter(periodAfter(period, by), -by)).toBe(period);
          expect(spanOf(period).to).toEqual(spanOf(periodAfter(period)).from);
          expect(periodsBetween(period, periodAfter(period, Math.abs(by)))).toHaveLength(Math.abs(by) + 1);
        },
      ),
    );
    expect(periodAfter('2026-12')).toBe('2027-01');
    expect(periodsBetween('2026-11', '2027-01')).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(periodsBetween('2026-11', '2026-10')).toEqual([]);
  });

  it('are due on the policy’s day of the next, and late when it is over', () => {
    expect(dueOf('2026-12', { day: 10, hour: 9 })).toEqual({
      dueAt: new Date('2027-01-10T01:00:00.000Z'),
      lateAt: new Date('2027-01-10T16:00:00.000Z'),
    });
  });
});
