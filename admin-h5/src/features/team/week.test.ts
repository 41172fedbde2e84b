import { shiftSpan, weekOf } from './week';

test('a week goes from Monday to Sunday, whatever day it is asked for', () => {
  const week = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'];
  expect(weekOf('2026-11-23')).toEqual(week);
  expect(weekOf('2026-11-29')).toEqual(week);
  expect(weekOf('2026-11-25', 1)[0]).toBe('2026-11-30');
  expect(weekOf('2026-11-25', -1)[0]).toBe('2026-11-16');
});

test('a shift that ends before it starts ends on the next day', () => {
  expect(shiftSpan('2026-11-30', '22:00', '06:00')).toEqual({
    startsAt: '2026-11-30T22:00:00.000+08:00',
    endsAt: '2026-12-01T06:00:00.000+08:00',
  });
});

test.each(['', '8点', '24:00', '08:60'])('%p is not a time of the clock', (text) => {
  expect(shiftSpan('2026-11-30', text, '18:00')).toBeNull();
});
