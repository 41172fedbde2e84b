import type { Call } from '../../../platform/call.js';
import { afterCommit } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { revokeSession } from '../../../platform/session/sessions.js';

/** Ends the session of this token. */
export const signOut = (deps: Deps, call: Call): Promise<void> =>
  transaction(deps, call, async (tx) => {
    if (call.sessionId) await revokeSession(tx, deps.clock, call.sessionId);
    const { kind, id } = call.actor;
    afterCommit(tx, () => deps.live.recheck(kind === 'owner' ? `owner:${id}` : `worker:${id}`));
  });
