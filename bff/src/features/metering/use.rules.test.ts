import { changeOf, keysOf, monthsFrom, sameDaysBefore } from './use.rules.js';

it('names the columns of a span', () => {
  expect(keysOf('day', '2026-11-23').slice(0, 2)).toEqual(['00', '01']);
  expect(keysOf('month', '2026-02-10')).toHaveLength(28);
  expect(keysOf('month', '2026-11-23').at(-1)).toBe('2026-11-30');
  const year = keysOf('year', '2026-03-10');
  expect([year[0], year.at(-1), year.length]).toEqual(['2025-04', '2026-03', 12]);
});

it.each([
  ['2026-11-23', '2026-10-01', '2026-10-23'],
  ['2026-03-31', '2026-02-01', '2026-02-28'],
  ['2026-01-05', '2025-12-01', '2025-12-05'],
])('lays %s against %s to %s', (today, from, to) => {
  expect(sameDaysBefore(today)).toEqual({ from, to });
});

it('says how much more or less it is', () => {
  expect([changeOf(88, 100), changeOf(125, 100), changeOf(5, 0), monthsFrom('2026-01', -1)]).toEqual([
    ...[-12, 25, null, '2025-12'],
  ]);
});
