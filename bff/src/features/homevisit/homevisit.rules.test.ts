import fc from 'fast-check';
import { visitHalves } from 'shared-types/homeVisit';
import { toDay } from 'shared-types/time';
import { defaultPolicy } from '../policy/policy.door.js';
import { book, hoursOf, isLate, looksOf, maySetOut, offeredDays, openKeyOf, whyNot } from './homevisit.rules.js';

const policy = defaultPolicy.homeVisit;
/** A Monday. */
const monday = '2026-11-23';
const at = (clock: string, day = monday) => new Date(`${day}T${clock}:00+08:00`);

describe('what can be booked', () => {
  it('today and as many days ahead as the rules say, on the weekdays they name', () => {
    const days = offeredDays({ ...policy, aheadDays: 7, weekdays: [1, 3, 7] }, at('08:00'));
    expect(days).toEqual(['2026-11-23', '2026-11-25', '2026-11-29', '2026-11-30']);
  });

  it('no day whose last half has begun, and nothing at all where the rules offer none', () => {
    expect(offeredDays({ ...policy, aheadDays: 1 }, at('13:59'))).toEqual([monday, '2026-11-24']);
    expect(offeredDays({ ...policy, aheadDays: 1 }, at('14:00'))).toEqual(['2026-11-24']);
    expect(offeredDays({ ...policy, perHalf: 0 }, at('08:00'))).toEqual([]);
  });

  it('a half-day until it begins and while it has places', () => {
    const wanted = { day: monday, half: 'morning' as const, taken: policy.perHalf - 1 };
    expect(book(policy, wanted, at('08:59'))).toEqual({ ok: true, value: { from: at('09:00'), to: at('12:00') } });
    expect(book(policy, wanted, at('09:00'))).toMatchObject({ refusal: { code: 'home_visit.not_offered' } });
    expect(book(policy, { ...wanted, taken: policy.perHalf }, at('08:59'))).toMatchObject({
      refusal: { code: 'home_visit.full' },
    });
    expect(whyNot(policy, { ...wanted, taken: policy.perHalf }, at('09:00'))).toBe('over');
  });

  it('no day before today and none beyond the last', () => {
    const on = (day: string) => book(policy, { day, half: 'afternoon', taken: 0 }, at('08:00')).ok;
    expect(['2026-11-22', monday, '2026-12-07', '2026-12-08'].map(on)).toEqual([false, true, true, false]);
  });

  it('whatever is offered can be booked in at least one half, whenever it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 1440 }), fc.integer({ min: 1, max: 30 }), (minutes, aheadDays) => {
        const now = new Date(at('00:00').getTime() + minutes * 60_000);
        for (const day of offeredDays({ ...policy, aheadDays }, now))
          expect(visitHalves.some((half) => book({ ...policy, aheadDays }, { day, half, taken: 0 }, now).ok)).toBe(
            true,
          );
      }),
    );
  });
});

describe('when it is looked at', () => {
  const timed = (bookedAt: Date, half: 'morning' | 'afternoon' = 'afternoon') => {
    const { from: fromAt, to: toAt } = hoursOf(policy, monday, half);
    return { status: 'booked' as const, day: monday, fromAt, toAt, bookedAt };
  };

  it('two hours after the booking, on the morning of the day, and at its end', () => {
    expect(looksOf(timed(at('10:00', '2026-11-20')), policy)).toEqual([
      { name: 'give', at: at('12:00', '2026-11-20') },
      { name: 'day', at: at('08:00') },
      { name: 'end', at: at('18:00') },
    ]);
  });

  it('not later than it begins; one that was booked after breakfast has no morning', () => {
    expect(looksOf(timed(at('13:30')), policy)).toEqual([
      { name: 'give', at: at('14:00') },
      { name: 'end', at: at('18:00') },
    ]);
    expect(looksOf(timed(at('08:00')), policy).map(({ name }) => name)).toEqual(['give', 'end']);
  });

  it('is late from its end on, as long as nobody said how it went', () => {
    const visit = timed(at('10:00'));
    expect([isLate(visit, at('17:59')), isLate(visit, at('18:00'))]).toEqual([false, true]);
    expect(isLate({ ...visit, status: 'done' as const }, at('18:00'))).toBe(false);
  });
});

test('nobody sets out before the day, nor to what was not given', () => {
  const given = { status: 'given' as const, day: monday };
  expect(maySetOut(given, at('23:59', '2026-11-22'))).toBe(false);
  expect(maySetOut(given, at('00:00'))).toBe(true);
  expect(maySetOut({ ...given, status: 'booked' }, at('10:00'))).toBe(false);
  expect(maySetOut({ ...given, status: 'coming' }, at('10:00'))).toBe(false);
});

test('a house holds a half-day once, and its key fits the column', () => {
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  expect(openKeyOf(id, toDay(at('10:00')), 'afternoon')).toBe(`${id}|${monday}|afternoon`);
  expect(openKeyOf(id, monday, 'afternoon').length).toBeLessThanOrEqual(60);
  expect(openKeyOf(id, monday, 'morning')).not.toBe(openKeyOf(id, monday, 'afternoon'));
});
