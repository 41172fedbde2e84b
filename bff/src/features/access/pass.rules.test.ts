import { believedTime, mayChoose, onSecond, type PassFacts, stateOf, wasCutOff, windowFault } from './pass.rules.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 23, hour));
const dayMs = 86_400_000;
const later = (days: number, ms = 0): Date => new Date(at(3).getTime() + days * dayMs + ms);
const pass = (more: Partial<PassFacts> = {}): PassFacts => ({
  ...{ validFrom: at(6), validUntil: at(10), uses: 2, used: 0, revokedAt: null },
  ...more,
});

test.each([
  ['before it begins', pass(), at(5), 'soon'],
  ['from its first moment', pass(), at(6), 'open'],
  ['until before its last', pass(), new Date(at(10).getTime() - 1), 'open'],
  ['at its last', pass(), at(10), 'over'],
  ['with one entry left', pass({ used: 1 }), at(7), 'open'],
  ['with none left', pass({ used: 2 }), at(7), 'used'],
  ['used up and over', pass({ used: 2 }), at(11), 'over'],
  ['revoked, whatever else', pass({ used: 2, revokedAt: at(4) }), at(11), 'revoked'],
] as const)('a pass %s', (_title, facts, now, state) => {
  expect(stateOf(facts, now)).toBe(state);
});

test.each([
  ['four hours', at(3), at(7), null],
  ['that ends as it begins', at(4), at(4), 'reversed'],
  ['that is over', at(1), at(3), 'past'],
  ['that began', at(1), at(4), null],
  ['of thirty days', later(0), later(30), null],
  ['of a moment more', later(0), later(30, 1), 'too-long'],
  ['in sixty days', later(60), later(61), null],
  ['a moment after sixty days', later(60, 1), later(61), 'too-far'],
] as const)('a window %s', (_title, from, until, fault) => {
  expect(windowFault(from, until, at(3))).toBe(fault);
});

test('a window begins and ends on a second', () => {
  expect(onSecond(new Date(1_999))).toEqual(new Date(1_000));
});

const house = { buildingId: 'B3', unitId: 'U2' };
test.each([
  ['a gate of all', { buildingId: null, unitId: null }, true],
  ['its building', { buildingId: 'B3', unitId: null }, true],
  ['its unit', { buildingId: 'B3', unitId: 'U2' }, true],
  ['another building', { buildingId: 'B4', unitId: null }, false],
  ['another unit of its building', { buildingId: 'B3', unitId: 'U1' }, false],
])('a house may choose: %s', (_title, place, may) => {
  expect(mayChoose({ ...place, removedAt: null }, house)).toBe(may);
  expect(mayChoose({ ...place, removedAt: at(1) }, house)).toBe(false);
});

test.each([
  ['now', 0, true],
  ['two minutes ahead', 120_000, true],
  ['more than that ahead', 120_001, false],
  ['sixty days ago', -60 * dayMs, true],
  ['longer ago', -60 * dayMs - 1, false],
])('a door’s word for a time is believed within bounds: %s', (_title, ms, believed) => {
  const told = new Date(at(3).getTime() + ms);
  expect(believedTime(told, at(3))).toEqual(believed ? told : at(3));
});

test.each([
  ['let in by a code, at once', { way: 'qr', reason: null }, 0, true],
  ['refused as used up, which a door knows by itself', { way: 'qr', reason: 'used' }, 0, false],
  ['the same, told at the last moment of a minute', { way: 'qr', reason: 'used' }, 60_000, false],
  ['the same, told later', { way: 'qr', reason: 'used' }, 60_001, true],
  ['by Bluetooth, at once', { way: 'bluetooth', reason: null }, 0, false],
  ['refused otherwise, at once', { way: 'own', reason: 'late' }, 0, true],
])('whether a door was cut off: %s', (_, told, lateMs, expected) => {
  expect(wasCutOff(told, lateMs)).toBe(expected);
});
