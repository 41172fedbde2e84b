import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { reject } from '../binding.rules.js';
import { decideBinding, deciderOf } from '../decideBinding.js';

/** Refuses an application; the applicant reads the reason. */
export const rejectBinding = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, (tx) =>
    decideBinding(tx, deps, call, input.id, {
      action: 'binding.rejected',
      reason: input.reason,
      decide: (binding, now) => reject(binding, deciderOf(call.actor), input.reason, now),
    }),
  );
