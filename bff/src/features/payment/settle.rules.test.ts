import fc from 'fast-check';
import type { BillFacts, Part } from './plan.rules.js';
import { isWhole, type Leg, settledLegs, settleParts, unwantedLegs } from './settle.rules.js';

const bill = (id: string, more: Partial<BillFacts> = {}): BillFacts => ({
  id,
  houseId: 'H',
  feeKind: 'property',
  title: id,
  amountFen: 10_000,
  lateFeeFen: 0,
  paidFen: 0,
  couponFen: 0,
  outstandingFen: 10_000,
  dueOn: '2026-11-25',
  status: 'due',
  ...more,
});

const part = (billId: string | null, source: Part['source'], amountFen: number): Part => ({
  billId,
  source,
  couponId: source === 'coupon' ? 'C' : null,
  feeKind: billId === null ? null : 'property',
  title: '',
  amountFen,
});

const byId = (...bills: BillFacts[]) => new Map(bills.map((one) => [one.id, one]));
const payment = { channel: 'wechat-jsapi' as const, houseId: 'H' };
const brief = (legs: Leg[]) => legs.map(({ account, amountFen, billId }) => [account, amountFen, billId ?? null]);

describe('settling', () => {
  it('posts the channel, the balance and the coupon against the bills and what topped the balance up', () => {
    const parts = [
      part('A', 'coupon', 1_000),
      part('A', 'prepaid', 2_000),
      part('A', 'channel', 7_000),
      part(null, 'channel', 500),
    ];
    const settlement = settleParts(parts, byId(bill('A')), 2_000);
    expect(isWhole(parts, settlement)).toBe(true);
    expect(brief(settledLegs({ ...payment, amountFen: 7_500 }, settlement))).toEqual([
      ['1012.wechat', 7_500, null],
      ['2203', 2_000, null],
      ['6701', 1_000, null],
      ['1122.property', -10_000, 'A'],
      ['2203', -500, null],
    ]);
  });

  it('pays a bill before its late fee, which has an account of its own', () => {
    // 10,000 and 300 late; 6,000 came before, so 4,000 are left of the bill itself.
    const owed = bill('A', { lateFeeFen: 300, paidFen: 6_000, outstandingFen: 4_300 });
    const settlement = settleParts([part('A', 'channel', 4_300)], byId(owed), 0);
    expect(settlement.parts).toMatchObject([{ amountFen: 4_300, lateFen: 300 }]);
    expect(brief(settledLegs({ ...payment, amountFen: 4_300 }, settlement))).toEqual([
      ['1012.wechat', 4_300, null],
      ['1122.property', -4_000, 'A'],
      ['1122.late', -300, 'A'],
    ]);
  });

  it('keeps what a shrunken bill does not take as prepayment', () => {
    const parts = [part('A', 'channel', 10_000)];
    const settlement = settleParts(parts, byId(bill('A', { paidFen: 2_500, outstandingFen: 7_500 })), 0);
    expect(settlement).toMatchObject({ surplusFen: 2_500, parts: [{ amountFen: 7_500 }] });
    expect(isWhole(parts, settlement)).toBe(false);
    expect(brief(settledLegs({ ...payment, amountFen: 10_000 }, settlement)).at(-1)).toEqual(['2203', -2_500, null]);
  });

  it('takes no more of the balance than there is', () => {
    const parts = [part('A', 'prepaid', 6_000), part('A', 'channel', 4_000)];
    const settlement = settleParts(parts, byId(bill('A')), 1_500);
    expect(settlement).toMatchObject({
      shortFen: 4_500,
      surplusFen: 0,
      parts: [{ amountFen: 1_500 }, { amountFen: 4_000 }],
    });
    expect(isWhole(parts, settlement)).toBe(false);
  });

  it('finds nothing to pay on a reversed bill', () => {
    const settlement = settleParts([part('A', 'channel', 10_000)], byId(bill('A', { status: 'void' })), 0);
    expect(settlement.surplusFen).toBe(10_000);
  });

  it.each([
    ['wechat-native', '1012.wechat'],
    ['alipay-qr', '1012.alipay'],
    ['pos', '1012.pos'],
    ['cash', '1001'],
    ['transfer', '1002'],
    ['autodebit', '1012.autodebit'],
  ] as const)('money by %s stands in %s', (channel, account) => {
    const settlement = settleParts([part('A', 'channel', 10_000)], byId(bill('A')), 0);
    expect(settledLegs({ channel, houseId: 'H', amountFen: 10_000 }, settlement)[0]).toEqual({
      account,
      amountFen: 10_000,
    });
  });

  it('books unwanted money as unidentified until it goes back', () => {
    expect(brief(unwantedLegs({ ...payment, amountFen: 700 }))).toEqual([
      ['1012.wechat', 700, null],
      ['2243', -700, null],
    ]);
  });
});

const fenUpTo = (max: number) => fc.integer({ min: 0, max });

test('whatever became of the bills and the balance, the entry is even and no fen of the channel is lost', () => {
  const parts = fc.array(
    fc.record({
      billId: fc.constantFrom('A', 'B', null),
      source: fc.constantFrom('channel', 'prepaid', 'coupon'),
      amountFen: fc.integer({ min: 1, max: 20_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const owing = fc.record({ amountFen: fenUpTo(20_000), lateFeeFen: fenUpTo(500), paid: fenUpTo(25_000) });
  fc.assert(
    fc.property(parts, owing, owing, fenUpTo(30_000), (given, a, b, balanceFen) => {
      // The balance tops itself up with the channel's money alone.
      const planned = given.map(({ billId, source, amountFen }) =>
        part(billId, billId === null ? 'channel' : source, amountFen),
      );
      const facts = [a, b].map(({ amountFen, lateFeeFen, paid }, index) => {
        const paidFen = Math.min(paid, amountFen + lateFeeFen);
        return bill(index === 0 ? 'A' : 'B', {
          amountFen,
          lateFeeFen,
          paidFen,
          outstandingFen: amountFen + lateFeeFen - paidFen,
        });
      });
      const settlement = settleParts(planned, byId(...facts), balanceFen);
      const channelFen = planned.reduce((sum, one) => sum + (one.source === 'channel' ? one.amountFen : 0), 0);
      const legs = settledLegs({ ...payment, amountFen: channelFen }, settlement);
      expect(legs.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(0);
      const sum = (fits: (one: (typeof settlement.parts)[number]) => boolean): number =>
        settlement.parts.filter(fits).reduce((total, { amountFen }) => total + amountFen, 0);
      expect(sum(({ source }) => source === 'channel') + settlement.surplusFen).toBe(channelFen);
      expect(sum(({ source }) => source === 'prepaid')).toBeLessThanOrEqual(balanceFen);
      for (const { id, outstandingFen, amountFen, lateFeeFen, paidFen } of facts) {
        expect(sum(({ billId }) => billId === id)).toBeLessThanOrEqual(outstandingFen);
        const late = settlement.parts.filter(({ billId }) => billId === id).reduce((n, one) => n + one.lateFen, 0);
        expect(late).toBeLessThanOrEqual(lateFeeFen);
        // The bill itself is whole before a fen goes to its late fee.
        if (late > 0) expect(paidFen + sum(({ billId }) => billId === id)).toBeGreaterThan(amountFen);
      }
    }),
    { numRuns: 1000 },
  );
});
