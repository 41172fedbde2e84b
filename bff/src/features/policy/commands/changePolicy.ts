import type { ServicePolicy } from 'shared-types/policy';
import { AppError } from '../../../kernel/appError.js';
import { policyTexts } from '../../../locales/policy.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { known } from '../catalogue.js';
import { readPolicyInForce } from '../policy.door.js';
import { differencesOf, policyFaults, touchesDispatch } from '../policy.rules.js';
import { serviceVersions } from '../policy.store.js';
import { faultFields } from '../policy.view.js';

/** Makes the next version. Of two that start from the same one, the first to commit wins and the other is told so. */
export const changePolicy = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { policy: ServicePolicy; basedOn: number; reason: string },
): Promise<{ version: number }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const inForce = await readPolicyInForce(tx, communityId);
    if (inForce.version !== input.basedOn) throw new AppError('policy.outdated');
    const faults = policyFaults(input.policy, known);
    if (faults.length > 0) throw new AppError('request.invalid', { fields: faultFields(faults) });
    const differences = differencesOf(inForce.policy, input.policy);
    if (differences.length === 0) throw new AppError('policy.unchanged');
    const version = inForce.version + 1;
    const { reason } = input;
    const body = JSON.stringify(input.policy);
    const first = await serviceVersions.insertVersionOnce(tx, {
      communityId,
      version,
      body,
      at: deps.clock.now(),
      byId,
      byName,
      reason,
    });
    if (!first) throw new AppError('policy.outdated');
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'policy.changed',
      subjectKind: 'policy',
      subjectId: String(version),
      subject: policyTexts.changed(version, differences.length),
      reason,
    });
    if (touchesDispatch(differences))
      await publish(tx, deps.clock, { communityId, topic: 'dispatch.policy_changed', payload: {} });
    return { version };
  });
