import fc from 'fast-check';
import type { DeviceKind } from 'shared-types/device';
import { metricsOfKind } from 'shared-types/telemetry';
import { type FaultKind, faultsOf, type Measured, valuesAt } from './model.js';

const kinds = Object.keys(faultsOf) as DeviceKind[];
const start = Date.parse('2026-01-01T00:00:00+08:00');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const at = fc.integer({ min: 0, max: 364 * 24 * 60 }).map((minute) => start + minute * 60_000);
const device = (kind: DeviceKind, faults: Measured['faults'] = [], code = 'X-1'): Measured => ({
  ...{ seed: 'anju-1', code, kind, faults },
});
const begun = (kind: FaultKind, sinceMs: number) => [{ kind, sinceMs, untilMs: null }];

test('a device measures what its kind is known for, and the same seed the same figures', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), at, (kind, ms) => {
      const values = valuesAt(device(kind), ms);
      expect(Object.keys(values)).toEqual(metricsOfKind[kind].map(({ name }) => name));
      expect(Object.values(values).every(Number.isFinite)).toBe(true);
      expect(valuesAt(device(kind), ms)).toEqual(values);
    }),
    { numRuns: 1000 },
  );
});

test('what only grows never falls', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), at, at, (kind, one, other) => {
      const [before, after] = [Math.min(one, other), Math.max(one, other)];
      const [first, second] = [valuesAt(device(kind), before), valuesAt(device(kind), after)];
      for (const { name, grows } of metricsOfKind[kind])
        if (grows && name !== 'left') expect(second[name]).toBeGreaterThanOrEqual(first[name] ?? 0);
    }),
    { numRuns: 1000 },
  );
});

const used = (meter: Measured, from: number, to: number, name: string): number =>
  (valuesAt(meter, to)[name] ?? 0) - (valuesAt(meter, from)[name] ?? 0);

test('days differ, summers cool and showers run; another seed is another estate', () => {
  const days = Array.from({ length: 7 }, (_, n) =>
    used(device('power-meter'), start + n * dayMs, start + (n + 1) * dayMs, 'energy'),
  );
  expect(new Set(days.map((day) => day.toFixed(2))).size).toBe(7);
  const month = (from: string): number => {
    const ms = Date.parse(`${from}T00:00:00+08:00`);
    return used(device('power-meter'), ms, ms + 30 * dayMs, 'energy');
  };
  expect(month('2026-07-01')).toBeGreaterThan(1.2 * month('2026-04-01'));
  const other = { ...device('power-meter'), seed: 'anju-2' };
  expect(valuesAt(other, start + dayMs)).not.toEqual(valuesAt(device('power-meter'), start + dayMs));
});

test('a leak is seen at night, a theft in what is missing, and both go on until they are ended', () => {
  const since = start + 100 * dayMs;
  const night = (meter: Measured, n: number): number => {
    const two = since + n * dayMs + 2 * hourMs;
    return used(meter, two, two + 2 * hourMs, 'volume');
  };
  const [sound, leaking] = [device('water-meter'), device('water-meter', begun('leak', since))];
  expect([night(sound, 1), night(leaking, 1) > 0.05]).toEqual([0, true]);
  expect(night(device('water-meter', [{ kind: 'leak', sinceMs: since, untilMs: since + dayMs }]), 2)).toBe(0);
  const week = (meter: Measured): number => used(meter, since, since + 7 * dayMs, 'energy');
  const honest = week(device('power-meter'));
  expect(week(device('power-meter', begun('theft', since)))).toBeCloseTo(honest * 0.3, 1);
});

test('a sound lift keeps below the limits that a worn one passes at once', () => {
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 12 }), (ms, number) => {
      const code = `DT-${number}`;
      expect(valuesAt(device('lift', [], code), ms).vibration).toBeLessThan(3.5);
      expect(valuesAt(device('lift', begun('worn', ms - 60_000), code), ms).vibration).toBeGreaterThan(4.5);
      expect(valuesAt(device('lift', [], code), ms).ropeWear).toBeLessThan(8);
      expect(valuesAt(device('smoke', [], code), ms).smoke).toBeLessThan(6);
      expect(valuesAt(device('smoke', begun('smoke', ms - 1000), code), ms).smoke).toBeGreaterThan(12);
    }),
    { numRuns: 1000 },
  );
});
