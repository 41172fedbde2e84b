import { describe, expect, it } from '@jest/globals';
import type { PayableView } from 'shared-types/staffPayment';
import { planCode } from './counterPlan';

const bill = (id: string, feeKind: string, outstandingFen: number): PayableView['bills'][number] => ({
  id,
  feeKind,
  feeName: feeKind,
  title: feeKind,
  period: '2026-11',
  words: [],
  amountFen: outstandingFen,
  lateFeeFen: 0,
  outstandingFen,
  dueOn: null,
  overdue: false,
  disputed: false,
  heldBy: null,
});

const coupon = (id: string, feeKind: string, amountFen: number) => ({
  id,
  feeKind,
  amountFen,
  validUntil: '2026-12-31',
  reason: '',
});

describe('what a code asks for', () => {
  const bills = [bill('a', 'property', 25_060), bill('b', 'water', 3_000)];

  it('is the bills and the top-up', () => {
    expect(planCode({ bills, coupons: [], prepaidFen: 0, topUpFen: 10_000 }).expectedFen).toBe(38_060);
  });

  it('takes coupons first, no more than their bill, then the balance', () => {
    const plan = planCode({ bills, coupons: [coupon('w', 'water', 5_000)], prepaidFen: 6_000, topUpFen: 0 });
    expect(plan).toEqual({ fromPrepaidFen: 6_000, expectedFen: 19_060, unfit: [] });
  });

  it('takes no more of the balance than is due', () => {
    expect(planCode({ bills, coupons: [], prepaidFen: 100_000, topUpFen: 0 })).toEqual({
      fromPrepaidFen: 28_060,
      expectedFen: 0,
      unfit: [],
    });
  });

  it('names a coupon that no chosen bill can use', () => {
    const coupons = [coupon('w1', 'water', 100), coupon('w2', 'water', 100)];
    expect(planCode({ bills, coupons, prepaidFen: 0, topUpFen: 0 }).unfit).toEqual(['w2']);
  });
});
