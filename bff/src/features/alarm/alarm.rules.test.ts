import fc from 'fast-check';
import type { AlarmCondition, AlarmRule } from 'shared-types/alarmPolicy';
import {
  countFaults,
  emptyWatch,
  hear,
  isQuiet,
  newReadings,
  type Reading,
  sweepRule,
  type Watch,
  watches,
} from './alarm.rules.js';

const start = new Date('2026-11-23T10:00:00+08:00').getTime();
const now = new Date(start + 30 * 86_400_000);

const rule = (conditions: AlarmCondition[], more: Partial<AlarmRule> = {}): AlarmRule => ({
  id: 'r',
  name: '试',
  active: true,
  kinds: ['lift'],
  deviceId: null,
  match: 'all',
  conditions,
  forSeconds: 0,
  severity: 'serious',
  department: 'engineering',
  order: null,
  ...more,
});
const above: AlarmCondition = { kind: 'threshold', metric: 'vibration', side: 'above', limit: 4.5, clear: 3.5 };

/** Readings a minute apart. */
const at = (minute: number, values: Record<string, number>, seq = minute): Reading => ({
  at: new Date(start + minute * 60_000),
  seq,
  values,
});
const vibrations = (...values: number[]): Reading[] => values.map((vibration, minute) => at(minute, { vibration }));

const judge = (one: AlarmRule, readings: Reading[], before: Watch = emptyWatch()) => {
  const heard = hear([one], before, readings, now);
  const outcome = heard.outcomes[0]?.outcome;
  if (!outcome) throw new Error('no outcome');
  return { ...outcome, watch: heard.watch };
};

describe('a threshold', () => {
  it('is abnormal from the limit on, and counts', () => {
    const { state, count, firstAt, facts } = judge(rule([above]), vibrations(4.4, 4.5, 6));
    expect([state.alarming, count]).toEqual([true, 2]);
    expect(firstAt).toEqual(new Date(start + 60_000));
    expect(facts).toEqual([{ condition: above, value: 6, forecast: null }]);
  });

  it('stays so until it is back to the line of recovery, and says when', () => {
    expect(judge(rule([above]), vibrations(5, 4, 3.6)).state.alarming).toBe(true);
    const over = judge(rule([above]), vibrations(5, 4, 3.5));
    expect([over.state.alarming, over.normalAt]).toEqual([false, new Date(start + 120_000)]);
  });

  it('looks below too', () => {
    const low: AlarmCondition = { kind: 'threshold', metric: 'pressure', side: 'below', limit: 0.2, clear: 0.25 };
    const readings = [0.21, 0.2, 0.24].map((pressure, minute) => at(minute, { pressure }));
    expect(judge(rule([low]), readings).state.alarming).toBe(true);
    expect(judge(rule([low]), [...readings, at(3, { pressure: 0.25 })]).state.alarming).toBe(false);
  });

  it('never flaps between the two lines', () => {
    const within = fc.double({ min: 3.51, max: 4.49, noNaN: true });
    fc.assert(
      fc.property(fc.array(within, { minLength: 1, maxLength: 40 }), fc.boolean(), (values, begins) => {
        const readings = vibrations(begins ? 5 : 3, ...values);
        const { state, normalAt } = judge(rule([above]), readings);
        expect([state.alarming, normalAt]).toEqual([begins, null]);
      }),
    );
  });

  it('waits as long as it says', () => {
    const slow = rule([above], { forSeconds: 120 });
    expect(judge(slow, vibrations(5, 5)).state.alarming).toBe(false);
    expect(judge(slow, vibrations(5, 5, 5)).state.alarming).toBe(true);
    expect(judge(slow, vibrations(5, 5, 3, 5)).state.alarming).toBe(false);
  });

  it('ignores values that are no numbers, and readings without its value', () => {
    expect(judge(rule([above]), vibrations(Number.NaN, Number.POSITIVE_INFINITY)).count).toBe(0);
    const { state } = judge(rule([above]), [at(0, { vibration: 5 }), at(1, { temperature: 20 })]);
    expect(state.alarming).toBe(true);
  });
});

