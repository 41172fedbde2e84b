import type { BillCoupon, BillSummary, DueView } from 'shared-types/billing';
import type { PaymentLine } from 'shared-types/payment';
import { type Choice, chosenBills, couponLines, offeredCoupons, onlyMonth, wantedOf } from './choice';

const bill = (id: string, over: Partial<BillSummary> = {}): BillSummary => ({
  id,
  houseId: 'house',
  feeKind: 'property',
  feeName: '物业费',
  icon: 'home',
  period: '2026-11',
  title: '11月物业费',
  status: 'due',
  amountFen: 10_000,
  lateFeeFen: 0,
  paidFen: 0,
  couponFen: 0,
  outstandingFen: 10_000,
  dueOn: '2026-11-30',
  overdue: false,
  words: [],
  disputed: false,
  beingPaid: false,
  ...over,
});
const coupon = (id: string, over: Partial<BillCoupon> = {}): BillCoupon => ({
  id,
  feeKind: 'property',
  amountFen: 1_500,
  validUntil: '2026-12-31',
  reason: '节能挑战奖励',
  ...over,
});
const due = (bills: BillSummary[], over: Partial<DueView> = {}): DueView => ({
  house: { id: 'house', communityId: 'c', label: '3栋2单元1102', communityName: '阳光花园' },
  bills,
  totalFen: 0,
  overdueFen: 0,
  disputedFen: 0,
  prepaidFen: 0,
  coupons: [],
  openPayment: null,
  ...over,
});
const untouched: Choice = { bills: {}, coupons: {}, usePrepaid: false };
const open = (mine: boolean): DueView['openPayment'] => ({
  id: 'p',
  amountFen: 1,
  debit: false,
  billIds: ['a'],
  state: 'open',
  mine,
  expiresAt: '2026-11-23T10:54:00+08:00',
});

describe('what is chosen to be paid', () => {
  it('is everything, but what is disputed', () => {
    const view = due([bill('a'), bill('b', { disputed: true }), bill('c')]);
    expect(chosenBills(view, untouched).map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('follows the ticks, also onto a disputed one', () => {
    const view = due([bill('a'), bill('b', { disputed: true })]);
    const choice = { ...untouched, bills: { a: false, b: true } };
    expect(chosenBills(view, choice).map(({ id }) => id)).toEqual(['b']);
  });

  it('never has what somebody else is paying, even when it was ticked', () => {
    const view = due([bill('a', { beingPaid: true }), bill('b')], { openPayment: open(false) });
    expect(chosenBills(view, { ...untouched, bills: { a: true } }).map(({ id }) => id)).toEqual(['b']);
  });

  it('has what an own payment left open', () => {
    const view = due([bill('a', { beingPaid: true })], { openPayment: open(true) });
    expect(chosenBills(view, untouched).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('coupons', () => {
  it('are offered for chosen bills of their kind only', () => {
    const view = due([bill('a'), bill('w', { feeKind: 'water' })], {
      coupons: [coupon('p'), coupon('w', { feeKind: 'water' })],
    });
    expect(wantedOf(view, { ...untouched, bills: { w: false } })).toEqual({
      houseId: 'house',
      billIds: ['a'],
      couponIds: ['p'],
    });
  });

  it('are one a bill, the first to run out first', () => {
    const view = due([bill('a'), bill('b', { period: '2026-10' })], {
      coupons: [
        coupon('late', { validUntil: '2027-03-31' }),
        coupon('soon', { validUntil: '2026-11-30' }),
        coupon('mid', { validUntil: '2026-12-31' }),
      ],
    });
    expect(offeredCoupons(view, view.bills).map(({ id }) => id)).toEqual(['soon', 'mid', 'late']);
    expect(wantedOf(view, untouched).couponIds).toEqual(['soon', 'mid']);
    expect(wantedOf(view, { ...untouched, coupons: { late: true } }).couponIds).toEqual(['late', 'soon']);
    expect(wantedOf(view, { ...untouched, coupons: { soon: false } }).couponIds).toEqual(['mid', 'late']);
  });

  it('are told apart in a price by fee and order', () => {
    const bills = [bill('a'), bill('w', { feeKind: 'water' }), bill('b')];
    const used = [coupon('w1', { feeKind: 'water' }), coupon('p1'), coupon('p2')];
    const line = (billId: string, amountFen: number, title: string): PaymentLine => ({
      kind: 'coupon',
      billId,
      title: '优惠券',
      words: [title],
      amountFen,
    });
    const lines = [line('a', -1_500, '10月物业费'), line('w', -300, '11月水费'), line('b', -1_200, '11月物业费')];
    expect([...couponLines(used, bills, lines)]).toEqual([
      ['w1', { amountFen: -300, title: '11月水费' }],
      ['p1', { amountFen: -1_500, title: '10月物业费' }],
      ['p2', { amountFen: -1_200, title: '11月物业费' }],
    ]);
  });

  it('stay away when ticked off', () => {
    const view = due([bill('a')], { coupons: [coupon('p')] });
    expect(wantedOf(view, { ...untouched, coupons: { p: false } }).couponIds).toEqual([]);
  });
});

it('names the month when there is only one', () => {
  expect(onlyMonth([bill('a'), bill('b')])).toBe(11);
  expect(onlyMonth([bill('a'), bill('b', { period: '2026-10' })])).toBeNull();
  expect(onlyMonth([])).toBeNull();
});
