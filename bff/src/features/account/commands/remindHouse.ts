import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { quietUntil } from '../../../kernel/quietHours.js';
import { arrearsTexts } from '../../../locales/arrears.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { remindableTotals } from '../../billing/arrears.door.js';
import { lockHouse, readHouseBrief } from '../../community/community.door.js';
import { bindingsOfHouses } from '../../identity/identity.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { handKey } from '../reminder.rules.js';
import { findReminders } from '../reminder.store.js';
import { keepReminders } from '../reminders.js';

/**
 * Reminds one house by hand: at most one reminder a day, whoever or whatever sent the other; never in quiet hours, and
 * only of what is neither disputed nor being paid, where somebody is bound who can read it.
 */
export const remindHouse = (
  deps: Deps,
  call: Call<StaffActor>,
  { id: houseId }: { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const house = await readHouseBrief(tx, communityId, houseId);
    if (!house) throw new AppError('house.not_found');
    await lockHouse(tx, communityId, houseId);
    const { reminders: policy } = await readMoneyPolicy(tx, communityId);
    const at = deps.clock.now();
    const today = toDay(at);
    const total = (await remindableTotals(tx, communityId, [houseId], at)).get(houseId);
    const [last] = await findReminders(tx, communityId, houseId, 1);
    const bound = (await bindingsOfHouses(tx, communityId, [houseId])).get(houseId)?.active ?? 0;
    const remindedToday = last !== undefined && toDay(last.at) === today;
    if (!total?.oldestDueOn || total.dueFen <= 0 || bound === 0 || remindedToday || quietUntil(policy, at))
      throw new AppError('reminder.not_now');
    const stage = handKey(today);
    const id = deterministicId('bill_reminder', communityId, houseId, total.oldestDueOn, stage);
    const { oldestDueOn: anchor, dueFen } = total;
    await keepReminders(tx, deps, [
      { communityId, id, houseId, anchor, stage, stageDays: null, at, dueFen, byId, byName },
    ]);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'arrears.reminded',
      subjectKind: 'house',
      subjectId: houseId,
      subject: arrearsTexts.remindedAudit(house.label, dueFen),
    });
    return { id };
  });
