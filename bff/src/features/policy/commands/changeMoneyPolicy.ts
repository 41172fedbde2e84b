import type { MoneyPolicy } from 'shared-types/moneyPolicy';
import { AppError } from '../../../kernel/appError.js';
import { moneyPolicyTexts } from '../../../locales/moneyPolicy.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { moneyDifferences, moneyFaults } from '../moneyPolicy.rules.js';
import { moneyFaultFields } from '../moneyPolicy.view.js';
import { readMoneyPolicyInForce } from '../policy.door.js';
import { moneyVersions } from '../policy.store.js';

/** Makes the next version. Of two that start from the same one, the first to commit wins and the other is told so. */
export const changeMoneyPolicy = (
  deps: Deps,
  call: Call<StaffActor>,
  { policy, basedOn, reason }: { policy: MoneyPolicy; basedOn: number; reason: string },
): Promise<{ version: number }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const inForce = await readMoneyPolicyInForce(tx, communityId);
    if (inForce.version !== basedOn) throw new AppError('money_policy.outdated');
    const faults = moneyFaults(policy);
    if (faults.length > 0) throw new AppError('request.invalid', { fields: moneyFaultFields(faults) });
    const differences = moneyDifferences(inForce.policy, policy);
    if (differences.length === 0) throw new AppError('money_policy.unchanged');
    const version = inForce.version + 1;
    const body = JSON.stringify(policy);
    const at = deps.clock.now();
    const first = await moneyVersions.insertVersionOnce(tx, { communityId, version, body, at, byId, byName, reason });
    if (!first) throw new AppError('money_policy.outdated');
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'money_policy.changed',
      subjectKind: 'money_policy',
      subjectId: String(version),
      subject: moneyPolicyTexts.changed(version, differences.length),
      reason,
    });
    return { version };
  });
