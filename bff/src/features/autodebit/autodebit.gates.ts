import type { Gates } from '../../http/route.js';
import { findBatch, findMandate } from './autodebit.store.js';

/** Mandates and batches of the community that the staff act in; owners reach theirs through the house. */
export const autodebitGates: Gates = {
  autodebit: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findMandate(deps.db.reader, actor.communityId, id)) !== null,
  debit_batch: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findBatch(deps.db.reader, actor.communityId, id)) !== null,
};
