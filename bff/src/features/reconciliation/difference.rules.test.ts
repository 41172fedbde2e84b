import fc from 'fast-check';
import { actsOf, writeOffLegs } from './difference.rules.js';
import { differenceReasons } from './reconciliation.entity.js';

const now = new Date('2026-11-23T10:54:00+08:00');
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);

it('a lost payment is booked, or booked and given back; never written off', () => {
  expect(actsOf({ reason: 'notice-lost', decidedAt: null, waitUntil: null }, now)).toEqual(['book', 'refund']);
});

it('what tomorrow’s statement may carry waits for it, and is written off only afterwards', () => {
  for (const reason of ['near-midnight', 'missing'] as const) {
    expect(actsOf({ reason, decidedAt: null, waitUntil: after }, now)).toEqual(['wait']);
    expect(actsOf({ reason, decidedAt: null, waitUntil: now }, now)).toEqual(['write-off']);
    expect(actsOf({ reason, decidedAt: null, waitUntil: before }, now)).toEqual(['write-off']);
  }
});

it('there is always something to do about an open one, and nothing about a decided one', () => {
  for (const reason of differenceReasons)
    for (const waitUntil of [null, before, after]) {
      expect(actsOf({ reason, decidedAt: null, waitUntil }, now).length).toBeGreaterThan(0);
      expect(actsOf({ reason, decidedAt: before, waitUntil }, now)).toEqual([]);
    }
});

it('a write-off moves our account of the channel to where the channel’s is', () => {
  // We have 15000 less than the channel: it is held for whoever it belongs to.
  expect(writeOffLegs(-15_000, '1012.wechat')).toEqual([
    { account: '1012.wechat', amountFen: 15_000 },
    { account: '2243', amountFen: -15_000 },
  ]);
  // We have 300 more than the channel: it is lost.
  expect(writeOffLegs(300, '1012.wechat')).toEqual([
    { account: '1012.wechat', amountFen: -300 },
    { account: '6302', amountFen: 300 },
  ]);
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (gap) => {
      const legs = writeOffLegs(gap, '1012.alipay');
      expect(legs.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(0);
      expect(legs.every(({ amountFen }) => amountFen !== 0)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
