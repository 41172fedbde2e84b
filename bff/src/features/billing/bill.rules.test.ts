import fc from 'fast-check';
import { type Owed, outstanding, settle, unsettle, waivable } from './bill.rules.js';

const bill: Owed = { status: 'due', amountFen: 25_060, lateFeeFen: 87, paidFen: 0, couponFen: 0 };
const refused = { ok: false, refusal: { code: 'bill.illegal_transition' } };

describe('what is owed', () => {
  it('is the amount and its late fee, less what came in', () => {
    expect(outstanding(bill)).toBe(25_147);
    expect(outstanding({ ...bill, paidFen: 20_000, couponFen: 5000 })).toBe(147);
    expect(outstanding({ ...bill, status: 'paid', paidFen: 25_147 })).toBe(0);
  });
  it.each(['draft', 'void'] as const)('is nothing on a bill that is %s', (status) => {
    expect(outstanding({ ...bill, status })).toBe(0);
  });
});

describe('money that comes in', () => {
  it('pays the amount first, then the late fee', () => {
    expect(settle(bill, 25_000, 'payment')).toEqual({
      ok: true,
      value: { status: 'due', paidFen: 25_000, couponFen: 0, principalFen: 25_000, lateFen: 0 },
    });
    expect(settle({ ...bill, paidFen: 25_000 }, 147, 'prepayment')).toEqual({
      ok: true,
      value: { status: 'paid', paidFen: 25_147, couponFen: 0, principalFen: 60, lateFen: 87 },
    });
    expect(settle({ ...bill, paidFen: 20_147 }, 5000, 'coupon')).toEqual({
      ok: true,
      value: { status: 'paid', paidFen: 20_147, couponFen: 5000, principalFen: 4913, lateFen: 87 },
    });
  });

  it.each([
    ['more than is owed', bill, 25_148],
    ['nothing', bill, 0],
    ['less than nothing', bill, -1],
    ['on a draft', { ...bill, status: 'draft' as const }, 1],
    ['on a paid bill', { ...bill, status: 'paid' as const, paidFen: 25_147 }, 1],
    ['on a reversed bill', { ...bill, status: 'void' as const }, 1],
  ])('is refused: %s', (_title, state, fen) => {
    expect(settle(state, fen, 'payment')).toEqual(refused);
  });
});

describe('money that goes back', () => {
  it('makes the bill due again, its late fee first', () => {
    const paid: Owed = { ...bill, status: 'paid', paidFen: 20_147, couponFen: 5000 };
    expect(unsettle(paid, 100, 'payment')).toEqual({
      ok: true,
      value: { status: 'due', paidFen: 20_047, couponFen: 5000, principalFen: 13, lateFen: 87 },
    });
    expect(unsettle(paid, 50, 'payment')).toMatchObject({ value: { principalFen: 0, lateFen: 50 } });
    expect(unsettle({ ...bill, paidFen: 10 }, 10, 'payment')).toMatchObject({
      value: { principalFen: 10, lateFen: 0 },
    });
    expect(unsettle(paid, 5000, 'coupon')).toMatchObject({ value: { paidFen: 20_147, couponFen: 0 } });
  });

  it.each([
    ['more than came', { ...bill, paidFen: 10, couponFen: 500 }, 11, 'payment' as const],
    ['more than the coupon was', { ...bill, paidFen: 500, couponFen: 10 }, 11, 'coupon' as const],
    ['nothing', { ...bill, paidFen: 10 }, 0, 'payment' as const],
    ['from a reversed bill', { ...bill, status: 'void' as const, paidFen: 10 }, 10, 'payment' as const],
    ['from a draft', { ...bill, status: 'draft' as const, paidFen: 10 }, 10, 'payment' as const],
  ])('is refused: %s', (_title, state, fen, kind) => {
    expect(unsettle(state, fen, kind)).toEqual(refused);
  });
});

it('keeps every fen through payments, coupons and refunds in any order', () => {
  const step = fc.record({
    back: fc.boolean(),
    kind: fc.constantFrom('payment' as const, 'coupon' as const, 'prepayment' as const),
    fen: fc.integer({ min: 1, max: 4000 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(500), fc.array(step), (amountFen, lateFeeFen, steps) => {
      let state: Owed = { status: 'due', amountFen, lateFeeFen, paidFen: 0, couponFen: 0 };
      // What the two accounts of the ledger still hold of this bill.
      let principal = amountFen;
      let late = lateFeeFen;
      for (const { back, kind, fen } of steps) {
        const result = back ? unsettle(state, fen, kind) : settle(state, fen, kind);
        if (!result.ok) continue;
        const { principalFen, lateFen, ...rest } = result.value;
        expect(principalFen + lateFen).toBe(fen);
        expect(Math.min(principalFen, lateFen)).toBeGreaterThanOrEqual(0);
        principal += back ? principalFen : -principalFen;
        late += back ? lateFen : -lateFen;
        state = { ...state, ...rest };
        expect(principal + late).toBe(outstanding(state));
        expect(Math.min(principal, late)).toBeGreaterThanOrEqual(0);
        expect(state.status).toBe(outstanding(state) === 0 ? 'paid' : 'due');
      }
    }),
  );
});

describe('what of a late fee can be forgiven', () => {
  it.each([
    ['all of it while nothing is paid', bill, 87],
    ['what is unpaid of it', { ...bill, paidFen: 25_100 }, 47],
    ['nothing once it is paid', { ...bill, status: 'paid' as const, paidFen: 25_147 }, 0],
    ['nothing of a reversed bill', { ...bill, status: 'void' as const }, 0],
  ])('%s', (_title, state, fen) => {
    expect(waivable(state)).toBe(fen);
  });
});
