import fc from 'fast-check';
import { accrue, type LateState, unpaidAmount } from './late.rules.js';
import { addDays } from './period.rules.js';

const terms = { bpPerDay: 5, capBp: 1000, graceDays: 0 };
const bill: LateState = {
  dueOn: '2026-12-25',
  amountFen: 25_060,
  paidFen: 0,
  couponFen: 0,
  lateFeeFen: 0,
  lateWaivedFen: 0,
  lateBasis: 0,
  lateThrough: null,
};

/** Day after day, as the daily work does. */
const after = (start: LateState, days: readonly string[], with_ = terms): LateState => {
  const state = { ...start };
  for (const day of days) {
    const { lateBasis, lateThrough, lateFeeFen } = accrue(state, with_, day) ?? state;
    Object.assign(state, { lateBasis, lateThrough, lateFeeFen });
  }
  return state;
};

describe('late fees', () => {
  it('begin on the day after the due day, and are rounded down on the whole', () => {
    expect(accrue(bill, terms, '2026-12-25')).toBeNull();
    // 25,060 × 0.05 % = 12.53
    expect(accrue(bill, terms, '2026-12-26')).toEqual({
      lateBasis: 25_060,
      lateThrough: '2026-12-26',
      lateFeeFen: 12,
      addedFen: 12,
    });
    // 25,060 × 7 × 0.05 % = 87.71, over the end of the year
    expect(accrue(bill, terms, '2027-01-01')).toMatchObject({ lateFeeFen: 87, addedFen: 87 });
  });

  it('wait for the days of grace, which cost nothing afterwards either', () => {
    const kind = { ...terms, graceDays: 5 };
    expect(accrue(bill, kind, '2026-12-30')).toBeNull();
    expect(accrue(bill, kind, '2026-12-31')).toMatchObject({ lateFeeFen: 12 });
  });

  it('are the same whether they are reckoned daily or made up for at once', () => {
    const days = Array.from({ length: 60 }, (_, n) => addDays('2026-12-26', n));
    expect(after(bill, days)).toEqual(after(bill, [days.at(-1) ?? '']));
  });

  it('are not reckoned twice when the clock runs back, nor on the same day', () => {
    const once = after(bill, ['2026-12-28']);
    expect(accrue(once, terms, '2026-12-28')).toBeNull();
    expect(accrue(once, terms, '2026-12-27')).toBeNull();
    expect(after(bill, ['2026-12-28', '2026-12-27', '2026-12-28', '2026-12-29'])).toEqual(after(bill, ['2026-12-29']));
  });

  it('stop at the cap', () => {
    // 10 % of 25,060 is 2,506; 200 days bring it there.
    const far = after(bill, ['2027-12-31']);
    expect(far.lateFeeFen).toBe(2506);
    expect(accrue(far, terms, '2028-03-01')).toMatchObject({ addedFen: 0, lateFeeFen: 2506 });
    expect(after(bill, ['2026-12-31'], { ...terms, capBp: 0 }).lateFeeFen).toBe(0);
  });

  it('grow on what is unpaid only, and never on themselves', () => {
    const half = { ...after(bill, ['2026-12-26']), paidFen: 15_000, couponFen: 60 };
    // 25,060 + 10,000 fen × days: 0.05 % of 35,060 is 17.53
    expect(accrue(half, terms, '2026-12-27')).toMatchObject({ lateBasis: 35_060, lateFeeFen: 17, addedFen: 5 });
    const principal = { ...half, paidFen: 25_000 };
    expect(unpaidAmount(principal)).toBe(0);
    expect(accrue(principal, terms, '2027-01-27')).toMatchObject({ addedFen: 0 });
  });

  it('that were forgiven do not come back', () => {
    const grown = after(bill, ['2026-12-29']);
    expect(grown.lateFeeFen).toBe(50);
    const forgiven = { ...grown, lateFeeFen: 0, lateWaivedFen: 50 };
    // 5 days are 62.65; 50 of them are forgiven.
    expect(accrue(forgiven, terms, '2026-12-30')).toMatchObject({ lateFeeFen: 12, addedFen: 12 });
  });

  it('conserve: whatever is posted adds up to the fee, which only grows and stays below the cap', () => {
    const step = fc.record({ days: fc.integer({ min: -2, max: 40 }), pay: fc.integer({ min: 0, max: 5000 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.record({
          bpPerDay: fc.integer({ min: 1, max: 100 }),
          capBp: fc.integer({ min: 0, max: 10_000 }),
          graceDays: fc.integer({ min: 0, max: 30 }),
        }),
        fc.array(step, { maxLength: 20 }),
        (amountFen, some, steps) => {
          let state: LateState = { ...bill, amountFen };
          let day = bill.dueOn;
          let posted = 0;
          for (const { days, pay } of steps) {
            day = addDays(day, days);
            const late = accrue(state, some, day);
            if (late) {
              expect(late.addedFen).toBeGreaterThanOrEqual(0);
              posted += late.addedFen;
              expect(late.lateFeeFen).toBe(posted);
              expect(late.lateFeeFen * 10_000).toBeLessThanOrEqual(amountFen * some.capBp);
              state = {
                ...state,
                lateBasis: late.lateBasis,
                lateThrough: late.lateThrough,
                lateFeeFen: late.lateFeeFen,
              };
            }
            state = { ...state, paidFen: Math.min(amountFen, state.paidFen + pay) };
          }
        },
      ),
    );
  });
});
