import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { findPassage, savePassage } from '../access.store.js';
import { tellChanged } from '../tell.js';

/** Whether a door that was told to open has opened. Told again, the later word counts. */
export const endOpening = (
  deps: Deps,
  { communityId, passageId, admitted }: { communityId: string; passageId: string; admitted: boolean },
): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const passage = await findPassage(tx, communityId, passageId);
    if (!passage) return;
    await savePassage(tx, passage, { admitted, reason: admitted ? null : 'unanswered' });
    tellChanged(tx, deps, { communityId, accountId: passage.accountId });
  });
