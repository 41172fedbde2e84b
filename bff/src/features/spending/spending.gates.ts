import type { Gates } from '../../http/route.js';
import { findSpending } from './spending.store.js';

/** Spendings of the community that the staff act in. */
export const spendingGates: Gates = {
  spending: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findSpending(deps.db.reader, actor.communityId, id)) !== null,
};
