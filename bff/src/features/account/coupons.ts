import type { FeeKind } from 'shared-types/billing';
import { toDay } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import type { CouponEntity } from './account.entity.js';
import { couponFits } from './coupon.rules.js';
import {
  findCouponOfCause,
  findCouponsOfBill,
  findCouponsUsedBy,
  insertCoupon,
  lockCoupon,
  saveCoupon,
} from './coupon.store.js';

export interface NewCoupon {
  communityId: string;
  houseId: string;
  /** Counts against bills of this kind only. */
  feeKind: FeeKind;
  amountFen: number;
  /** Its last day, YYYY-MM-DD. */
  validUntil: string;
  /** 节能挑战奖励; the owner reads it. */
  reason: string;
  /** Unique a house: the same cause again gives the coupon that is there. */
  cause: { kind: string; id: string };
}

/** Gives a house a coupon, once a cause. */
export const issueCoupon = async (
  tx: Tx,
  clock: Clock,
  { cause, ...values }: NewCoupon,
): Promise<{ couponId: string; issued: boolean }> => {
  if (!Number.isSafeInteger(values.amountFen) || values.amountFen <= 0)
    throw new Error(`no coupon of ${values.amountFen}`);
  const { communityId, houseId } = values;
  const before = await findCouponOfCause(tx, communityId, houseId, cause);
  if (before) return { couponId: before.id, issued: false };
  const issuedAt = clock.now();
  const coupon: CouponEntity = {
    ...values,
    id: newId(issuedAt),
    status: 'usable',
    causeKind: cause.kind,
    causeId: cause.id,
    issuedAt,
    usedBy: null,
    billId: null,
    usedFen: 0,
    endedAt: null,
  };
  try {
    await insertCoupon(tx, coupon);
    return { couponId: coupon.id, issued: true };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const other = await findCouponOfCause(tx, communityId, houseId, cause);
  return { couponId: other?.id ?? '', issued: false };
};

export interface CouponUse {
  communityId: string;
  couponId: string;
  bill: { id: string; houseId: string; feeKind: string; outstandingFen: number };
  paymentId: string;
}

/**
 * Takes a coupon for a payment, from the moment on in which the payment is made: of any number who try at once, one
 * gets it. It pays what is outstanding of one bill, at most its amount; what is above that lapses. The same payment
 * and bill again changes nothing. Throws `coupon.not_usable` when it is another's, of another fee, used or expired.
 */
export const useCoupon = async (
  tx: Tx,
  clock: Clock,
  { communityId, couponId, bill, paymentId }: CouponUse,
): Promise<{ usedFen: number }> => {
  const coupon = await lockCoupon(tx, communityId, couponId);
  if (coupon?.status === 'used' && coupon.usedBy === paymentId && coupon.billId === bill.id)
    return { usedFen: coupon.usedFen };
  const usedFen = Math.min(coupon?.amountFen ?? 0, bill.outstandingFen);
  const now = clock.now();
  if (!coupon || usedFen <= 0 || !couponFits(coupon, bill, toDay(now))) throw new AppError('coupon.not_usable');
  await saveCoupon(tx, { ...coupon, status: 'used', usedBy: paymentId, billId: bill.id, usedFen, endedAt: now });
  return { usedFen };
};

const releaseAll = async (tx: Tx, used: readonly CouponEntity[]): Promise<void> => {
  for (const { communityId, id, usedBy } of used) {
    const coupon = await lockCoupon(tx, communityId, id);
    if (coupon?.status === 'used' && coupon.usedBy === usedBy)
      await saveCoupon(tx, { ...coupon, status: 'usable', usedBy: null, billId: null, usedFen: 0, endedAt: null });
  }
};

/** A payment came to nothing or was given back: its coupons can be used again, until their last day. */
export const releaseCoupons = async (tx: Tx, communityId: string, paymentId: string): Promise<void> =>
  releaseAll(tx, await findCouponsUsedBy(tx, communityId, paymentId));

/** The same for a bill that is reversed. */
export const releaseCouponsOfBill = async (tx: Tx, communityId: string, billId: string): Promise<void> =>
  releaseAll(tx, await findCouponsOfBill(tx, communityId, billId));
