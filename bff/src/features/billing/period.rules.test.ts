import { atWall, toDay } from 'shared-types/time';
import {
  addDays,
  addMonths,
  beginsCycle,
  daysBetween,
  dueDayOf,
  dueRunMonths,
  firstDay,
  monthOf,
  nextTick,
} from './period.rules.js';

const policy = { runDay: 1, runHour: 6 };

describe('months and days', () => {
  it.each([
    ['2026-12', 1, '2027-01'],
    ['2027-01', -1, '2026-12'],
    ['2026-11', 0, '2026-11'],
    ['2026-01', -13, '2024-12'],
    ['2026-05', 24, '2028-05'],
  ])('%s and %i months are %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('knows leap years and the ends of months', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-01-31', 1)).toBe('2026-02-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
    expect(daysBetween('2027-02-01', '2027-03-01')).toBe(28);
    expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
    expect(monthOf('2026-02-28')).toBe('2026-02');
    expect(firstDay('2026-02')).toBe('2026-02-01');
  });

  it.each([
    ['2026-01', 3, 1, true],
    ['2026-02', 3, 1, false],
    ['2026-04', 3, 1, true],
    ['2026-12', 3, 12, true],
    ['2027-03', 3, 12, true],
    ['2027-01', 3, 12, false],
    ['2026-06', 12, 6, true],
    ['2026-07', 12, 6, false],
    ['2026-07', 6, 1, true],
    ['2026-08', 1, 1, true],
  ])('a cycle in %s of every %i months from month %i: %s', (period, every, first, begins) => {
    expect(beginsCycle(period, every, first)).toBe(begins);
  });
});

describe('the due day', () => {
  it.each([
    ['published in time', '2026-11', '2026-11-01', '2026-11-25'],
    ['published on the day itself', '2026-11', '2026-11-25', '2026-11-25'],
    ['published after the day', '2026-11', '2026-11-26', '2026-12-25'],
    ['published after the day in December', '2026-12', '2026-12-31', '2027-01-25'],
    ['a month made up for later, before its day', '2026-09', '2026-11-03', '2026-11-25'],
    ['a month made up for later, after its day', '2026-09', '2026-11-26', '2026-12-25'],
    ['a month billed ahead', '2026-12', '2026-11-28', '2026-12-25'],
  ])('%s', (_title, month, publishedOn, due) => {
    expect(dueDayOf(month, 25, publishedOn)).toBe(due);
  });
});

describe('when bills are looked after next', () => {
  it.each([
    ['in the middle of a day', '2026-11-23T10:54:00+08:00', '2026-11-24T00:10:00+08:00'],
    ['just after midnight', '2026-11-24T00:05:00+08:00', '2026-11-24T00:10:00+08:00'],
    ['at the very minute', '2026-11-24T00:10:00+08:00', '2026-11-25T00:10:00+08:00'],
    ['on the day of the run, before it', '2026-12-01T00:10:00+08:00', '2026-12-01T06:00:00+08:00'],
    ['on the day of the run, at its hour', '2026-12-01T06:00:00+08:00', '2026-12-02T00:10:00+08:00'],
    ['at the end of a year', '2026-12-31T23:59:00+08:00', '2027-01-01T00:10:00+08:00'],
    ['at the end of a short month', '2027-02-28T12:00:00+08:00', '2027-03-01T00:10:00+08:00'],
  ])('%s', (_title, now, next) => {
    expect(nextTick(new Date(now), policy)).toEqual(new Date(next));
  });
});

describe('months whose run is due', () => {
  const since = new Date('2026-11-20T09:00:00+08:00');
  it.each([
    ['billing began after this month’s day', '2026-11-30T09:00:00+08:00', []],
    ['a minute before the hour', '2026-12-01T05:59:00+08:00', []],
    ['at the hour', '2026-12-01T06:00:00+08:00', ['2026-12']],
    ['all of the month', '2026-12-31T23:59:00+08:00', ['2026-12']],
    ['two months were slept through', '2027-02-10T00:10:00+08:00', ['2026-12', '2027-01', '2027-02']],
  ])('%s', (_title, now, months) => {
    expect(dueRunMonths(since, new Date(now), policy)).toEqual(months);
  });

  it('goes back a year and no further', () => {
    const months = dueRunMonths(new Date('2020-01-01T00:00:00+08:00'), atWall('2026-11-02', 0), policy);
    expect(months).toHaveLength(12);
    expect(months[0]).toBe('2025-12');
    expect(months.at(-1)).toBe(monthOf(toDay(atWall('2026-11-02', 0))));
  });
});
