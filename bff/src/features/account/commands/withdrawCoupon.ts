import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { accountTexts, feeKindNames } from '../../../locales/account.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { couponStatus } from '../coupon.rules.js';
import { lockCoupon, saveCoupon } from '../coupon.store.js';

/** Takes a coupon back while nobody used it. */
export const withdrawCoupon = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const coupon = await lockCoupon(tx, communityId, id);
    if (!coupon) throw new AppError('coupon.not_found');
    const now = deps.clock.now();
    if (couponStatus(coupon, toDay(now)) !== 'usable') throw new AppError('coupon.not_usable');
    await saveCoupon(tx, { ...coupon, status: 'withdrawn', endedAt: now });
    const house = await readHouseBrief(tx, communityId, coupon.houseId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'coupon.withdrawn',
      subjectKind: 'coupon',
      subjectId: id,
      subject: accountTexts.couponAudit(house?.label ?? '', feeKindNames[coupon.feeKind], coupon.amountFen),
      reason,
    });
    return { id };
  });
