import fc from 'fast-check';
import { emptyUseOf, isSilent, leakOf, lostOf, overInARow } from './finding.rules.js';
import { foldReadings, hourMs, moveOf, type RawReading, rawAt, usualCapacity } from './meter.rules.js';

const start = Date.parse('2026-11-23T00:00:00Z');
const at = (hours: number): Date => new Date(start + hours * hourMs);
const read = (hours: number, raw: number): RawReading => ({ at: at(hours), raw });
const usesOf = (folded: ReturnType<typeof foldReadings>) =>
  [...folded.hours].map(([hour, { used, estimated }]) => [(hour - start) / hourMs, used, estimated]);

describe('from one reading to the next', () => {
  it.each([
    ['on', 100, 350, { kind: 'on', delta: 250 }],
    ['the same', 100, 100, { kind: 'on', delta: 0 }],
    ['over the top', usualCapacity - 400, 100, { kind: 'over', delta: 500 }],
    ['another counter', 5_000_000, 2_000, { kind: 'reset', delta: 0 }],
    ['a counter from nought', 500, 0, { kind: 'reset', delta: 0 }],
    ['a slip', 5_000_400, 5_000_100, { kind: 'slip' }],
  ])('%s', (_title, before, after, move) => {
    expect(moveOf(before, after)).toEqual(move);
  });
});

