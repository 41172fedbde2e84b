import fc from 'fast-check';
import { toDay, wall } from 'shared-types/time';
import { fromWallInput, fromWallInputToInstant, toWallInput, untilPresets } from './until';

test('the input speaks the community’s time, whatever the browser’s zone', () => {
  expect(toWallInput(new Date('2026-11-23T01:05:00Z'))).toBe('2026-11-23T09:05');
  expect(fromWallInputToInstant('2026-11-23T09:05')).toBe('2026-11-23T09:05:00.000+08:00');
});

test('half a value is none', () => {
  expect(fromWallInput('')).toBeNull();
  expect(fromWallInput('2026-11-23')).toBeNull();
});

test('on a Monday evening the evening is past', () => {
  const names = untilPresets(new Date('2026-11-23T20:00:00+08:00')).map((one) => one.name);
  expect(names).toEqual(['morning', 'afternoon', 'saturday']);
});

test('presets lie ahead, in order, and Saturday is a Saturday', () => {
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 400 });
  fc.assert(
    fc.property(minutes, (after) => {
      const now = new Date(Date.parse('2026-01-01T00:00:00+08:00') + after * 60_000);
      const presets = untilPresets(now);
      expect(presets.every(({ at }) => at > now)).toBe(true);
      const saturday = presets.find((one) => one.name === 'saturday');
      expect(saturday && wall(saturday.at).weekday).toBe(6);
      expect(saturday && toDay(saturday.at) > toDay(now)).toBe(true);
      const round = fromWallInput(toWallInput(now));
      expect(round?.getTime()).toBe(now.getTime());
    }),
    { numRuns: 1_000 },
  );
});
