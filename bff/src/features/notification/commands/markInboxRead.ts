import type { Actor, Call } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { type Inbox, markRead } from '../notification.store.js';

/** Marks lines of one inbox as read; without ids, all of them. Ids of another's inbox change nothing. */
export const markInboxRead = (
  deps: Deps,
  call: Call<Actor>,
  inbox: Inbox,
  ids: string[] | undefined,
): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    await markRead(tx, inbox, ids ?? null, deps.clock.now());
    return { done: true } as const;
  });
