import type { SeriesPoint } from 'shared-types/telemetry';
import { figureOf, grownOf, metricOf, rangeOf, saidOf, stepOf } from './metrics';

const point = (hour: number, last: number): SeriesPoint => ({
  ...{ at: `2026-11-27T0${hour}:00:00+08:00`, value: last, min: last, max: last, last, count: 1 },
});

test('what only grows is shown as what was added, from the second point on; a new meter begins at nothing', () => {
  expect(grownOf([point(1, 10), point(2, 12.5), point(3, 12.5), point(4, 0.2)]).map(({ value }) => value)).toEqual([
    2.5, 0, 0,
  ]);
  expect([grownOf([]), grownOf([point(1, 3)])]).toEqual([[], []]);
});

test('figures have no more digits than a person reads, and their unit', () => {
  expect([1204.5678, 12.3456, 0.12345, 5].map(figureOf)).toEqual(['1,204.6', '12.35', '0.123', '5']);
  expect(saidOf(metricOf('power-meter', 'energy'), 1204.5)).toBe('1,204.5 度');
  expect(saidOf(metricOf('door', 'open'), 1)).toBe('是');
  expect(saidOf(metricOf('door', 'unheardOf'), 1)).toBe('1');
});

test('a longer look is coarser, and the same minute asks the same question', () => {
  expect([stepOf('day', false), stepOf('day', true), stepOf('week', false), stepOf('year', true)]).toEqual([
    'raw',
    'hour',
    'hour',
    'day',
  ]);
  const at = (second: number): Date => new Date(Date.UTC(2026, 10, 27, 2, 30, second));
  expect(rangeOf('day', 'raw', at(1))).toEqual(rangeOf('day', 'raw', at(59)));
  expect(rangeOf('day', 'hour', at(0))).toEqual({ from: '2026-11-26T01:30:00.000Z', to: '2026-11-27T02:30:00.000Z' });
});
