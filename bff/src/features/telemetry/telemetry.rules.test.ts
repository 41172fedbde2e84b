import fc from 'fast-check';
import {
  dayOf,
  hourOf,
  judgeTime,
  merge,
  mergeLatest,
  mostReadings,
  parseEvent,
  parseReadings,
  parseState,
  type Reading,
  readTime,
  summarise,
} from './telemetry.rules.js';

const now = new Date('2026-11-27T10:00:00+08:00');
const bounds = { now, oldest: new Date('2026-08-29T10:00:00+08:00') };
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const reading = { ts: now.getTime(), seq: 1, values: { energy: 1204.5 } };

test('a reading is taken with its time, in milliseconds or as text', () => {
  const text = { ...reading, ts: '2026-11-27T02:00:00Z' };
  for (const one of [reading, text])
    expect(parseReadings(json(one), bounds)).toEqual({
      readings: [{ at: now, seq: 1, values: { energy: 1204.5 } }],
      refused: [],
    });
});

test.each([
  ['no JSON', Buffer.from('{"ts":')],
  ['bytes', Buffer.from([0xff, 0xfe, 0])],
  ['nothing', Buffer.alloc(0)],
  ['null', json(null)],
  ['an empty list', json([])],
  ['a list that is too long', json(Array.from({ length: mostReadings + 1 }, (_, seq) => ({ ...reading, seq })))],
  ['no time', json({ ...reading, ts: undefined })],
  ['a time without an offset', json({ ...reading, ts: '2026-11-27T02:00:00' })],
  ['a time that is none', json({ ...reading, ts: '2026-13-41T02:00:00Z' })],
  ['no number', json({ ...reading, seq: '1' })],
  ['half a number', json({ ...reading, seq: 1.5 })],
  ['a number below zero', json({ ...reading, seq: -1 })],
  ['no values', json({ ...reading, values: {} })],
  ['a list of values', json({ ...reading, values: [1] })],
  ['a value that is a text', json({ ...reading, values: { energy: '1' } })],
  ['a value beyond measure', json({ ...reading, values: { energy: 1e13 } })],
  ['a name with a blank', json({ ...reading, values: { 'a b': 1 } })],
  [
    'too many values',
    json({ ...reading, values: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`v${i}`, i])) }),
  ],
])('%s is no reading', (_what, payload) => {
  const { readings, refused } = parseReadings(payload, bounds);
  expect([readings, refused.map(({ reason }) => reason)]).toEqual([[], ['malformed']]);
});

test('whatever bytes come, they are read or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
      const { readings, refused } = parseReadings(Buffer.from(bytes), bounds);
      expect(readings.length + refused.length).toBeGreaterThan(0);
      parseEvent(Buffer.from(bytes), bounds);
      parseState(Buffer.from(bytes));
    }),
    { numRuns: 1000 },
  );
});

test('of a late batch what can be true is kept', () => {
  const list = [
    { ...reading, ts: now.getTime() - 86_400_000 },
    { ...reading, ts: 0 },
    { ...reading, ts: '2031-01-01T00:00:00+08:00' },
    'what?',
    reading,
  ];
  const { readings, refused } = parseReadings(json(list), bounds);
  expect(readings.map(({ at }) => at.getTime() - now.getTime())).toEqual([-86_400_000, 0]);
  expect(refused.map(({ reason, at }) => [reason, at?.getUTCFullYear()])).toEqual([
    ['past', 1970],
    ['future', 2030],
    ['malformed', undefined],
  ]);
});

test('a clock may run ten minutes ahead, and a reading be as old as the store keeps it', () => {
  const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);
  expect([minutes(10), minutes(11)].map((at) => judgeTime(at, bounds))).toEqual([null, 'future']);
  const { oldest } = bounds;
  expect([oldest, new Date(oldest.getTime() - 1)].map((at) => judgeTime(at, bounds))).toEqual([null, 'past']);
  expect(readTime(Number.NaN)).toBeNull();
});

test('an event is one whatever its device’s clock says; then it is of when we heard it', () => {
  const event = { id: 'e-1', type: 'passage', ts: now.getTime() - 1000, data: { door: 1 } };
  expect(parseEvent(json(event), bounds)).toEqual({
    ...{ eventId: 'e-1', type: 'passage', isTrusted: true, data: { door: 1 } },
    at: new Date(now.getTime() - 1000),
  });
  expect(parseEvent(json({ ...event, ts: 0 }), bounds)).toMatchObject({ at: now, isTrusted: false });
  const wrong = [
    { ...event, id: '' },
    { ...event, id: 'x'.repeat(65) },
    { ...event, type: 'A B' },
    { ...event, data: 1 },
  ];
  expect(wrong.map((one) => parseEvent(json(one), bounds))).toEqual([null, null, null, null]);
});

test('a state says online or not, and perhaps the firmware', () => {
  expect(parseState(json({ online: true, firmware: '1.4' }))).toEqual({ online: true, firmware: '1.4' });
  expect([parseState(json({ online: 'yes' })), parseState(Buffer.from('offline'))]).toEqual([null, null]);
});

test('hours and days are the community’s', () => {
  const at = new Date('2026-11-27T00:30:00+08:00');
  expect(hourOf(at).toISOString()).toBe('2026-11-26T16:00:00.000Z');
  expect(dayOf(at).toISOString()).toBe('2026-11-26T16:00:00.000Z');
  expect(dayOf(new Date('2026-11-27T23:59:59.999+08:00'))).toEqual(dayOf(at));
});

const readings: fc.Arbitrary<Reading[]> = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 1000 }).map((ms) => new Date(now.getTime() + ms)),
    seq: fc.nat(1000),
    values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -1000, max: 1000 }), { minKeys: 1 }),
  }),
  { minLength: 1, maxLength: 40 },
);

test('the latest values are the same in whatever order and however often readings come', () => {
  fc.assert(
    fc.property(readings, fc.infiniteStream(fc.nat()), (list, numbers) => {
      const seen = new Set<string>();
      const unique = list.filter(({ at, seq }) => {
        const key = `${at.getTime()} ${seq}`;
        return !seen.has(key) && seen.add(key);
      });
      const shuffled = unique
        .map((one) => ({ one, at: numbers.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const inOrder = mergeLatest({}, unique);
      expect(mergeLatest(mergeLatest({}, shuffled), shuffled)).toEqual(inOrder);
      expect(shuffled.reduce((all, one) => mergeLatest(all, [one]), {})).toEqual(inOrder);
    }),
    { numRuns: 1000 },
  );
});

test('hours summed up are what the day’s readings come to at once', () => {
  fc.assert(
    fc.property(readings, fc.nat(39), (list, cut) => {
      const [first, second] = [summarise(list.slice(0, cut)), summarise(list.slice(cut))];
      expect(merge([first, second])).toEqual(summarise(list));
      for (const sum of Object.values(summarise(list))) {
        expect(sum.min).toBeLessThanOrEqual(sum.sum / sum.count);
        expect(sum.max).toBeGreaterThanOrEqual(sum.sum / sum.count);
      }
    }),
    { numRuns: 1000 },
  );
});
