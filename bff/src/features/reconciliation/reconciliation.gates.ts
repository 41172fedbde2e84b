import type { Gates } from '../../http/route.js';
import { findDifference, findSheet } from './reconciliation.store.js';

/** Days and differences of the community that the staff act in. */
export const reconciliationGates: Gates = {
  reconciliation: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findSheet(deps.db.reader, actor.communityId, id)) !== null,
  difference: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findDifference(deps.db.reader, actor.communityId, id)) !== null,
};
