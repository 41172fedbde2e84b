import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { resetTimer } from '../../../platform/queue/queue.js';
import { verifyTimer } from '../verify.timer.js';

/** Has the whole chain recomputed in the background, as soon as a worker is free. */
export const askForCheck = (deps: Deps, call: Call<StaffActor>): Promise<void> =>
  transaction(deps, call, (tx) =>
    resetTimer(tx, deps.clock, verifyTimer(call.actor.communityId, 'now', deps.clock.now())),
  );
