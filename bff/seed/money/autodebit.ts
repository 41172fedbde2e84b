import { changeMoneyPolicy } from '../../src/features/policy/commands/changeMoneyPolicy.js';
import { readMoneyPolicyInForce } from '../../src/features/policy/policy.door.js';
import type { Deps } from '../../src/platform/deps.js';
import { staffCall } from './demoClock.js';

/** Off everywhere until a manager turns it on; the demo's has, so that there is something to try. */
export const turnOnAutoDebit = async (
  deps: Deps,
  communityId: string,
  manager: { id: string; name: string },
): Promise<void> => {
  const { version, policy } = await readMoneyPolicyInForce(deps.db.reader, communityId);
  await changeMoneyPolicy(deps, staffCall(communityId, { ...manager, role: 'manager' }), {
    policy: { ...policy, autoDebit: { ...policy.autoDebit, on: true } },
    basedOn: version,
    reason: '演示：开通代扣',
  });
};