describe('use by the hour', () => {
  it('is what the counter moved in it', () => {
    expect(usesOf(foldReadings(read(0, 1000), [read(0.5, 1100), read(1, 1300), read(2, 1350)]))).toEqual([
      [0, 300, false],
      [1, 50, false],
    ]);
  });

  it('of hours in which nothing was heard is estimated evenly, and marked', () => {
    expect(usesOf(foldReadings(read(0.5, 0), [read(4.5, 400)]))).toEqual([
      [0, 50, false],
      [1, 100, true],
      [2, 100, true],
      [3, 100, true],
      [4, 50, false],
    ]);
  });

  it('is corrected when what was missing comes late', () => {
    const late = foldReadings(read(0, 0), [read(1, 0), read(2, 0), read(3, 300), read(4, 400)]);
    expect(usesOf(late)).toEqual([
      [0, 0, false],
      [1, 0, false],
      [2, 300, false],
      [3, 100, false],
    ]);
  });

  it('passes a slip over and goes on from the highest', () => {
    const { hours, last } = foldReadings(read(0, 5000), [read(1, 4900), read(2, 5100)]);
    expect([...hours.values()].reduce((sum, { used }) => sum + used, 0)).toBe(100);
    expect(last).toEqual(read(2, 5100));
  });

  it('begins anew with another counter, and says where', () => {
    const { turns, last } = foldReadings(read(0, 5_000_000), [read(1, 7_000), read(2, 7_500)]);
    expect(turns).toEqual([{ at: at(1), old: 5_000_000, fresh: 7_000 }]);
    expect(last).toEqual(read(2, 7_500));
  });

  const walks = fc.array(fc.tuple(fc.integer({ min: 1, max: 20_000_000 }), fc.nat(50_000)), {
    minLength: 1,
    maxLength: 40,
  });

  const walk = (steps: readonly (readonly [number, number])[], first: number): RawReading[] => {
    let [ms, raw] = [start, first];
    return steps.map(([wait, used]) => {
      ms += wait;
      raw += used;
      return { at: new Date(ms), raw: raw % usualCapacity };
    });
  };

  it('adds up to what the counter moved, over the top too, and is never negative', () => {
    fc.assert(
      fc.property(walks, fc.constantFrom(0, 12_345, usualCapacity - 60_000), (steps, first) => {
        const { hours } = foldReadings({ at: at(0), raw: first }, walk(steps, first));
        const uses = [...hours.values()].map(({ used }) => used);
        expect(uses.reduce((sum, used) => sum + used, 0)).toBe(steps.reduce((sum, [, used]) => sum + used, 0));
        expect(Math.min(0, ...uses)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same whether readings come one by one or together, and twice is once', () => {
    fc.assert(
      fc.property(walks, fc.nat(40), (steps, cut) => {
        const all = walk(steps, 0);
        const whole = foldReadings(read(0, 0), all);
        const first = foldReadings(read(0, 0), all.slice(0, cut));
        const rest = foldReadings(first.last, [...all.slice(0, cut), ...all.slice(cut)]);
        const sums = new Map([...first.hours].map(([hour, { used }]) => [hour, used]));
        for (const [hour, { used }] of rest.hours) sums.set(hour, (sums.get(hour) ?? 0) + used);
        expect(sums).toEqual(new Map([...whole.hours].map(([hour, { used }]) => [hour, used])));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what a counter showed at an instant', () => {
  it.each([
    ['nothing is known', null, null, null],
    ['between two', read(0, 100), read(2, 300), { raw: 200, estimated: false }],
    ['between two that lie far apart', read(-24, 0), read(26, 500), { raw: 250, estimated: true }],
    ['after the last one', read(-1, 100), null, { raw: 120, estimated: true }],
    ['at a reading', read(1, 77), null, { raw: 77, estimated: false }],
    ['before another counter', read(0, 900), read(2, 5), { raw: 910, estimated: false }],
  ])('%s', (_title, before, after, said) => {
    expect(rawAt(at(1), before, after, 10)).toEqual(said);
  });
});

describe('what the use gives away', () => {
  const hour = (used: number, estimated = false) => ({ used, estimated });
  const night = (...used: number[]) => used.map((one) => hour(one));
  const rule = { nights: 3, leastAnHour: 5 };

  it.each([
    ['water in every hour of three nights', [night(9, 8, 7), night(6, 6, 6), night(9, 9, 9)], 6],
    ['one dry hour', [night(9, 8, 7), night(6, 0, 6), night(9, 9, 9)], null],
    ['two nights only', [night(9, 8, 7), night(6, 6, 6)], null],
    ['an hour that nobody told', [night(9, 8, 7), night(6, 6), night(9, 9, 9)], null],
    ['an estimate', [night(9, 8, 7), [hour(6), hour(6, true), hour(6)], night(9, 9, 9)], null],
    ['an older dry night', [night(0, 0, 0), night(9, 8, 7), night(6, 6, 6), night(9, 9, 9)], 6],
  ])('leak: %s', (_title, nights, least) => {
    expect(leakOf(nights, rule)).toBe(least);
  });

  it('a dry hour in the last nights is never a leak, whatever the others say', () => {
    const hours = fc.array(fc.nat(100), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(hours, { minLength: 3, maxLength: 9 }), fc.nat(2), fc.nat(2), (nights, n, h) => {
        const dry = nights.map((one, index) =>
          one.map((used, position) => hour(index === nights.length - 1 - n && position === h ? 0 : used)),
        );
        expect(leakOf(dry, rule)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['an empty house with use', true, hour(80), 80],
    ['an empty house with a drop', true, hour(3), null],
    ['somebody lives there', false, hour(80), null],
    ['an estimate', true, hour(80, true), null],
    ['nothing told', true, null, null],
  ])('empty: %s', (_title, empty, day, found) => {
    expect(emptyUseOf(empty, day, 50)).toBe(found);
  });

  const balance = { shareBp: 1500, least: 100 };
  it.each([
    ['all of it reached the houses', hour(1000), [hour(500), hour(500)], null],
    ['what stairs use', hour(1000), [hour(500), hour(400)], null],
    ['a third is gone', hour(1000), [hour(500), hour(160)], 340],
    ['a third of little', hour(90), [hour(30), hour(30)], null],
    ['a house that did not tell', hour(1000), [hour(500), null], null],
    ['a house that was estimated', hour(1000), [hour(500), hour(1, true)], null],
    ['no houses', hour(1000), [], null],
  ])('balance: %s', (_title, master, houses, lost) => {
    expect(lostOf(master, houses, balance)).toBe(lost);
  });

  it('is balanced whenever the houses add up to their master', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 }), (uses) => {
        const houses = uses.map((used) => hour(used));
        expect(lostOf(hour(uses.reduce((sum, used) => sum + used, 0)), houses, balance)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('counts readings above the limit in a row, and begins anew below it', () => {
    expect(overInARow(0, [9000, 9000], 8000)).toBe(2);
    expect(overInARow(1, [9000, 100, 9000], 8000)).toBe(1);
    expect(overInARow(5, [], 8000)).toBe(5);
    expect([isSilent(at(0), at(6), 6 * hourMs), isSilent(at(0), at(6.1), 6 * hourMs)]).toEqual([false, true]);
  });
});
