import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { approve } from '../binding.rules.js';
import { decideBinding, deciderOf } from '../decideBinding.js';

/** Lets the applicant in. Of two decisions at once one wins; the other hears that it is no longer pending. */
export const approveBinding = (deps: Deps, call: Call<StaffActor>, input: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, (tx) =>
    decideBinding(tx, deps, call, input.id, {
      action: 'binding.approved',
      reason: null,
      decide: (binding, now) => approve(binding, deciderOf(call.actor), now),
    }),
  );
