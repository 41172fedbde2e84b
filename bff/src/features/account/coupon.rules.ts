import type { couponStatuses } from 'shared-types/account';
import type { CouponEntity } from './account.entity.js';

type CouponStatus = (typeof couponStatuses)[number];

/** What a coupon is on a day (YYYY-MM-DD): its last day still counts. */
export const couponStatus = (coupon: Pick<CouponEntity, 'status' | 'validUntil'>, today: string): CouponStatus =>
  coupon.status === 'usable' && coupon.validUntil < today ? 'expired' : coupon.status;

/** Whether it may pay a bill of this house and kind of fee on this day. */
export const couponFits = (
  coupon: Pick<CouponEntity, 'status' | 'validUntil' | 'houseId' | 'feeKind'>,
  bill: { houseId: string; feeKind: string },
  today: string,
): boolean =>
  couponStatus(coupon, today) === 'usable' && coupon.houseId === bill.houseId && coupon.feeKind === bill.feeKind;
