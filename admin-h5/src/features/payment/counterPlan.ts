import type { PayableView } from 'shared-types/staffPayment';

type Bill = PayableView['bills'][number];
type Coupon = PayableView['coupons'][number];

export const outstandingOf = (bills: readonly Bill[]): number =>
  bills.reduce((sum, bill) => sum + bill.outstandingFen, 0);

interface Choice {
  bills: readonly Bill[];
  coupons: readonly Coupon[];
  prepaidFen: number;
  topUpFen: number;
}

/**
 * What a code has to ask for, as the server reckons it: a coupon counts against one chosen bill of its own fee, then
 * the balance gives; the channel takes the rest and the top-up. `unfit`: coupons that no chosen bill can use.
 */
export const planCode = ({ bills, coupons, prepaidFen, topUpFen }: Choice) => {
  const used = new Set<string>();
  const unfit: string[] = [];
  let couponFen = 0;
  for (const coupon of coupons) {
    const bill = bills.find((one) => one.feeKind === coupon.feeKind && !used.has(one.id));
    if (!bill) {
      unfit.push(coupon.id);
      continue;
    }
    used.add(bill.id);
    couponFen += Math.min(coupon.amountFen, bill.outstandingFen);
  }
  const afterCoupons = outstandingOf(bills) - couponFen;
  const fromPrepaidFen = Math.min(prepaidFen, afterCoupons);
  return { fromPrepaidFen, expectedFen: afterCoupons - fromPrepaidFen + topUpFen, unfit };
};
