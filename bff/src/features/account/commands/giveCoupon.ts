import type { FeeKind } from 'shared-types/billing';
import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { accountTexts, feeKindNames } from '../../../locales/account.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { issueCoupon } from '../coupons.js';

export interface CouponGiven {
  /** The house. */
  id: string;
  feeKind: FeeKind;
  amountFen: number;
  validUntil: string;
  reason: string;
}

/** A coupon by hand; whoever repeats the call repeats its key, so each is a cause of its own. */
export const giveCoupon = (deps: Deps, call: Call<StaffActor>, input: CouponGiven): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const { id: houseId, ...values } = input;
    const house = await readHouseBrief(tx, communityId, houseId);
    if (!house) throw new AppError('house.not_found');
    const now = deps.clock.now();
    if (values.validUntil < toDay(now))
      throw new AppError('request.invalid', { fields: { validUntil: accountTexts.validUntilPast } });
    const cause = { kind: 'staff', id: newId(now) };
    const { couponId } = await issueCoupon(tx, deps.clock, { communityId, houseId, ...values, cause });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'coupon.issued',
      subjectKind: 'coupon',
      subjectId: couponId,
      subject: accountTexts.couponAudit(house.label, feeKindNames[values.feeKind], values.amountFen),
      reason: values.reason,
    });
    return { id: couponId };
  });
