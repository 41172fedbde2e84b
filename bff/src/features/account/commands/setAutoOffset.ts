import { AppError } from '../../../kernel/appError.js';
import { accountTexts } from '../../../locales/account.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { setsAutoOffset } from '../account.policy.js';
import { lockBalance, saveBalance } from '../balance.store.js';

/** Whether new bills of a house are paid from its balance by themselves; the owner's to say. */
export const setAutoOffset = (
  deps: Deps,
  call: Call<OwnerActor>,
  { id: houseId, on }: { id: string; on: boolean },
): Promise<{ houseId: string }> =>
  transaction(deps, call, async (tx) => {
    const communityId = call.actor.houses.find((house) => house.houseId === houseId)?.communityId;
    if (!communityId) throw new AppError('house.not_found');
    if (!setsAutoOffset(call.actor, houseId)) throw new AppError('auth.forbidden');
    const at = deps.clock.now();
    const balance = await lockBalance(tx, communityId, houseId, at);
    if (balance.autoOffset === on) return { houseId };
    await saveBalance(tx, { ...balance, autoOffset: on, updatedAt: at });
    const house = await readHouseBrief(tx, communityId, houseId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'balance.auto_offset',
      subjectKind: 'house',
      subjectId: houseId,
      subject: accountTexts.autoOffsetAudit(house?.label ?? '', on),
    });
    return { houseId };
  });
