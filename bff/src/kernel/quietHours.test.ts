import fc from 'fast-check';
import { atWall, toDay } from 'shared-types/time';
import { quietUntil } from './quietHours.js';

const night = { quietFrom: '21:00', quietTo: '09:00' };
const noon = { quietFrom: '12:00', quietTo: '14:30' };

it.each([
  ['in the evening, until the morning', night, atWall('2026-11-25', 22, 10), atWall('2026-11-26', 9)],
  ['at its first minute', night, atWall('2026-11-25', 21), atWall('2026-11-26', 9)],
  ['after midnight, until the same morning', night, atWall('2026-11-26', 0, 5), atWall('2026-11-26', 9)],
  ['not at its end', night, atWall('2026-11-26', 9), null],
  ['not by day', night, atWall('2026-11-26', 20, 59), null],
  ['at noon', noon, atWall('2026-11-26', 13), atWall('2026-11-26', 14, 30)],
  ['not after noon', noon, atWall('2026-11-26', 14, 30), null],
])('is quiet %s', (_title, hours, now, until) => expect(quietUntil(hours, now)).toEqual(until));

it('never ends the quiet hours within them, nor a day later', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  fc.assert(
    fc.property(clock, clock, fc.integer({ min: 0, max: 1439 }), (quietFrom, quietTo, minute) => {
      fc.pre(quietFrom !== quietTo);
      const now = atWall('2026-11-25', 0, minute);
      const until = quietUntil({ quietFrom, quietTo }, now);
      if (!until) return;
      expect(quietUntil({ quietFrom, quietTo }, until)).toBeNull();
      expect(until.getTime()).toBeGreaterThan(now.getTime());
      expect(until.getTime() - now.getTime()).toBeLessThan(86_400_000);
      expect(toDay(until) >= toDay(now)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
