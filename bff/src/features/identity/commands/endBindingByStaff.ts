import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { end } from '../binding.rules.js';
import { decideBinding, deciderOf } from '../decideBinding.js';

/** Ends a binding; access ends with the commit, for every call reads the bindings in force. */
export const endBindingByStaff = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, (tx) =>
    decideBinding(tx, deps, call, input.id, {
      action: 'binding.ended',
      reason: input.reason,
      decide: (binding, now) => end(binding, deciderOf(call.actor), input.reason, now),
    }),
  );
