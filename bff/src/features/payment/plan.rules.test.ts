import fc from 'fast-check';
import type { Coupon } from './plan.rules.js';
import { type BillFacts, oldestFirst, type Part, planCollection, planPayment } from './plan.rules.js';

const bill = (id: string, more: Partial<BillFacts> = {}): BillFacts => {
  const facts = { amountFen: 25_060, lateFeeFen: 0, paidFen: 0, couponFen: 0, ...more };
  return {
    id,
    houseId: 'H',
    feeKind: 'property',
    title: `${id} 物业费`,
    dueOn: '2026-11-25',
    status: 'due',
    outstandingFen: facts.amountFen + facts.lateFeeFen - facts.paidFen - facts.couponFen,
    ...facts,
    ...(more.outstandingFen === undefined ? {} : { outstandingFen: more.outstandingFen }),
  };
};

const plan = (more: Partial<Parameters<typeof planPayment>[0]>) =>
  planPayment({
    bills: [],
    coupons: [],
    fromPrepaidFen: 0,
    balanceFen: 0,
    topUpFen: 0,
    topUpTitle: '存入预存款',
    ...more,
  });

const brief = ({ billId, source, couponId, amountFen }: Part) => [billId, source, couponId, amountFen];

describe('what pays what', () => {
  it('everything by the channel, when nothing else is chosen', () => {
    const result = plan({ bills: [bill('A'), bill('B', { amountFen: 8_800, feeKind: 'water' })] });
    expect(result).toMatchObject({ ok: true, value: { amountFen: 33_860, couponFen: 0, prepaidFen: 0, topUpFen: 0 } });
  });

  it('coupons first, then the balance on the oldest bills, the channel the rest, and what tops the balance up', () => {
    const result = plan({
      bills: [bill('B', { dueOn: '2026-11-25' }), bill('A', { dueOn: '2026-10-25', amountFen: 10_000 })],
      coupons: [{ id: 'C', feeKind: 'property', amountFen: 3_000 }],
      fromPrepaidFen: 8_000,
      balanceFen: 9_000,
      topUpFen: 5_000,
    });
    if (!result.ok) throw new Error(result.refusal.code);
    // 10,000 = 3,000 + 7,000 of the balance; of 25,060 the balance's last 1,000, the channel 24,060; and 5,000 more.
    expect(result.value.parts.map(brief)).toEqual([
      ['A', 'coupon', 'C', 3_000],
      ['A', 'prepaid', null, 7_000],
      ['B', 'prepaid', null, 1_000],
      ['B', 'channel', null, 24_060],
      [null, 'channel', null, 5_000],
    ]);
    expect(result.value).toMatchObject({ amountFen: 29_060, couponFen: 3_000, prepaidFen: 8_000, topUpFen: 5_000 });
  });

  it('a coupon worth more than its bill pays just the bill', () => {
    const result = plan({ bills: [bill('A')], coupons: [{ id: 'C', feeKind: 'property', amountFen: 99_999 }] });
    expect(result).toMatchObject({ ok: true, value: { amountFen: 0, couponFen: 25_060 } });
  });

  it.each<[string, Partial<Parameters<typeof planPayment>[0]>, string]>([
    ['nothing is chosen', {}, 'payment.nothing_due'],
    ['a bill is paid already', { bills: [bill('A', { status: 'paid', outstandingFen: 0 })] }, 'payment.nothing_due'],
    ['a bill was reversed', { bills: [bill('A', { status: 'void', outstandingFen: 0 })] }, 'payment.nothing_due'],
    [
      'a coupon is for another fee',
      { bills: [bill('A')], coupons: [{ id: 'C', feeKind: 'water', amountFen: 100 }] },
      'coupon.not_usable',
    ],
    [
      'two coupons want one bill',
      {
        bills: [bill('A')],
        coupons: [
          { id: 'C', feeKind: 'property', amountFen: 100 },
          { id: 'D', feeKind: 'property', amountFen: 100 },
        ],
      },
      'coupon.not_usable',
    ],
    ['the balance has less', { bills: [bill('A')], fromPrepaidFen: 101, balanceFen: 100 }, 'balance.not_enough'],
    ['less is due', { bills: [bill('A')], fromPrepaidFen: 25_061, balanceFen: 90_000 }, 'payment.changed'],
  ])('refused when %s', (_title, input, code) => {
    expect(plan(input)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('money that is handed over', () => {
  it('pays the oldest first and the last one in part', () => {
    const result = planCollection([bill('B'), bill('A', { dueOn: '2026-10-25' })], 30_000, '预存');
    if (!result.ok) throw new Error(result.refusal.code);
    expect(result.value.parts.map(brief)).toEqual([
      ['A', 'channel', null, 25_060],
      ['B', 'channel', null, 4_940],
    ]);
  });

  it('tops the balance up with what is over', () => {
    const result = planCollection([bill('A')], 30_000, '预存');
    expect(result).toMatchObject({ ok: true, value: { amountFen: 30_000, topUpFen: 4_940 } });
  });
});

test('bills are counted from the oldest on, equal days by id, those without a day before all', () => {
  const bills = [bill('C'), bill('B', { dueOn: '2026-12-25' }), bill('A'), bill('D', { dueOn: null })];
  expect(oldestFirst(bills).map(({ id }) => id)).toEqual(['D', 'A', 'C', 'B']);
});

const kinds = ['property', 'water', 'power'];
const bills = fc
  .array(
    fc.record({
      amountFen: fc.integer({ min: 1, max: 500_000 }),
      lateFeeFen: fc.integer({ min: 0, max: 5_000 }),
      feeKind: fc.constantFrom(...kinds),
      month: fc.integer({ min: 1, max: 12 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    list.map(({ month, ...facts }, index) =>
      bill(`B${String(index).padStart(2, '0')}`, { ...facts, dueOn: `2026-${String(month).padStart(2, '0')}-25` }),
    ),
  );

const total = (list: readonly { amountFen: number }[]): number =>
  list.reduce((sum, { amountFen }) => sum + amountFen, 0);

test('every fen of every chosen bill has one source, and nothing is paid beyond it', () => {
  fc.assert(
    fc.property(
      bills,
      fc.integer({ min: 0, max: 60_000 }),
      fc.integer({ min: 0, max: 60_000 }),
      fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 3 }),
      (chosen, fromPrepaidFen, topUpFen, worth) => {
        const coupons = worth.map(
          (amountFen, index): Coupon => ({ id: `C${index}`, feeKind: kinds[index] ?? '', amountFen }),
        );
        const result = plan({ bills: chosen, coupons, fromPrepaidFen, balanceFen: fromPrepaidFen, topUpFen });
        if (!result.ok) return;
        const { parts, amountFen, couponFen, prepaidFen } = result.value;
        for (const { id, outstandingFen } of chosen)
          expect(total(parts.filter(({ billId }) => billId === id))).toBe(outstandingFen);
        expect(amountFen + couponFen + prepaidFen).toBe(
          chosen.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0) + topUpFen,
        );
        expect(prepaidFen).toBe(fromPrepaidFen);
        for (const { couponId, feeKind, amountFen: fen } of parts) {
          if (!couponId) continue;
          const coupon = coupons.find(({ id }) => id === couponId);
          expect(feeKind).toBe(coupon?.feeKind);
          expect(fen).toBeLessThanOrEqual(coupon?.amountFen ?? 0);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('a collection moves exactly what was handed over', () => {
  fc.assert(
    fc.property(bills, fc.integer({ min: 1, max: 2_000_000 }), (due, amountFen) => {
      const result = planCollection(due, amountFen, '预存');
      if (!result.ok) throw new Error(result.refusal.code);
      expect(total(result.value.parts)).toBe(amountFen);
      const owed = due.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
      expect(result.value.topUpFen).toBe(Math.max(0, amountFen - owed));
    }),
    { numRuns: 1000 },
  );
});