describe('a rate', () => {
  const rise: AlarmCondition = {
    kind: 'rate',
    metric: 'temperature',
    direction: 'rise',
    withinMinutes: 5,
    limit: 10,
    clear: 3,
  };
  const warm = (...values: number[]) => values.map((temperature, minute) => at(minute, { temperature }));

  it('is what was gained within its minutes, and no more', () => {
    expect(judge(rule([rise]), warm(20, 22, 25, 30)).facts).toEqual([{ condition: rise, value: 10, forecast: null }]);
    expect(judge(rule([rise]), warm(20, 22, 24, 26, 28, 29, 31)).count).toBe(0);
  });

  it('ends when it stands still, and does not see a fall', () => {
    expect(judge(rule([rise]), warm(20, 31, 31, 31, 31, 31, 31, 31)).state.alarming).toBe(false);
    expect(judge(rule([rise]), warm(40, 20)).count).toBe(0);
    expect(judge(rule([{ ...rise, direction: 'fall' }]), warm(40, 29)).count).toBe(1);
  });
});

describe('several conditions', () => {
  const hot: AlarmCondition = { kind: 'threshold', metric: 'temperature', side: 'above', limit: 60, clear: 50 };
  it('hold together, or one of them does', () => {
    const readings = [at(0, { vibration: 5, temperature: 20 })];
    expect(judge(rule([above, hot]), readings).count).toBe(0);
    expect(judge(rule([above, hot], { match: 'any' }), readings).count).toBe(1);
    // Each keeps what it last heard: they need not come in one message.
    expect(judge(rule([above, hot]), [at(0, { vibration: 5 }), at(1, { temperature: 61 })]).count).toBe(1);
  });
});

describe('silence', () => {
  const quiet = rule([{ kind: 'silence', minutes: 60 }]);
  const heard = (minutes: number | null) => ({
    lastSeenAt: minutes === null ? null : new Date(now.getTime() - minutes * 60_000),
    now,
  });
  it('is told by the sweep once, and ends when the device speaks', () => {
    expect(sweepRule(quiet, undefined, heard(60)).count).toBe(0);
    const told = sweepRule(quiet, undefined, heard(61));
    expect([told.count, told.facts[0]?.value]).toEqual([1, 61]);
    expect(sweepRule(quiet, told.state, heard(70)).count).toBe(0);
    expect(sweepRule(quiet, told.state, heard(1)).normalAt).toEqual(now);
    const watch = { ...emptyWatch(), rules: { r: told.state } };
    expect(judge(quiet, vibrations(1), watch).normalAt).toEqual(new Date(start));
  });
  it('says nothing of what was never heard', () => expect(sweepRule(quiet, undefined, heard(null)).count).toBe(0));
});

describe('a trend', () => {
  const worn = (limit: number): AlarmCondition => ({
    kind: 'trend',
    metric: 'ropeWear',
    side: 'above',
    limit,
    withinDays: 30,
    leastConfidenceBp: 9000,
  });
  const days = (values: number[]) =>
    values.map(
      (ropeWear, day): Reading => ({ at: new Date(start + day * 86_400_000), seq: day, values: { ropeWear } }),
    );
  const steady = days(Array.from({ length: 20 }, (_, day) => 4 + day * 0.1 + (day % 2) * 0.05));

  it('foresees the limit with its days and how sure it is', () => {
    const { state, facts } = judge(rule([worn(8)]), steady);
    expect(state.alarming).toBe(true);
    expect(facts[0]?.forecast?.days).toBeGreaterThan(18);
    expect(facts[0]?.forecast?.days).toBeLessThan(23);
    expect(facts[0]?.forecast?.confidenceBp).toBeGreaterThan(9000);
  });
  it('is silent where the limit is farther, or the days are few', () => {
    expect(judge(rule([worn(20)]), steady).count).toBe(0);
    expect(judge(rule([worn(5)]), steady.slice(0, 5)).count).toBe(0);
  });
  it('counts a day once, by its last value', () => {
    const twice = [...steady, { ...(steady[3] as Reading), seq: 99 }];
    expect(judge(rule([worn(8)]), twice).state.conditions[0]?.points).toHaveLength(20);
  });
});

