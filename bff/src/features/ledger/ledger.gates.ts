import type { Gates } from '../../http/route.js';
import { findEntry } from './ledger.store.js';

/** Entries of the community that the staff act in. */
export const ledgerGates: Gates = {
  entry: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findEntry(deps.db.reader, actor.communityId, id)) !== null,
};
