import fc from 'fast-check';
import { unwrap } from '../../kernel/result.js';
import { type Claim, chooseParts, leftOf, openWays, pollDelayMs, type Share } from './refund.rules.js';

const A = '01JDBILLA00000000000000000';
const B = '01JDBILLB00000000000000000';
const share = (billId: string | null, source: Share['source'], amountFen: number, refundedFen = 0): Share => ({
  billId,
  source,
  amountFen,
  refundedFen,
});
/** 物业费 300 元 by the channel and 20 by the balance, 10 by a coupon; 水费 45.60; 100 paid ahead, of which 30 went back. */
const shares = [
  share(A, 'channel', 30_000),
  share(A, 'prepaid', 2000),
  share(A, 'coupon', 1000),
  share(B, 'channel', 4560),
  share(null, 'channel', 10_000, 3000),
];
const refusal = (result: ReturnType<typeof chooseParts>): string => (result.ok ? 'ok' : result.refusal.code);

describe('which money goes back', () => {
  it('is what came through the channel when it goes back the same way', () => {
    const wishes = [
      { billId: A, amountFen: 30_000 },
      { billId: B, amountFen: 60 },
    ];
    expect(unwrap(chooseParts(shares, [], wishes, 'original'))).toEqual([
      { billId: A, source: 'channel', amountFen: 30_000 },
      { billId: B, source: 'channel', amountFen: 60 },
    ]);
  });

  it('is never what a coupon or the balance gave when it leaves by the channel', () => {
    expect(refusal(chooseParts(shares, [], [{ billId: A, amountFen: 30_001 }], 'original'))).toBe('refund.too_much');
    expect(refusal(chooseParts(shares, [], [{ billId: A, amountFen: 30_001 }], 'cash'))).toBe('refund.too_much');
  });

  it('is the channel’s first and the balance’s then when it goes to the balance; a coupon is no money', () => {
    expect(unwrap(chooseParts(shares, [], [{ billId: A, amountFen: 31_500 }], 'balance'))).toEqual([
      { billId: A, source: 'channel', amountFen: 30_000 },
      { billId: A, source: 'prepaid', amountFen: 1500 },
    ]);
    expect(refusal(chooseParts(shares, [], [{ billId: A, amountFen: 32_001 }], 'balance'))).toBe('refund.too_much');
  });

  it('leaves out what went back and what somebody has asked for', () => {
    const claims: Claim[] = [{ billId: null, source: 'channel', amountFen: 2000 }];
    expect(leftOf(shares[4] as Share, claims)).toBe(5000);
    expect(refusal(chooseParts(shares, claims, [{ billId: null, amountFen: 5000 }], 'original'))).toBe('ok');
    expect(refusal(chooseParts(shares, claims, [{ billId: null, amountFen: 5001 }], 'original'))).toBe(
      'refund.too_much',
    );
  });

  it('is not moved from the balance into the balance', () => {
    expect(refusal(chooseParts(shares, [], [{ billId: null, amountFen: 100 }], 'balance'))).toBe('refund.way_closed');
  });

  it('is refused for a bill that was not paid, and for one that is wished for twice', () => {
    expect(refusal(chooseParts(shares, [], [{ billId: 'other', amountFen: 1 }], 'original'))).toBe('refund.too_much');
    const twice = [
      { billId: B, amountFen: 1 },
      { billId: B, amountFen: 1 },
    ];
    expect(refusal(chooseParts(shares, [], twice, 'original'))).toBe('refund.too_much');
  });

  it('whatever is asked for in whatever order, no share gives more than it has, and what is granted is what was asked', () => {
    const fen = fc.integer({ min: 1, max: 40_000 });
    const wish = fc.record({ billId: fc.constantFrom(A, B, null), amountFen: fen });
    const way = fc.constantFrom('original' as const, 'balance' as const, 'transfer' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(wish, way), { maxLength: 12 }), (requests) => {
        const claims: Claim[] = [];
        for (const [one, by] of requests) {
          const result = chooseParts(shares, claims, [one], by);
          if (!result.ok) continue;
          expect(result.value.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(one.amountFen);
          claims.push(...result.value);
        }
        for (const one of shares) {
          const given = claims
            .filter(({ billId, source }) => billId === one.billId && source === one.source)
            .reduce((sum, { amountFen }) => sum + amountFen, 0);
          expect(given).toBeLessThanOrEqual(one.source === 'coupon' ? 0 : one.amountFen - one.refundedFen);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('ways that are open', () => {
  const paidAt = new Date('2026-01-01T00:00:00+08:00');
  const after = (days: number, ms = 0): Date => new Date(paidAt.getTime() + days * 86_400_000 + ms);
  const ways = (channel: Parameters<typeof openWays>[0]['channel'], count = 0, now = after(1)) =>
    openWays({ channel, paidAt }, count, now);

  it('of an online payment: the way it came for 365 days and 50 times, by transfer afterwards', () => {
    expect(ways('wechat-jsapi')).toEqual({ ways: ['original', 'balance'], bound: null });
    expect(ways('alipay-qr', 49).ways).toContain('original');
    expect(ways('wechat-native', 50)).toEqual({ ways: ['transfer', 'balance'], bound: 'count' });
    expect(ways('wechat-jsapi', 0, after(365, -1)).ways).toContain('original');
    expect(ways('wechat-jsapi', 0, after(365))).toEqual({ ways: ['transfer', 'balance'], bound: 'age' });
  });

  it('of the counter: by hand; of the balance: back to it', () => {
    expect(ways('cash').ways).toEqual(['cash', 'transfer', 'balance']);
    expect(ways('pos').ways).toEqual(['cash', 'transfer', 'balance']);
    expect(ways('autodebit').ways).toEqual(['transfer', 'balance']);
    expect(ways('balance').ways).toEqual(['balance']);
  });
});

it('looks at the channel soon at first and hourly in the end', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 500].map((polls) => pollDelayMs(polls) / 1000)).toEqual([
    30, 60, 120, 300, 600, 1800, 3600, 3600,
  ]);
});
