import { paperFact, paperInput } from '../../../test/factories/whitePaper.js';
import { forecastOf } from './forecast.rules.js';
import type { PaperFact } from './paper.model.js';

const many = (count: number, month: string, typeId = 'plumbing'): PaperFact[] =>
  Array.from({ length: count }, () => paperFact(`${month}-10T09:00:00+08:00`, { typeId }));
const since = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const expected = (forecast: ReturnType<typeof forecastOf>) =>
  forecast.lines.map(({ typeId, count, low, high, now }) => [typeId, count, low, high, now]);

describe('what next month is likely to bring', () => {
  it('is last year’s month where this year goes like the last', () => {
    const tallies = [
      ...many(12, '2025-11', 'hvac'),
      ...many(4, '2025-11'),
      ...many(6, '2025-10'),
      ...many(6, '2026-10'),
    ];
    const input = paperInput({ since: since('2025-01-01'), tallies, facts: many(6, '2026-10') });
    const forecast = forecastOf({ ...input, tallies });
    expect([forecast.period, forecast.basis]).toEqual(['2026-11', 'year']);
    // 12 ± 1.28 × √12, and 4 ± 1.28 × √4
    expect(expected(forecast)).toEqual([
      ['hvac', 12, 7, 17, 0],
      ['plumbing', 4, 1, 7, 6],
    ]);
  });

  it.each([
    ['half as much again', 9, 18],
    ['at most twice as much', 60, 24],
    ['at least half', 1, 6],
  ])('is scaled by the last three months against the same ones: %s', (_title, now, count) => {
    const tallies = [...many(12, '2025-11'), ...many(6, '2025-09'), ...many(now, '2026-09')];
    expect(forecastOf(paperInput({ since: since('2025-01-01'), tallies })).lines[0]?.count).toBe(count);
  });

  it('is the mean of the whole months that are known where there is no last year', () => {
    const tallies = [...many(9, '2026-08'), ...many(3, '2026-09'), ...many(5, '2026-10')];
    // August was not whole.
    const forecast = forecastOf(paperInput({ since: since('2026-08-05'), tallies }));
    expect([forecast.basis, forecast.lines[0]?.count]).toEqual(['recent', 4]);
  });

  it('is not made up where no whole month is known', () => {
    const forecast = forecastOf(paperInput({ since: since('2026-10-05'), tallies: many(9, '2026-10') }));
    expect(forecast).toEqual({ period: '2026-11', basis: 'none', lines: [], parts: [], people: [] });
  });

  it('names one of each usual part for each request, and people by the hours that the work takes', () => {
    const facts = many(120, '2026-10');
    const tallies = [...facts, ...many(2, '2026-10', 'hvac')];
    const input = { ...paperInput({ since: since('2026-10-01'), facts }), tallies };
    const rules = { ...input.rules, workerHours: 60 };
    const forecast = forecastOf({ ...input, rules });
    expect(forecast.parts).toEqual([
      { name: '角阀', quantity: 120 },
      { name: '生料带', quantity: 120 },
      { name: '滤网', quantity: 2 },
    ]);
    // 120 × 55 minutes on the way and at work; of air conditioners nobody knows yet: an hour each.
    expect(forecast.people).toEqual([
      { skill: 'plumber', hours: 110, needed: 2, have: 1 },
      { skill: 'hvac', hours: 2, needed: 1, have: 0 },
    ]);
  });
});
