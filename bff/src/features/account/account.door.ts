import { toDay } from 'shared-types/time';

import type { Reader } from '../../platform/database/access.js';
import type { CouponEntity } from './account.entity.js';
import { seesBalance } from './account.policy.js';
import { moveBalance as move } from './balance.js';
import { findBalance } from './balance.store.js';
import { couponStatus } from './coupon.rules.js';
import { findCouponsOfHouse } from './coupon.store.js';
import {
  issueCoupon as issue,
  releaseCoupons as release,
  releaseCouponsOfBill as releaseOfBill,
  useCoupon as use,
} from './coupons.js';

/** What other features may ask of the money that houses have paid ahead, and of their coupons. */

/** What a house has paid ahead, in fen. */
export const prepaidOf = async (reader: Reader, communityId: string, houseId: string): Promise<number> =>
  (await findBalance(reader, communityId, houseId))?.balanceFen ?? 0;

/** Whether somebody may see and spend what the house has paid ahead: owners and family, not tenants. */
export const mayUseBalance = seesBalance;

export const moveBalance = move;

export type CouponBrief = Pick<CouponEntity, 'id' | 'houseId' | 'feeKind' | 'amountFen' | 'validUntil' | 'reason'>;

/** Coupons that a house may use now (the community's day), the first to expire first. */
export const usableCoupons = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  now: Date,
): Promise<CouponBrief[]> =>
  (await findCouponsOfHouse(reader, communityId, houseId))
    .filter((coupon) => couponStatus(coupon, toDay(now)) === 'usable')
    .sort((a, b) => (a.validUntil === b.validUntil ? (a.id < b.id ? -1 : 1) : a.validUntil < b.validUntil ? -1 : 1))
    .map(({ id, feeKind, amountFen, validUntil, reason }) => ({ id, houseId, feeKind, amountFen, validUntil, reason }));

export const issueCoupon = issue;
export const useCoupon = use;
export const releaseCoupons = release;
export const releaseCouponsOfBill = releaseOfBill;
