import type { AlarmPolicy } from 'shared-types/alarmPolicy';
import { AppError } from '../../../kernel/appError.js';
import { alarmTexts } from '../../../locales/alarm.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { checkAlarmPolicy, readAlarmPolicyInForce } from '../policy.queries.js';
import { differencesOf } from '../policy.rules.js';
import { insertVersionOnce } from '../policy.store.js';

/** Makes the next version. Of two that start from the same one, the first to commit wins and the other is told so. */
export const changeAlarmPolicy = (
  deps: Deps,
  call: Call<StaffActor>,
  { policy, basedOn, reason }: { policy: AlarmPolicy; basedOn: number; reason: string },
): Promise<{ version: number }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const inForce = await readAlarmPolicyInForce(tx, communityId);
    if (inForce.version !== basedOn) throw new AppError('alarm_policy.outdated');
    checkAlarmPolicy(policy);
    const differences = differencesOf(inForce.policy, policy);
    if (differences.length === 0) throw new AppError('alarm_policy.unchanged');
    const version = inForce.version + 1;
    const at = deps.clock.now();
    const row = { communityId, version, body: JSON.stringify(policy), at, byId, byName, reason };
    if (!(await insertVersionOnce(tx, row))) throw new AppError('alarm_policy.outdated');
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'alarm_policy.changed',
      subjectKind: 'alarm_policy',
      subjectId: String(version),
      subject: alarmTexts.policyChanged(version, differences.length),
      reason,
    });
    return { version };
  });