describe('what comes twice, late or in disorder', () => {
  const readings = fc.uniqueArray(
    fc.record({
      minute: fc.integer({ min: 0, max: 200 }),
      seq: fc.integer({ min: 0, max: 5 }),
      value: fc.double({ min: 0, max: 9, noNaN: true }),
    }),
    { maxLength: 30, selector: ({ minute, seq }) => `${minute}|${seq}` },
  );
  const toReadings = (list: { minute: number; seq: number; value: number }[]): Reading[] =>
    list.map(({ minute, seq, value }) => at(minute, { vibration: value }, seq));

  it('says the same in any order and however often it comes', () => {
    fc.assert(
      fc.property(readings, fc.infiniteStream(fc.nat()), (list, numbers) => {
        const all = toReadings(list);
        const keyed = [...all, ...all].map((one) => ({ one, key: numbers.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
        expect(judge(rule([above]), shuffled)).toEqual(judge(rule([above]), all));
      }),
    );
  });

  it('changes nothing when a batch comes again after others', () => {
    fc.assert(
      fc.property(readings, fc.nat(30), (list, cut) => {
        const all = newReadings(emptyWatch(), toReadings(list), now);
        const watch = judge(rule([above]), all).watch;
        const late = judge(rule([above]), all.slice(0, cut), watch);
        expect([late.count, late.normalAt, late.watch]).toEqual([0, null, watch]);
      }),
    );
  });

  it('says the same in one batch or in several', () => {
    fc.assert(
      fc.property(readings, fc.nat(30), (list, cut) => {
        const all = newReadings(emptyWatch(), toReadings(list), now);
        const whole = judge(rule([above]), all);
        const first = judge(rule([above]), all.slice(0, cut));
        const second = judge(rule([above]), all.slice(cut), first.watch);
        expect(second.watch).toEqual(whole.watch);
        expect(first.count + second.count).toBe(whole.count);
      }),
    );
  });

  it('does not let a clock that runs ahead make us deaf', () => {
    const ahead = { ...at(0, { vibration: 9 }), at: new Date(now.getTime() + 6 * 60_000) };
    expect(newReadings(emptyWatch(), [ahead], now)).toEqual([]);
  });
});

it('begins anew where the rule was changed, and looks at one device where it names one', () => {
  const { watch } = judge(rule([above]), vibrations(5));
  const later = judge(rule([{ ...above, limit: 8 }]), [at(1, { vibration: 5 })], watch);
  expect(later.state.alarming).toBe(false);
  const one = rule([above], { deviceId: 'A' });
  expect([watches(one, { id: 'A', kind: 'door' }), watches(one, { id: 'B', kind: 'lift' })]).toEqual([true, false]);
  expect(watches(rule([above], { active: false }), { id: 'A', kind: 'lift' })).toBe(false);
});

it('is quiet when only the watermark moved', () => {
  const first = hear([rule([above])], emptyWatch(), vibrations(1, 2), now);
  expect(isQuiet(emptyWatch(), first)).toBe(false);
  expect(isQuiet(first.watch, hear([rule([above])], first.watch, [at(9, { vibration: 2 })], now))).toBe(true);
  expect(isQuiet(first.watch, hear([rule([above])], first.watch, [at(9, { vibration: 5 })], now))).toBe(false);
});

it('counts faults, not readings', () => {
  expect(countFaults(rule([above]), vibrations(5, 6, 4, 3, 5, 3, 4.4))).toBe(2);
  expect(countFaults(rule([above], { forSeconds: 60 }), vibrations(5, 3, 5, 5, 3))).toBe(1);
});
